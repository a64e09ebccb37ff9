package io.ticktide.perf.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what Linux tells of processes; everywhere else there is nothing to read. */
final class ProcFile {
    private ProcFile() {}

    /** The text behind {@code name:} in a file; empty when there is none. */
    static String field(String file, String name) {
        for (String line : lines(file)) {
            if (line.startsWith(name + ':')) {
                return line.substring(name.length() + 1).trim();
            }
        }
        return "";
    }

    /** A number in a file, without its unit; 0 when there is none. */
    static long number(String file, String name) {
        String text = field(file, name);
        int end = text.indexOf(' ');
        String digits = end < 0 ? text : text.substring(0, end);
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** Names in a folder; none when it cannot be read. */
    static List<String> names(String folder) {
        String[] names = new File(folder).list();
        return names == null ? List.of() : List.of(names);
    }

    /** The lines of a file; none when it cannot be read, as of a process that has ended. */
    static List<String> lines(String file) {
        try {
            Path path = Path.of(file);
            return Files.isReadable(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
