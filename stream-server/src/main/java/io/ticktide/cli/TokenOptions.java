package io.ticktide.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Options of a client whose server asks for a token. */
final class TokenOptions {
    // RFC 6750, section 2.1; anything else would break the header.
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "Show the server this token; other users may see it in a list of processes.")
    private String token;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Show the server the token in this file.")
    private Path file;

    /**
     * The token; null when none was given.
     *
     * @throws IllegalArgumentException when it cannot be one.
     */
    String token() {
        if (token != null && file != null) {
            throw new IllegalArgumentException("--token and --token-file exclude each other");
        }
        String text = file == null ? token : read(file);
        if (text != null && !FORM.matcher(text).matches()) {
            String where = file == null ? "--token" : "--token-file " + file;
            throw new IllegalArgumentException(where + " is no token; `ticktide token` makes one");
        }
        return text;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("--token-file " + file + " cannot be read", e);
        }
    }
}
