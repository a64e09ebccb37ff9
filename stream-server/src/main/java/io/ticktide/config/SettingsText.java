package io.ticktide.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a file of settings as text, or says why it is none; what it holds is never told. */
final class SettingsText {
    static final int MOST_BYTES = 1_048_576;

    /** The parser calls itself for each level: thousands of them would end in its stack. */
    static final int MOST_LEVELS = 100;

    private SettingsText() {}

    /**
     * The text of the file.
     *
     * @throws UnusableFileException that says what is wrong, in which line, and what to do.
     */
    static String read(Path file) throws UnusableFileException {
        if (Files.isDirectory(file)) {
            throw new UnusableFileException("is a directory; name the file of settings in it");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new UnusableFileException("there is no such file");
        } catch (IOException e) {
            throw new UnusableFileException("cannot be read; check who owns it and its mode");
        }
        if (bytes.length > MOST_BYTES) {
            throw new UnusableFileException(
                    "is larger than " + MOST_BYTES + " bytes; is this the file of settings?");
        }
        String text = decode(bytes);
        check(text);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String decode(byte[] bytes) throws UnusableFileException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            throw new UnusableFileException(
                    line(text, text.length()), "is not UTF-8; save the file as UTF-8");
        }
        return text.toString();
    }

    private static void check(String text) throws UnusableFileException {
        int level = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\0') {
                throw new UnusableFileException(
                        line(text, i), "holds a NUL byte; is this the file of settings?");
            } else if (character == '{' || character == '[') {
                level++;
            } else if (character == '}' || character == ']') {
                level = Math.max(0, level - 1);
            }
            if (level > MOST_LEVELS) {
                throw new UnusableFileException(
                        line(text, i),
                        "opens more than " + MOST_LEVELS + " brackets; close them with } or ]");
            }
        }
        if (text.contains("-----BEGIN ")) {
            int line = line(text, text.indexOf("-----BEGIN "));
            throw new UnusableFileException(
                    line, "holds a key or certificate; settings name its file, endpoint.tls-key");
        }
    }

    private static int line(CharSequence text, int end) {
        return 1 + (int) text.chars().limit(end).filter(character -> character == '\n').count();
    }
}
