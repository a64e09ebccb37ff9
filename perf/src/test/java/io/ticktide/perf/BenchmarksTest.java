package io.ticktide.perf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void unknownOptionIsUsageError() throws IOException {
        // when
        int code = run("--nonsense");

        // then
        assertThat(code).isEqualTo(2);
        assertThat(text(err)).contains("nonsense is not a recognized option; -h lists the options");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void patternThatMatchesNothingIsUsageError() throws IOException {
        // when
        int code = run("nosuch");

        // then
        assertThat(code).isEqualTo(2);
        assertThat(text(err)).contains("no benchmark matches \"nosuch\"; -l lists them all");
    }

    @Test
    void resultsGoToStdoutAndIntoTheJsonFileThatWasAskedFor(@TempDir Path folder)
            throws IOException {
        // given
        Path json = folder.resolve("result.json");

        // when
        int code =
                run(
                        "PacketBenchmark",
                        "-f",
                        "0",
                        "-wi",
                        "0",
                        "-i",
                        "1",
                        "-bm",
                        "ss",
                        "-rf",
                        "json",
                        "-rff",
                        json.toString());

        // then
        assertThat(code).isZero();
        assertThat(text(out)).contains("| PacketBenchmark.decode | ");
        assertThat(text(err)).contains("PacketBenchmark.decode", "% complete");
        assertThat(Files.readString(json)).contains("\"io.ticktide.perf.PacketBenchmark.decode\"");
    }

    @Test
    void forksGetTheFlagsThatTheirJavaKnows() {
        // when / then
        assertThat(Benchmarks.serverFlags(17))
                .containsExactly(
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-Xms64m",
                        "-Xmx1g");
        assertThat(Benchmarks.serverFlags(25))
                .contains(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow");
    }

    private int run(String... args) throws IOException {
        return Benchmarks.run(args, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
