package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.config.ConfigLoader;
import io.ticktide.feed.simulated.SimulatedFeed;
import io.ticktide.feed.simulated.SimulatedSettings;
import io.ticktide.server.StreamServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
final class SubCommandIT {
    private static final long START_NS = 1_800_000_000_000_000_000L;
    private static final String NO_VIOLATIONS = ", 0 accounting violations in ";

    private final Terminal terminal = new Terminal();
    private StreamServer server;
    private String url;

    @BeforeEach
    void startServer() throws Exception {
        SimulatedSettings market = new SimulatedSettings(7, 3, 2_000, START_NS, false);
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

    @Test
    void printsSoManyLinesAndTheSumIsRight() {
        // when
        int code =
                terminal.run(
                        "sub",
                        "BTC-USD",
                        "ETH-USD",
                        "-u",
                        url,
                        "-n",
                        "200",
                        "-c",
                        "quote,trade,candle:1s");

        // then
        assertThat(code).isZero();
        assertThat(terminal.out().lines())
                .hasSize(200)
                .allMatch(line -> line.contains("BTC-USD") || line.contains("ETH-USD"));
        assertThat(terminal.err())
                .startsWith("200 messages, ")
                .contains(" bytes on 6 streams" + NO_VIOLATIONS);
    }

    @Test
    void jsonIsOneObjectALine() {
        // when
        int code =
                terminal.run(
                        "sub", "BTC-USD", "-u", url, "-n", "50", "--json", "--channel", "trade");

        // then
        assertThat(code).isZero();
        List<JsonNode> messages = terminal.out().lines().map(new JsonMapper()::readTree).toList();
        assertThat(messages).hasSize(51);
        assertThat(messages.get(0).path("type").stringValue()).isEqualTo("definition");
        assertThat(messages.subList(1, 51))
                .allMatch(message -> message.path("type").stringValue().startsWith("trade"));
        assertThat(terminal.err()).contains(NO_VIOLATIONS);
    }

    @Test
    void mergedMessagesAreAccountedFor() {
        // when
        int code =
                terminal.run(
                        "sub", "BTC-USD", "-u", url, "--max-rate", "10", "-d", "2s", "-n", "9");

        // then
        assertThat(code).isZero();
        assertThat(terminal.out()).contains(" merged RATE");
        assertThat(terminal.err()).contains(NO_VIOLATIONS);
    }

    @Test
    void unknownSymbolIsToldTheNearestAndTheOthersGoOn() {
        // given
        Terminal other = new Terminal();

        // when
        int allUnknown = terminal.run("sub", "BTCUSD", "-u", url);
        int oneUnknown = other.run("sub", "BTCUSD", "BTC-USD", "-u", url, "-n", "1");

        // then
        assertThat(allUnknown).isEqualTo(1);
        assertThat(terminal.err())
                .contains("error: unknown symbol \"BTCUSD\"")
                .contains("error: BTCUSD: did you mean BTC-USD?");
        assertThat(oneUnknown).isZero();
        assertThat(other.err()).startsWith("unknown symbol \"BTCUSD\"");
    }

    @Test
    void serverThatIsNotThereOrAnotherPathFailsWithTheRemedy() {
        // given
        Terminal other = new Terminal();
        String wrongPath = url.replace("/v1/", "/v2/");

        // when
        int wrongPathCode = other.run("sub", "BTC-USD", "-u", wrongPath);
        server.close();
        int code = terminal.run("sub", "BTC-USD", "-u", url);

        // then
        assertThat(wrongPathCode).isEqualTo(1);
        assertThat(other.err()).contains(wrongPath + " answered HTTP 404");
        assertThat(code).isEqualTo(1);
        assertThat(terminal.err()).contains("nothing listens there").contains("ticktide server");
    }

    @Test
    void shutdownOfTheServerEndsItWithTheReason() throws Exception {
        // given
        CompletableFuture<Integer> code =
                CompletableFuture.supplyAsync(() -> terminal.run("sub", "BTC-USD", "-u", url));
        Awaitility.await().until(() -> !terminal.out().isEmpty());

        // when
        server.close();

        // then
        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(terminal.err())
                .contains("the server closed the connection: 1001")
                .contains(NO_VIOLATIONS);
    }
}
