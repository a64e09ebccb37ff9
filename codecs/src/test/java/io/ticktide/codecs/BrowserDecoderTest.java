package io.ticktide.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests of the generated ES module, {@code src/test/js}, in Node. */
class BrowserDecoderTest {
    private static final int LEAST_NODE = 18;
    private static final long TIMEOUT_S = 120;

    @TempDir private Path directory;

    @Test
    void generatedModulePassesItsTestsInNode() throws Exception {
        // given
        requireNode();
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-reporter=tap"));
        Path tests = GoldenFiles.MODULE.resolve("src/test/js");
        try (Stream<Path> files = Files.list(tests)) {
            files.map(Path::toString).filter(f -> f.endsWith(".test.mjs")).forEach(command::add);
        }

        // when
        Path output = directory.resolve("node.out");
        int exit = run(command, output);

        // then
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(exit).as(said).isZero();
        assertThat(said).containsPattern("# pass [1-9]").contains("# fail 0");
    }

    private void requireNode() throws Exception {
        Path output = directory.resolve("version.out");
        String found;
        try {
            run(List.of("node", "--version"), output);
            found = Files.readString(output, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            found = "none (" + e.getMessage() + ")";
        }
        boolean isNewEnough =
                found.matches("v\\d+\\..*")
                        && Integer.parseInt(found.substring(1, found.indexOf('.'))) >= LEAST_NODE;
        if (!isNewEnough) {
            String message =
                    "the browser decoder is tested with Node >= "
                            + LEAST_NODE
                            + ", found "
                            + found
                            + "; install it to run src/test/js";
            if ("1".equals(System.getenv("TICKTIDE_REQUIRE_NODE"))) {
                fail(message + " (TICKTIDE_REQUIRE_NODE=1)");
            }
            abort(message);
        }
    }

    private static int run(List<String> command, Path output) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(GoldenFiles.MODULE.toFile()).redirectOutput(output.toFile());
        Process process = builder.start();
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            fail(command + " took more than " + TIMEOUT_S + " s: " + Files.readString(output));
        }
        return process.exitValue();
    }
}
