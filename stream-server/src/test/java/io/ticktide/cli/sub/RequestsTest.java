package io.ticktide.cli.sub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class RequestsTest {
    private final JsonMapper mapper = new JsonMapper();
    private final List<String> notices = new ArrayList<>();
    private final Accounting accounting = new Accounting(Long.MAX_VALUE);
    private final Requests requests = new Requests(accounting, notices::add);

    @Test
    void commandNamesOnlyWhatWasAsked() {
        // when
        List<String> quotes = requests.commands(subscription(List.of("A", "B"), "quote", 0));
        List<String> candles = requests.commands(subscription(List.of("A"), "candle:5s", 20));

        // then
        assertThat(quotes)
                .containsExactly(
                        "{\"op\":\"subscribe\",\"id\":1,\"ch\":\"quote\",\"sym\":[\"A\",\"B\"]}");
        assertThat(candles)
                .containsExactly(
                        "{\"op\":\"subscribe\",\"id\":2,\"ch\":\"candle\",\"sym\":[\"A\"],"
                                + "\"maxRate\":20,\"interval\":\"5s\"}");
    }

    @Test
    void manySymbolsStayBelowTheServersMessageLimit() {
        // given
        List<String> symbols = Collections.nCopies(1_000, "A".repeat(32));

        // when
        List<String> commands =
                requests.commands(new Subscription(symbols, "quote", "", Terms.DEFAULT));

        // then
        assertThat(commands).hasSize(4).allMatch(command -> command.length() < 16_384);
    }

    @Test
    void unknownSymbolsAreToldAndTheOthersGoOn() {
        // given
        requests.commands(subscription(List.of("BTC-USD", "XX"), "quote", 0));

        // when
        requests.onSubscribed(
                mapper.readTree(
                        "{\"op\":\"subscribed\",\"id\":1,\"streams\":["
                                + "{\"sym\":\"BTC-USD\",\"instrumentId\":0,\"lastSeq\":\"41\"},"
                                + "{\"sym\":\"XX\",\"error\":{\"code\":200,\"text\":\"unknown"
                                + " symbol\"}}]}"));
        accounting.take(new StreamKey(0, "quote", 0), 42, 0);

        // then
        assertThat(requests.isRefused()).isFalse();
        assertThat(notices).containsExactly("unknown symbol");
        assertThat(accounting.violationCount()).isZero();
    }

    @Test
    void nothingButUnknownSymbolsIsARefusal() {
        // given
        requests.commands(subscription(List.of("XX"), "quote", 0));
        assertThat(requests.isRefused()).isFalse();

        // when
        requests.onSubscribed(
                mapper.readTree(
                        "{\"id\":1,\"streams\":[{\"sym\":\"XX\",\"error\":{\"text\":\"no\"}}]}"));

        // then
        assertThat(requests.isRefused()).isTrue();
        assertThat(requests.refusal()).isEqualTo(new Ending("no", List.of("XX")));
    }

    @Test
    void channelsAndIntervalsThatDoNotExistAreRefused() {
        List<String> symbols = List.of("A");
        assertThatThrownBy(() -> subscription(symbols, "qoute", 0))
                .hasMessageContaining("unknown channel \"qoute\"");
        assertThatThrownBy(() -> subscription(symbols, "candle:7s", 0))
                .hasMessageContaining("\"7s\" is not one of 1s 5s 15s 1m 5m 15m 1h 1d");
        assertThatThrownBy(() -> subscription(symbols, "book:7", 0))
                .hasMessageContaining("depth \"7\" is not one of 5 10 20 50 full");
        assertThatThrownBy(() -> subscription(symbols, "trade:1s", 0))
                .hasMessageContaining("only candle has an interval");
    }

    @Test
    void symbolDirectoryNamesNearTickersOrAll() {
        // given
        SymbolDirectory directory = new SymbolDirectory(List.of("BTC-USD", "AAPL"));

        // then
        assertThat(directory.hints(List.of("APPL"))).containsExactly("APPL: did you mean AAPL?");
        assertThat(directory.hints(List.of("ZZZ"))).containsExactly("the server has BTC-USD, AAPL");
    }

    @Test
    void termsAndPlacesAreNamedInTheCommand() {
        // given
        Terms.From from = new Terms.From("seq", "17");
        Terms terms = new Terms(5, 250, "disconnect", from);

        // when
        List<String> commands =
                requests.commands(Subscription.parse(List.of("A"), "book:full", "1m", "20", terms));

        // then
        assertThat(commands)
                .containsExactly(
                        "{\"op\":\"subscribe\",\"id\":1,\"ch\":\"book\",\"sym\":[\"A\"],"
                                + "\"maxRate\":5,\"maxAgeMs\":250,\"onSlow\":\"disconnect\","
                                + "\"depth\":\"full\",\"from\":{\"seq\":\"17\"}}");
    }

    private static Subscription subscription(List<String> symbols, String channel, int maxRate) {
        Terms terms = new Terms(maxRate, 0, "", null);
        return Subscription.parse(symbols, channel, "1m", "20", terms);
    }
}
