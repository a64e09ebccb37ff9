package io.ticktide.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How many files and sockets this process may have open, as Linux tells. */
final class OpenFileLimit {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final String NAME = "Max open files";

    private OpenFileLimit() {}

    /** The soft limit; empty where the system does not tell. */
    static OptionalLong ofThisProcess() {
        if (!Files.isReadable(LIMITS)) {
            return OptionalLong.empty();
        }
        try {
            return of(Files.readAllLines(LIMITS));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    // "Max open files            1024                 524288               files"
    static OptionalLong of(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith(NAME)) {
                String soft = line.substring(NAME.length()).trim().split("\\s+", 2)[0];
                return OptionalLong.of(
                        soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft));
            }
        }
        return OptionalLong.empty();
    }
}
