package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.auth.Authentication;
import io.ticktide.codecs.Bits;
import io.ticktide.distribute.DistributeSettings;
import io.ticktide.distribute.Distributor;
import io.ticktide.feed.Instrument;
import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.harness.TestMarket;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.session.CloseReason;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.FramePool;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each command does and answers, to the letter. */
final class CommandsTest {
    private static final long EPOCH = 5;

    private final List<Instrument> instruments = TestMarket.instruments(3);
    private final MarketRing ring = new MarketRing(1_024);
    private final FeedIngress ingress =
            new FeedIngress(ring, 3, false, () -> 7, new FeedCounters(), () -> {});
    private final Distributor distributor =
            new Distributor(
                    ring.newPoller(),
                    instruments,
                    new DistributeSettings(64, 20, 4_096, 0, Long.MAX_VALUE / 2),
                    () -> 1,
                    () -> 9);
    private final SessionLimits limits =
            new SessionLimits(4, 65_536, 64, 1 << 20, 32, 256, Long.MAX_VALUE);
    private final IoShard shard = shard(() -> 1, () -> 9);
    private final Commands commands =
            new Commands(
                    shard,
                    shard.market(instruments, new Symbols(instruments), EPOCH),
                    NoReplays.make(),
                    3);
    private final CommandRate rate = new CommandRate(50, 1);
    private final FakeSink sink = new FakeSink();
    private final Session session =
            sink.connect(
                    new Session(
                            1,
                            sink,
                            new PacketDialect(),
                            new FramePool(limits.outboxBytes(), Long.MAX_VALUE),
                            limits,
                            new Definitions(instruments),
                            () -> 9,
                            new DeliveryCounters()));

    private final Access access = new Access(Authentication.none(), shard, session);

    @BeforeEach
    void someQuotesWereTold() {
        for (int i = 1; i <= 200; i++) {
            ingress.onQuote(0, i, 100, 1, 101, 1);
            distributor.doWork();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1]|101||expected a JSON object such as {\"op\":\"list\"}, found [1]",
                "{}|102|op|field \"op\" is missing",
                "{\"op\":7}|103|op|op must be a string, found 7",
                "{\"op\":\"credit\"}|102|packets|field \"packets\" is missing: how many may leave,"
                        + " null for no limit",
                "{\"op\":\"credit\",\"packets\":-1}|104|packets|packets -1 is below 0",
                "{\"op\":\"list\",\"x\":1}|105|x|unknown field \"x\"; allowed: op, id, after",
                "{\"op\":\"fly\"}|106|op|unknown op \"fly\"; known: auth, subscribe, modify,"
                        + " unsubscribe, list, range, replay, credit, stats, ping",
                "{\"op\":\"subscribe\",\"ch\":\"x\",\"sym\":\"S0\"}|201|ch|unknown channel \"x\";"
                        + " known: quote trade book candle status",
                "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":-1}|104|maxRate|"
                        + "maxRate -1 is below 1",
                "{\"op\":\"subscribe\",\"ch\":\"book\",\"sym\":\"S0\",\"depth\":7}|207|depth|"
                        + "depth 7 is not offered; offered: 5 10 20 50 \"full\"",
                "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"depth\":5}|105|depth|"
                        + "field \"depth\" goes with channel book only",
                "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"onSlow\":\"wait\"}|104|"
                        + "onSlow|onSlow \"wait\" is neither \"conflate\" nor \"disconnect\"",
                "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"from\":{\"seq\":\"1\","
                        + "\"time\":\"1\"}}|103|from|from must be \"live\" or an object with one of"
                        + " token, seq, time",
                "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"from\":{\"token\":"
                        + "\"5:1,2\"}}|104|from|token has 2 positions for 1 streams",
                "{\"op\":\"range\",\"ch\":\"quote\",\"sym\":\"S0\",\"from\":\"9\",\"to\":\"3\"}|104|"
                        + "to|range 9 to 3 is no range",
                "{\"op\":\"range\",\"ch\":\"quote\",\"sym\":\"NO\",\"from\":\"1\",\"to\":\"3\"}|200|"
                        + "sym|unknown symbol \"NO\""
            })
    void badCommandIsAnsweredToTheLetterAndChangesNothing(
            String command, int code, String field, String text) {
        // when
        String answer = ask(command);

        // then
        String named = field == null ? "" : "\"field\":\"" + field + "\",";
        assertThat(answer)
                .isEqualTo(
                        "{\"op\":\"error\",\"code\":"
                                + code
                                + ","
                                + named
                                + "\"text\":\""
                                + text.replace("\"", "\\\"")
                                + "\",\"retryAfterMs\":0,\"closing\":false}");
        assertThat(session.subscriptions()).isEmpty();
        assertThat(session.isClosing()).isFalse();
    }

    @Test
    void malformedJsonIsAnsweredWithItsPlaceAndTooMuchOfItEndsTheClient() {
        // when
        String first = ask("{\"op\":");
        ask("?");
        ask("?");
        String last = ask("?");

        // then
        assertThat(first).startsWith("{\"op\":\"error\",\"code\":100,\"text\":\"malformed JSON at");
        assertThat(last).contains("\"code\":4400");
        assertThat(sink.closed()).isEqualTo(CloseReason.TOO_MANY_ERRORS);
    }

    @Test
    void tooManyCommandsAreToldToWaitAndThenEndTheClient() {
        // when
        for (int i = 0; i < 100; i++) {
            ask("{\"op\":\"list\"}");
        }
        String refused = ask("{\"op\":\"list\"}");
        for (int i = 0; i < 200; i++) {
            ask("{\"op\":\"list\"}");
        }

        // then
        assertThat(refused)
                .isEqualTo(
                        "{\"op\":\"error\",\"code\":404,\"text\":\"more than 50 commands per"
                                + " second\",\"retryAfterMs\":20,\"closing\":false}");
        assertThat(sink.closed()).isEqualTo(CloseReason.TOO_MANY_COMMANDS);
    }

    @Test
    void eachSymbolOfACommandSucceedsOrFailsForItself() {
        assertThat(ask("{\"op\":\"subscribe\",\"id\":7,\"ch\":\"quote\",\"sym\":[\"S0\",\"XX\"]}"))
                .isEqualTo(
                        "{\"op\":\"subscribed\",\"id\":7,\"ch\":\"quote\",\"effective\":{"
                                + "\"maxRate\":null,\"maxAgeMs\":null,\"onSlow\":\"conflate\","
                                + "\"snapshot\":true},\"streams\":[{\"sym\":\"S0\","
                                + "\"instrumentId\":0,\"lastSeq\":\"199\"},{\"sym\":\"XX\","
                                + "\"error\":{\"code\":200,\"field\":\"sym\","
                                + "\"text\":\"unknown symbol \\\"XX\\\"\"}}]}");
    }

    @Test
    void groupNamesItsInstrumentsAndTheLimitHoldsPerStream() {
        // when
        ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"equity.*\"}");
        String more = ask("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"*\"}");

        // then
        assertThat(session.subscriptions()).hasSize(4);
        assertThat(more)
                .contains(
                        "{\"code\":205,\"field\":\"sym\","
                                + "\"text\":\"more than 4 streams on one connection\"}");
    }

    @Test
    void tooMuchIsClampedAndEchoedAndADuplicateChangesNothing() {
        // when
        String first =
                ask(
                        "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":9999999,"
                                + "\"maxAgeMs\":9999999999}");
        String again = ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":1}");

        // then
        assertThat(first).contains("\"maxRate\":100000,\"maxAgeMs\":3600000,");
        assertThat(again)
                .endsWith(
                        "\"lastSeq\":\"200\",\"effective\":{\"maxRate\":100000,"
                                + "\"maxAgeMs\":3600000,\"onSlow\":\"conflate\"}}]}");
    }

    @Test
    void modifyChangesWhatItNamesAndNoMore() {
        // given
        ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":10}");

        // when
        String changed = ask("{\"op\":\"modify\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxAgeMs\":50}");
        String lifted = ask("{\"op\":\"modify\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":null}");
        String unknown = ask("{\"op\":\"modify\",\"ch\":\"trade\",\"sym\":\"S0\",\"maxRate\":5}");

        // then
        assertThat(changed).contains("\"effective\":{\"maxRate\":10,\"maxAgeMs\":50,");
        assertThat(lifted).contains("\"effective\":{\"maxRate\":null,\"maxAgeMs\":50,");
        assertThat(unknown)
                .endsWith(
                        "\"error\":{\"code\":204,\"field\":\"sym\","
                                + "\"text\":\"not subscribed to \\\"S0\\\"\"}}]}");
    }

    @Test
    void tokenResumesAndAnotherEpochSaysSo() {
        // when
        String same =
                ask(
                        "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\","
                                + "\"from\":{\"token\":\"5:195\"}}");
        String other =
                ask(
                        "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S1\","
                                + "\"from\":{\"token\":\"4:195\"}}");

        // then
        assertThat(same).contains("\"lastSeq\":\"195\",\"recovered\":true");
        assertThat(other).contains("\"lastSeq\":\"0\",\"recovered\":false");
        assertThat(sink.account().received())
                .extracting(Received::seq)
                .containsExactly(196L, 197L, 198L, 199L, 200L);
    }

    @ParameterizedTest
    @CsvSource({
        "190, 195, '', '\"from\":\"190\",\"to\":\"195\",\"status\":\"RECOVERED\"', 6",
        "190, 250, '', '\"status\":\"PARTIAL\",\"code\":304,\"text\":\"the range ends after the"
                + " newest event\"}', 11",
        "1, 200, '', '\"status\":\"PARTIAL\",\"code\":301,\"text\":\"a part of the range is no longer"
                + " kept\"}', -1",
        "1, 3, '', '\"status\":\"GONE\",\"code\":302,\"text\":\"nothing of the range is kept\"}', 0",
        "1, 3, '\"epoch\":\"4\",', '\"status\":\"GONE\",\"code\":303,\"text\":\"the seqs are of another"
                + " life of the server\"}', 0",
        "300, 301, '', '\"status\":\"GONE\",\"code\":304,\"text\":\"the range ends after the newest"
                + " event\"}', 0",
        "1, 100001, '', '\"status\":\"GONE\",\"code\":305,\"text\":\"the range is too large\"}', 0"
    })
    void rangeIsSentAgainAsFarAsItIsKept(
            long from, long to, String epoch, String expected, int messages) {
        // when
        String answer =
                ask(
                        "{\"op\":\"range\",\"ch\":\"quote\",\"sym\":\"S0\","
                                + epoch
                                + "\"from\":\""
                                + from
                                + "\",\"to\":\""
                                + to
                                + "\"}");

        // then
        List<Received> again = sink.account().retransmitted();
        assertThat(answer).contains(expected);
        if (messages < 0) {
            assertThat(again).hasSizeBetween(10, 190);
        } else {
            assertThat(again).hasSize(messages);
        }
        assertThat(sink.account().received()).isEmpty();
    }

    @Test
    void rangesBeyondWhatMayBeUnderWayAreRefused() {
        // given
        sink.busy();
        session.credit(0);
        String range =
                "{\"op\":\"range\",\"ch\":\"quote\",\"sym\":\"S0\",\"from\":\"199\","
                        + "\"to\":\"200\"}";
        for (int i = 0; i < 4; i++) {
            ask(range);
        }

        // when
        ask(range);
        sink.free();
        session.flush(1);

        // then
        assertThat(sink.answers()).hasSize(5);
        assertThat(sink.answers().get(4)).contains("\"code\":404", "too many ranges under way");
    }

    @Test
    void creditIsClampedEchoedAndLifted() {
        assertThat(ask("{\"op\":\"credit\",\"packets\":9999999999}"))
                .isEqualTo("{\"op\":\"credit\",\"packets\":2147483647}");
        assertThat(ask("{\"op\":\"credit\",\"packets\":0}"))
                .isEqualTo("{\"op\":\"credit\",\"packets\":0}");
        assertThat(ask("{\"op\":\"credit\",\"packets\":null}"))
                .isEqualTo("{\"op\":\"credit\",\"packets\":null}");
    }

    @Test
    void statsTellWhatThisConnectionGotAndMissed() {
        // given
        ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"snapshot\":false}");
        session.credit(0);
        for (int i = 0; i < 10; i++) {
            ingress.onQuote(0, i, 100, 1, 101, 1);
        }
        distributor.doWork();
        ask("{\"op\":\"credit\",\"packets\":null}");

        // when
        String stats = ask("{\"op\":\"stats\",\"id\":1}");

        // then
        assertThat(sink.account().received(Stream.quote(0)).get(0).cause())
                .isEqualTo(Bits.CAUSE_CREDIT);
        assertThat(stats)
                .startsWith("{\"op\":\"stats\",\"id\":1,\"streams\":1,\"frames\":1,\"messages\":2,")
                .contains("\"CREDIT\":9,")
                .endsWith("\"packets\":null}");
    }

    @Test
    void pingAnswersWithBothClocks() {
        assertThat(ask("{\"op\":\"ping\",\"id\":1,\"t0\":\"abc\"}"))
                .isEqualTo("{\"op\":\"pong\",\"id\":1,\"t0\":\"abc\",\"t1\":\"9\",\"t2\":\"9\"}");
    }

    @Test
    void bugInACommandEndsThisClientWithAGoodbye() {
        // given
        IoShard broken = shard(() -> 9, CommandsTest::bug);
        Commands failing =
                new Commands(
                        broken,
                        broken.market(instruments, new Symbols(instruments), EPOCH),
                        NoReplays.make(),
                        3);

        // when
        failing.onCommand(session, "{\"op\":\"ping\"}", rate, access);

        // then
        assertThat(sink.log())
                .containsExactly(
                        "{\"op\":\"goodbye\",\"code\":1011,\"reason\":\"internal error\","
                                + "\"retryAfterMs\":1000}",
                        "close 1011");
    }

    @Test
    void bugWhileAnswersLeaveCutsThisClientAndReachesNobodyElse() {
        // given
        sink.failWith(new IllegalStateException("a bug of the dialect"));
        commands.onCommand(session, "{\"op\":\"list\"}", rate, access);

        // when
        shard(() -> 1, () -> 9).serve(session);

        // then
        assertThat(sink.isAborted()).isTrue();
    }

    private IoShard shard(NanoClock clock, EpochNanoClock epochClock) {
        return new IoShard(
                null,
                new HandLoop().loop(0),
                distributor,
                instruments,
                limits,
                Long.MAX_VALUE,
                clock,
                epochClock);
    }

    private static long bug() {
        throw new IllegalStateException("a bug");
    }

    /** Sends a command as a connection does; returns the newest answer. */
    private String ask(String json) {
        if (!session.isClosing()) {
            commands.onCommand(session, json, rate, access);
        }
        session.flush(1);
        return sink.answers().isEmpty() ? "" : sink.answers().get(sink.answers().size() - 1);
    }
}
