package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ticktide.auth.Entitlements;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.feed.Side;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.Stream;
import io.ticktide.harness.TestMarket;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.FramePool;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import io.ticktide.session.Subscription;
import org.junit.jupiter.api.Test;

final class SubscribeCommandTest {
    private static final int MOST_STREAMS = 3;
    private static final long EPOCH_NS = 17;

    private final MarketRing ring = new MarketRing(1_024);
    private final FeedIngress ingress =
            new FeedIngress(ring, 5, false, () -> 5, new FeedCounters(), () -> {});
    private final Distributor distributor =
            new Distributor(
                    ring.newPoller(),
                    TestMarket.instruments(5),
                    new DistributeSettings(64, 10, 1 << 16, 0, 1_000_000_000),
                    () -> 1,
                    () -> 1);
    private final FakeSink sink = new FakeSink();
    private final Session session =
            sink.connect(
                    new Session(
                            1,
                            sink,
                            new PacketDialect(),
                            new FramePool(65_536, Long.MAX_VALUE),
                            new SessionLimits(
                                    MOST_STREAMS, 65_536, 64, 1 << 20, 32, 256, Long.MAX_VALUE),
                            new Definitions(TestMarket.instruments(5)),
                            () -> 1,
                            new DeliveryCounters()));
    private final SubscribeCommand command =
            new SubscribeCommand(distributor, new Symbols(TestMarket.instruments(5)), EPOCH_NS);

    @Test
    void eachSymbolSucceedsOrFailsForItself() throws BadCommand {
        // when
        String answer =
                subscribe(
                        "{\"id\":7,\"ch\":\"quote\",\"sym\":[\"S0\",\"XX\",\"S1\"],\"maxRate\":20}");

        // then
        assertThat(answer)
                .isEqualTo(
                        "{\"op\":\"subscribed\",\"id\":7,\"ch\":\"quote\","
                                + "\"effective\":{\"maxRate\":20,\"maxAgeMs\":null,\"onSlow\":\"conflate\",\"snapshot\":true},\"streams\":["
                                + "{\"sym\":\"S0\",\"instrumentId\":0,\"lastSeq\":\"0\"},"
                                + "{\"sym\":\"XX\",\"error\":{\"code\":200,\"field\":\"sym\","
                                + "\"text\":\"unknown symbol \\\"XX\\\"\"}},"
                                + "{\"sym\":\"S1\",\"instrumentId\":1,\"lastSeq\":\"0\"}]}");
        assertThat(session.subscriptions()).hasSize(2);
    }

    @Test
    void accountingStartsBeforeTheSnapshotOrAfterTheNewestEvent() throws BadCommand {
        // given
        ingress.onQuote(0, 1, 100, 1, 101, 1);
        ingress.onQuote(0, 2, 100, 1, 101, 1);
        ingress.onQuote(1, 3, 100, 1, 101, 1);
        distributor.doWork();

        // when
        String with = subscribe("{\"ch\":\"quote\",\"sym\":\"S0\"}");
        String without = subscribe("{\"ch\":\"quote\",\"sym\":\"S1\",\"snapshot\":false}");

        // then
        assertThat(with).contains("\"lastSeq\":\"1\"");
        assertThat(without).contains("\"snapshot\":false").contains("\"lastSeq\":\"1\"");
    }

    @Test
    void candleStreamsNameTheirInterval() throws BadCommand {
        // given
        ingress.onTrade(0, 5, 100, 1, 1, Side.BUY);
        ingress.onTrade(0, 6, 100, 1, 1, Side.BUY);
        distributor.doWork();

        // when
        String answer = subscribe("{\"ch\":\"candle\",\"sym\":\"S0\",\"interval\":\"5m\"}");

        // then
        assertThat(answer)
                .contains(
                        "\"effective\":{\"maxRate\":null,\"maxAgeMs\":null,\"onSlow\":\"conflate\",\"snapshot\":true,\"interval\":\"5m\"}",
                        "\"lastSeq\":\"1\"");
    }

    @Test
    void streamsBeyondTheLimitAreRefusedOneByOneWithinOneCommandToo() throws BadCommand {
        // when
        String answer =
                subscribe("{\"ch\":\"trade\",\"sym\":[\"S0\",\"S1\",\"S0\",\"S2\",\"S3\",\"S4\"]}");

        // then
        assertThat(session.subscriptions()).hasSize(MOST_STREAMS);
        assertThat(answer.split("\"code\":205", -1)).hasSize(3);
        assertThat(answer)
                .contains(
                        "{\"sym\":\"S3\",\"instrumentId\":3,\"error\":{\"code\":205,"
                                + "\"field\":\"sym\","
                                + "\"text\":\"more than 3 streams on one connection\"}}");
    }

    @Test
    void secondSubscribeOfAStreamChangesNothingAndSaysItsSettings() throws BadCommand {
        // given
        subscribe("{\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":3}");

        // when
        String again = subscribe("{\"ch\":\"quote\",\"sym\":[\"S0\",\"S0\"],\"maxRate\":5}");

        // then
        assertThat(again)
                .contains("\"effective\":{\"maxRate\":3,\"maxAgeMs\":null")
                .doesNotContain("error");
        assertThat(session.subscriptions())
                .singleElement()
                .matches(one -> one.options().maxRate() == 3);
    }

    @Test
    void rateAboveWhatIsOfferedIsClampedAndEchoed() throws BadCommand {
        assertThat(subscribe("{\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":2000000}"))
                .contains("\"effective\":{\"maxRate\":100000,");
    }

    @Test
    void unsubscribeNamesWhatWasNotSubscribed() throws BadCommand {
        // given
        subscribe("{\"ch\":\"quote\",\"sym\":[\"S0\",\"S1\"]}");

        // when
        String answer = unsubscribe("{\"id\":8,\"ch\":\"quote\",\"sym\":[\"S0\",\"S2\",\"XX\"]}");

        // then
        assertThat(answer)
                .isEqualTo(
                        "{\"op\":\"unsubscribed\",\"id\":8,\"ch\":\"quote\",\"streams\":["
                                + "{\"sym\":\"S0\"},"
                                + "{\"sym\":\"S2\",\"error\":{\"code\":204,\"field\":\"sym\","
                                + "\"text\":\"not subscribed to \\\"S2\\\"\"}},"
                                + "{\"sym\":\"XX\",\"error\":{\"code\":200,\"field\":\"sym\","
                                + "\"text\":\"unknown symbol \\\"XX\\\"\"}}]}");
        assertThat(session.subscriptions()).hasSize(1);
    }

    @Test
    void intervalsOfAnInstrumentAreStreamsOfTheirOwn() throws BadCommand {
        // given
        subscribe("{\"ch\":\"candle\",\"sym\":\"S0\",\"interval\":\"1m\"}");

        // when
        String answer = unsubscribe("{\"ch\":\"candle\",\"sym\":\"S0\",\"interval\":\"5m\"}");

        // then
        assertThat(answer).contains("\"code\":204");
        assertThat(session.subscriptions()).hasSize(1);
    }

    @Test
    void wholeCommandIsRefusedForWhatConcernsAllItsSymbols() {
        refused(
                "{\"ch\":\"tape\",\"sym\":\"S0\"}",
                201,
                "ch",
                "unknown channel \"tape\"; known: quote trade book candle status");
        refused(
                "{\"ch\":\"candle\",\"sym\":\"S0\",\"interval\":\"2m\"}",
                207,
                "interval",
                "interval \"2m\" is not offered; offered: 1s 5s 15s 1m 5m 15m 1h 1d");
        refused(
                "{\"ch\":\"candle\",\"sym\":\"S0\"}",
                102,
                "interval",
                "field \"interval\" is missing");
        refused(
                "{\"ch\":\"quote\",\"sym\":\"S0\",\"interval\":\"1m\"}",
                105,
                "interval",
                "field \"interval\" goes with channel candle only");
        refused(
                "{\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":0}",
                104,
                "maxRate",
                "maxRate 0 is below 1");
        refused(
                "{\"ch\":\"quote\",\"sym\":\"S0\",\"depth\":5}",
                105,
                "depth",
                "field \"depth\" goes with channel book only");
    }

    @Test
    void groupStandsForItsSubscribedStreamsWhenTheyAreEndedOrChanged() throws BadCommand {
        // given
        subscribe("{\"ch\":\"quote\",\"sym\":[\"S1\",\"S3\"]}");

        // when
        String modified = modify("{\"ch\":\"quote\",\"sym\":\"*\",\"maxRate\":4}");
        String ended = unsubscribe("{\"ch\":\"quote\",\"sym\":[\"*\",\"S2\"]}");

        // then
        String effective =
                "\"effective\":{\"maxRate\":4,\"maxAgeMs\":null,\"onSlow\":\"conflate\"}}";
        assertThat(modified)
                .endsWith("[{\"sym\":\"S1\"," + effective + ",{\"sym\":\"S3\"," + effective + "]}");
        assertThat(ended)
                .endsWith(
                        "[{\"sym\":\"S1\"},{\"sym\":\"S3\"},"
                                + "{\"sym\":\"S2\",\"error\":{\"code\":204,\"field\":\"sym\","
                                + "\"text\":\"not subscribed to \\\"S2\\\"\"}}]}");
        assertThat(session.subscriptions()).isEmpty();
    }

    @Test
    void groupOfWhichNothingIsSubscribedIsOneError() throws BadCommand {
        // when
        String ended = unsubscribe("{\"ch\":\"trade\",\"sym\":\"*\"}");

        // then
        assertThat(ended)
                .endsWith(
                        "\"streams\":[{\"sym\":\"*\",\"error\":{\"code\":204,\"field\":\"sym\","
                                + "\"text\":\"not subscribed to \\\"*\\\"\"}}]}");
    }

    private void refused(String json, int code, String field, String message) {
        BadCommand bad = catchThrowableOfType(BadCommand.class, () -> subscribe(json));
        assertThat(bad).hasMessage(message);
        assertThat(bad.code()).isEqualTo(code);
        assertThat(bad.field()).isEqualTo(field);
        assertThat(session.subscriptions()).isEmpty();
    }

    private String subscribe(String json) throws BadCommand {
        CommandFields fields = CommandFields.parse(json);
        command.subscribe(session, fields, fields.idOrNull(), Entitlements.ALL);
        return lastAnswer();
    }

    private String unsubscribe(String json) throws BadCommand {
        CommandFields fields = CommandFields.parse(json);
        command.unsubscribe(session, fields, fields.idOrNull(), Entitlements.ALL);
        return lastAnswer();
    }

    private String modify(String json) throws BadCommand {
        CommandFields fields = CommandFields.parse(json);
        command.modify(session, fields, fields.idOrNull(), Entitlements.ALL);
        return lastAnswer();
    }

    private String lastAnswer() {
        session.subscriptions().forEach(this::announce);
        session.flush(1);
        return sink.answers().get(sink.answers().size() - 1);
    }

    private void announce(Subscription one) {
        sink.account()
                .begin(
                        new Stream(
                                one.key().instrumentId(),
                                one.key().channel().code(),
                                one.key().detail()),
                        one.lastSeq());
    }
}
