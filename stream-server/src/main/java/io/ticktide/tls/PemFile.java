package io.ticktide.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the blocks of a PEM file (RFC 7468); text around them does not count. */
final class PemFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END ([A-Z0-9 ]+)-----");

    private PemFile() {}

    /** One block. */
    static final class Block {
        private final String label;
        private final byte[] bytes;

        private Block(String label, byte[] bytes) {
            this.label = label;
            this.bytes = bytes;
        }

        /** Such as {@code CERTIFICATE}. */
        String label() {
            return label;
        }

        /** What it encodes; empty when it is not base64, as with headers of encryption. */
        byte[] bytes() {
            return bytes;
        }
    }

    /**
     * All blocks, in the order of the file; at least one.
     *
     * @throws TlsFileException when it cannot be read or holds none.
     */
    static List<Block> read(Path file) throws TlsFileException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text(file));
        while (matcher.find()) {
            if (!matcher.group(1).equals(matcher.group(3))) {
                throw new TlsFileException(
                        file
                                + ": \"BEGIN "
                                + matcher.group(1)
                                + "\" ends with \"END "
                                + matcher.group(3)
                                + '"');
            }
            blocks.add(new Block(matcher.group(1), decoded(matcher.group(2))));
        }
        if (blocks.isEmpty()) {
            throw new TlsFileException(
                    file + " is no PEM file: it has no block from \"-----BEGIN\" to \"-----END\"");
        }
        return blocks;
    }

    private static String text(Path file) throws TlsFileException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new TlsFileException(
                        file + " is larger than " + MOST_BYTES + " bytes; is it the right file?");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsFileException(file + " cannot be read: " + reason(e), e);
        }
    }

    // The message of the first two is the path only.
    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        return e instanceof AccessDeniedException ? "access denied" : e.getMessage();
    }

    private static byte[] decoded(String body) {
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // Whoever needs the bytes says what is wrong with the block.
        }
    }
}
