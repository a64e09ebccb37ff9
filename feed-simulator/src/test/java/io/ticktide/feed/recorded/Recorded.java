package io.ticktide.feed.recorded;

import io.airlift.compress.zstd.ZstdOutputStream;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.ReplayFeed;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.replay.Told;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small recordings for tests, and what they tell. */
final class Recorded {
    private Recorded() {}

    static Path write(Path folder, String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    }

    static ReplaySettings atOnce() {
        return ReplaySettings.defaults().withSpeed(ReplaySpeed.MAX);
    }

    static ReplaySettings skipping() {
        return atOnce().withBadRows(BadRowPolicy.SKIP);
    }

    /** Everything that a recording tells. */
    static List<String> told(Path file, ReplaySettings settings) {
        try (ReplayFeed feed = Recordings.open(file, settings)) {
            return told(feed);
        }
    }

    static List<String> told(ReplayFeed feed) {
        Told told = new Told();
        while (!feed.isEnded()) {
            feed.poll(told, 0, 1_000);
        }
        return told.take();
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    static byte[] zstd(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** An archive with a folder, then each text as a file. */
    static byte[] zip(String... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("data/"));
            for (int i = 0; i < texts.length; i++) {
                out.putNextEntry(new ZipEntry("data/" + i + ".csv"));
                out.write(texts[i].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
