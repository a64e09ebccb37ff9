package io.ticktide.cli.inspect;

import io.ticktide.cli.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Finds the bytes of a packet: hex digits as they are, or a file of such or of the bytes. */
public final class PacketBytes {
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}\\s*)+");
    private static final Pattern COMMENT = Pattern.compile("#[^\\n]*");

    private PacketBytes() {}

    /**
     * The bytes that a text stands for.
     *
     * @param hexOrFile digits in pairs, spaces between them or not; or a file's path. In a file of
     *     digits {@code #} begins a comment.
     * @throws CommandFailed when it is neither.
     */
    public static byte[] of(String hexOrFile) {
        try {
            Path file = Path.of(hexOrFile);
            if (Files.isRegularFile(file)) {
                return unpacked(Files.readAllBytes(file));
            }
        } catch (InvalidPathException e) {
            throw neither(hexOrFile, e);
        } catch (IOException e) {
            throw new CommandFailed(hexOrFile + " cannot be read: " + e.getMessage(), e);
        }
        if (!HEX.matcher(hexOrFile.strip()).matches()) {
            throw neither(hexOrFile, null);
        }
        return digits(hexOrFile);
    }

    private static byte[] unpacked(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String digits = COMMENT.matcher(text).replaceAll("").strip();
        return HEX.matcher(digits).matches() ? digits(digits) : content;
    }

    private static byte[] digits(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    private static CommandFailed neither(String text, Exception cause) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        return new CommandFailed(
                "\"" + shown + "\" is neither a file nor pairs of hex digits; check it", cause);
    }
}
