package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandLineTest {
    private static final List<String> COMMANDS =
            List.of(
                    "server",
                    "sub",
                    "replay",
                    "config",
                    "doctor",
                    "selftest",
                    "inspect",
                    "token",
                    "completion");

    @TempDir private Path directory;

    private final Terminal terminal = new Terminal();

    @Test
    void versionAndHelpGoToStandardOutput() {
        // when
        int versionCode = terminal.run("--version");
        int helpCode = terminal.run("--help");

        // then
        assertThat(versionCode).isZero();
        assertThat(helpCode).isZero();
        assertThat(terminal.out()).startsWith("ticktide ").contains("Java ").contains(COMMANDS);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void everyCommandExplainsItselfWithAnExample() {
        for (String command : COMMANDS) {
            Terminal own = new Terminal();
            assertThat(own.run(command, "--help")).isZero();
            assertThat(own.out())
                    .contains("Usage: ticktide " + command)
                    .containsPattern("Examples?:\\R.*ticktide " + command);
            assertThat(own.out().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(terminal.run()).isEqualTo(2);
        assertThat(terminal.err())
                .isEqualToNormalizingNewlines(
                        """
                        error: Missing required subcommand
                        See: ticktide --help
                        """);
    }

    @Test
    void mistypedOptionIsToldTheNearest() {
        assertThat(terminal.run("server", "--prot", "9000")).isEqualTo(2);
        assertThat(terminal.err())
                .isEqualToNormalizingNewlines(
                        """
                        error: unknown option --prot; did you mean `--port`?
                        See: ticktide server --help
                        """);
    }

    @Test
    void mistypedCommandIsToldTheNearest() {
        assertThat(terminal.run("sever")).isEqualTo(2);
        assertThat(terminal.err())
                .startsWith("error: unknown command sever; did you mean `server`?");
    }

    @Test
    void valueOfWrongTypeIsWrongUsage() {
        assertThat(terminal.run("server", "--port", "http")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("--port")
                .contains("'http' is not an int")
                .doesNotContain("\tat ");
    }

    @Test
    void serverNamesEveryWrongSetting() {
        // given
        Terminal withVariable = new Terminal(Map.of("TICKTIDE_RING_SLOTS", "1000"));

        // when
        int code = withVariable.run("server", "--rate", "0", "--set", "feed.sed=1");

        // then
        assertThat(code).isEqualTo(2);
        assertThat(withVariable.err())
                .isEqualToNormalizingNewlines(
                        """
                        error: --set feed.sed=1: unknown key feed.sed; did you mean `feed.seed`?
                        error: --rate: feed.rate: 0 is outside 1 to 2000000
                        error: TICKTIDE_RING_SLOTS: ring.slots: 1000 is outside 1024 to 4194304
                        """);
    }

    @Test
    void unreadableFeedFailsWithoutStackTrace() {
        // given
        Path absent = directory.resolve("absent.csv");

        // when
        int code = terminal.run("server", "--feed", absent.toString());

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err()).startsWith("error: ").contains(absent.toString());
        assertThat(terminal.err()).doesNotContain("\tat ");
    }

    @Test
    void replayOfWhatIsNoRecordingOrOfNoTimeSaysSo() {
        // when
        int empty = terminal.run("replay", directory.toString());
        int part = new Terminal().run("replay", directory.toString(), "--from", "noon");
        Terminal csv = new Terminal();
        int rows = csv.run("replay", directory + "/trades.csv", "--from", "+90s");

        // then
        assertThat(List.of(empty, part, rows)).containsExactly(1, 2, 1);
        assertThat(terminal.err()).contains(directory + " holds no recording");
        assertThat(csv.err()).contains("is no recording of Ticktide's own");
    }

    @Test
    void verboseShowsTheStackTrace() {
        // when
        int code = terminal.run("server", "-v", "--feed", directory + "/absent.csv");

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err()).contains("\tat io.ticktide.");
    }

    @Test
    void portInUseNamesTheRemedy() throws IOException {
        // given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            // when
            int code = terminal.run("server", "--port", port, "--host", "127.0.0.1");

            // then
            assertThat(code).isEqualTo(1);
            assertThat(terminal.err())
                    .startsWith("error: ")
                    .contains("127.0.0.1")
                    .contains(port)
                    .contains("--port")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void configCheckNamesFileAndLine() throws IOException {
        // given
        Path file = Files.writeString(directory.resolve("t.conf"), "feed {\n  raet = 5\n}\n");

        // when
        int code = terminal.run("config", "check", "--config", file.toString());

        // then
        assertThat(code).isEqualTo(2);
        assertThat(terminal.err())
                .isEqualToNormalizingNewlines(
                        "error: "
                                + file
                                + ":2: unknown key feed.raet; did you mean `feed.rate`?\n");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void whatConfigPrintsConfigCheckAccepts() throws IOException {
        // given
        assertThat(terminal.run("config", "print", "--set", "feed.rate=77")).isZero();
        Path file = Files.writeString(directory.resolve("t.conf"), terminal.out());
        Terminal second = new Terminal();

        // when
        int code = second.run("config", "check", "--config", file.toString());

        // then
        assertThat(code).isZero();
        assertThat(second.out().trim()).isEqualTo("OK: " + file);
        assertThat(terminal.out()).contains("rate = 77");
    }

    @Test
    void completionKnowsCommandsAndOptions() {
        assertThat(terminal.run("completion")).isZero();
        assertThat(terminal.out()).contains("complete -F").contains(COMMANDS).contains("--speed");
    }

    @Test
    void doctorNamesTheTakenPortAndFails() throws IOException {
        // given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            // when
            int code = terminal.run("doctor", "--port", port);

            // then
            assertThat(code).isEqualTo(1);
            assertThat(terminal.out())
                    .containsPattern("✗ port +" + port + " on 127.0.0.1")
                    .contains("--port");
        }
    }
}
