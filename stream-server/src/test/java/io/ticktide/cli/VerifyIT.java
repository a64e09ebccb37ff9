package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.config.ConfigLoader;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.server.StreamServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class VerifyIT {
    private static final long START_NS = 1_800_000_000_000_000_000L;

    private final Terminal terminal = new Terminal();
    private StreamServer server;
    private String url;

    @BeforeEach
    void startServer() throws Exception {
        SimulatedSettings market = new SimulatedSettings(7, 5, 3_000, START_NS, false);
        server =
                StreamServer.start(
                        new ConfigLoader(Map.of()).set("endpoint.port=0").load().config(),
                        new SimulatedFeed(market));
        url = "ws://127.0.0.1:" + server.address().getPort() + "/v1/stream";
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--max-age 1000",
                "--max-rate 5",
                "--slow 20000",
                "--stall 1",
                "--credit 3",
                "--drop-connection-every 1"
            })
    void goodAndBadClientsGetEverythingAccountedFor(String options) {
        // when
        int code = verify(options.split(" "));

        // then
        assertThat(terminal.err()).isEmpty();
        assertThat(code).isZero();
        List<String> lines = terminal.out().lines().toList();
        assertThat(lines)
                .anyMatch(line -> line.startsWith("BTC-USD/book/full  "))
                .anyMatch(line -> line.startsWith("total  "))
                .endsWith("0 violations");
        assertThat(lines.stream().filter(line -> line.contains(" published = "))).hasSize(26);
        assertThat(terminal.out()).containsPattern("(?m)^[1-9][0-9]* bars compared");
    }

    @Test
    void whatWasMissedSinceTheFirstEventFollowsWhenAskedFor() {
        // when
        int code = verify("--from-seq", "1", "--bars-sha256");

        // then
        assertThat(terminal.err()).isEmpty();
        assertThat(code).isZero();
        assertThat(terminal.out())
                .contains(", 0 excluded")
                .containsPattern("(?m)^BTC-USD 1m bars sha256 [0-9a-f]{64}$");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        // when
        int code = terminal.run("sub", "BTC-USD", "-u", url, "--slow", "1000");

        // then
        assertThat(code).isEqualTo(2);
        assertThat(terminal.err()).contains("--drop-connection-every go with --verify");
    }

    @Test
    void unknownSymbolFailsWithTheNearest() {
        // when
        int code = terminal.run("sub", "BTCUSD", "-u", url, "--verify", "-d", "1s");

        // then
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err())
                .contains("unknown symbol \"BTCUSD\"")
                .contains("BTCUSD: did you mean BTC-USD?");
    }

    private int verify(String... options) {
        List<String> args = new ArrayList<>(List.of("sub", "*", "-u", url, "-d", "3s"));
        args.addAll(List.of("--verify", "--verify-bars"));
        args.addAll(List.of("--channel", "quote,trade,book:full,candle:1s,status"));
        args.addAll(List.of(options));
        return terminal.run(args.toArray(String[]::new));
    }
}
