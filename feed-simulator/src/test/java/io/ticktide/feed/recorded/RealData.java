package io.ticktide.feed.recorded;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the real recordings, which are no part of the repository: the folder that the system
 * property {@code ticktide.data} names, or {@code shared/data} beside the repository.
 */
final class RealData {
    private RealData() {}

    /** One of the files; the calling test is skipped when it is absent. */
    static Path file(String name) {
        Path folder = folder();
        Path file = folder.resolve(name);
        assumeTrue(
                Files.isRegularFile(file),
                () ->
                        "skipped: no real recording "
                                + name
                                + " beside the repository; point -Dticktide.data at the folder");
        return file;
    }

    private static Path folder() {
        String named = System.getProperty("ticktide.data");
        if (named != null) {
            return Path.of(named);
        }
        Path relative = Path.of("shared", "data");
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve(relative))) {
            at = at.getParent();
        }
        return at == null ? relative : at.resolve(relative);
    }
}
