package io.ticktide.perf.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A recording to replay when nobody has one at hand: trades, the same ones every time. */
final class GeneratedRecording {
    /** What it is, for people. */
    static final String TEXT = "made: 500,000 trades as CSV, 26 MB, again and again";

    private static final int ROWS = 500_000;
    private static final long START_MS = 1_723_161_240_000L;

    private GeneratedRecording() {}

    /** Writes it into a temporary file, which is the caller's to delete. */
    static Path write() throws IOException {
        Path file = Files.createTempFile("BTCUSDT-trades-", ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < ROWS; i++) {
                int cents = 6_725_000 + 500 - Math.abs(i * 7 % 2_000 - 1_000);
                out.write(
                        String.format(
                                Locale.ROOT,
                                "%d,%d.%02d,0.%05d,%d.00,%d,%s,true\n",
                                1_000_000 + i,
                                cents / 100,
                                cents % 100,
                                1 + i * 13 % 90_000,
                                1 + i * 13 % 60_000,
                                START_MS + i / 4,
                                (i * 31 & 4) == 0));
            }
        }
        return file;
    }
}
