package io.ticktide.codecs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The files in {@code golden/}: hex of 16 bytes a line behind a comment, and what it decodes to.
 */
final class GoldenFiles {
    /** The module's directory: surefire names it, an IDE may start anywhere inside. */
    static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();

    static final Path DIRECTORY = MODULE.resolve("golden");

    private static final int BYTES_PER_LINE = 16;

    private GoldenFiles() {}

    static byte[] bytes(String name) throws IOException {
        List<String> lines = Files.readAllLines(DIRECTORY.resolve(name + ".hex"));
        String hex =
                lines.stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.replace(" ", ""))
                        .collect(Collectors.joining());
        return HexFormat.of().parseHex(hex);
    }

    static String json(String name) throws IOException {
        return Files.readString(DIRECTORY.resolve(name + ".json"));
    }

    static List<String> names() throws IOException {
        try (var files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".hex"))
                    .map(file -> file.substring(0, file.length() - 4))
                    .sorted()
                    .toList();
        }
    }

    static void write(GoldenFrame frame) throws IOException {
        StringBuilder hex = new StringBuilder("# " + frame.about() + '\n');
        HexFormat format = HexFormat.ofDelimiter(" ");
        for (int at = 0; at < frame.bytes().length; at += BYTES_PER_LINE) {
            int end = Math.min(at + BYTES_PER_LINE, frame.bytes().length);
            hex.append(format.formatHex(frame.bytes(), at, end)).append('\n');
        }
        Files.createDirectories(DIRECTORY);
        Path hexFile = DIRECTORY.resolve(frame.name() + ".hex");
        Files.writeString(hexFile, hex, StandardCharsets.UTF_8);
        Files.writeString(DIRECTORY.resolve(frame.name() + ".json"), FrameJson.of(frame.bytes()));
    }
}
