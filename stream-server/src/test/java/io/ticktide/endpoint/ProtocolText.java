package io.ticktide.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The wire contract of the codecs module, as far as this module is held to it. */
final class ProtocolText {
    /** Surefire names this module's directory; an IDE starts in it. */
    static final Path CODECS =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../codecs");

    private final List<String> lines;

    ProtocolText() throws IOException {
        lines = Files.readAllLines(CODECS.resolve("PROTOCOL.md"));
    }

    /** Rows of the table whose head row begins so, the cells as they stand. */
    List<List<String>> rows(String head) {
        List<List<String>> rows = new ArrayList<>();
        int at = 0;
        while (!lines.get(at).startsWith(head)) {
            at++;
        }
        for (at += 2; lines.get(at).startsWith("|"); at++) {
            String line = lines.get(at);
            String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
            rows.add(Arrays.stream(cells).map(String::strip).toList());
        }
        return rows;
    }

    /** Lines that begin so. */
    List<String> lines(String start) {
        return lines.stream().filter(line -> line.startsWith(start)).toList();
    }
}
