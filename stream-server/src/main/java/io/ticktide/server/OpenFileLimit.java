package io.ticktide.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How many files and sockets this process may have open, as Linux tells.
 *
 * @param soft in force; {@link Long#MAX_VALUE}: any number.
 * @param hard up to which the process may raise it itself, which Java does as it starts.
 */
public record OpenFileLimit(long soft, long hard) {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String NAME = "Max open files";

    /** Of this process; empty where the system does not tell. */
    public static Optional<OpenFileLimit> ofThisProcess() {
        if (!Files.isReadable(LIMITS)) {
            return Optional.empty();
        }
        try {
            return of(Files.readAllLines(LIMITS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    // "Max open files            1024                 524288               files"
    static Optional<OpenFileLimit> of(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(NAME))
                .map(line -> line.substring(NAME.length()).trim().split("\\s+"))
                .filter(words -> words.length > 1)
                .map(words -> new OpenFileLimit(number(words[0]), number(words[1])))
                .findFirst();
    }

    private static long number(String word) {
        return word.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(word);
    }
}
