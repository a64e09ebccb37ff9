package io.ticktide.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEveryBenchmark() {
        // when
        int code = run("--help");

        // then
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains(
                        "latency", "fanout", "connections", "slow-consumers", "replay", "recording")
                .contains("Exit codes: 0 ok");
    }

    @Test
    void unknownOptionIsUsageError() {
        assertThat(run("fanout", "--clientz", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("--clientz");
    }

    @Test
    void moreStalledThanThereAreIsUsageError() {
        assertThat(run("slow-consumers", "--clients", "5", "--stalled", "5", "--no-pin"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--stalled 5 must be from 1 to --clients - 1");
    }

    @Test
    void moreConnectionsThanFilesSaysHowToGetMore() {
        // given: 100 million files at once is what no system allows
        int code = run("connections", "--clients", "100000000", "--no-pin");

        // then
        assertThat(code).isOne();
        assertThat(err.toString()).contains("ulimit -n 100000200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latency", "fanout", "connections", "slow-consumers"})
    void processWithoutAddressIsUsageError(String bench) {
        assertThat(run(bench, "--pid", "1", "--no-pin")).isEqualTo(2);
        assertThat(err.toString()).contains("--pid goes with --address HOST:PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fanout", "connections", "slow-consumers"})
    void addressThatIsNoneIsUsageError(String bench) {
        assertThat(run(bench, "--address", "8080", "--no-pin", "--clients", "20")).isEqualTo(2);
        assertThat(err.toString()).contains("\"8080\" is not HOST:PORT");
    }

    @Test
    void unknownPeerIsUsageErrorThatNamesThePeers() {
        assertThat(run("fanout", "--peer", "netty")).isEqualTo(2);
        assertThat(err.toString()).contains("\"netty\" is neither ws nor undertow-naive");
    }

    @Test
    void peerBesideAServerThatRunsAlreadyIsUsageError() {
        assertThat(run("latency", "--peer", "ws", "--address", "localhost:1", "--no-pin"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("leave out --all and --address");
    }

    @Test
    void noRunAtAllIsUsageError() {
        assertThat(run("fanout", "--repeat", "0", "--no-pin")).isEqualTo(2);
        assertThat(err.toString()).contains("--repeat 0 must be at least 1");
    }

    @Test
    void progressOnATerminalReplacesItsLine() {
        // given
        StringWriter screen = new StringWriter();
        Console console = new Console(new PrintWriter(screen), true);

        // when
        console.step("one");
        console.step("two");
        console.note("kept");

        // then
        assertThat(screen.toString())
                .isEqualTo("\r\u001B[Kone\r\u001B[Ktwo\r\u001B[Kkept" + System.lineSeparator());
    }

    private int run(String... args) {
        CommandLine command = Bench.commandLine();
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        int code = command.execute(args);
        command.getOut().flush();
        command.getErr().flush();
        return code;
    }
}
