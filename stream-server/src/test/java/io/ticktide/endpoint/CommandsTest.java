package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.session.CloseReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each command does and answers, to the letter. */
final class CommandsTest {
    private final CommandBench bench = new CommandBench();

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
        String answer = bench.ask(command);

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
        assertThat(bench.session.subscriptions()).isEmpty();
        assertThat(bench.session.isClosing()).isFalse();
    }

    @Test
    void malformedJsonIsAnsweredWithItsPlaceAndTooMuchOfItEndsTheClient() {
        // when
        String first = bench.ask("{\"op\":");
        bench.ask("?");
        bench.ask("?");
        String last = bench.ask("?");

        // then
        assertThat(first).startsWith("{\"op\":\"error\",\"code\":100,\"text\":\"malformed JSON at");
        assertThat(last).contains("\"code\":4400");
        assertThat(bench.sink.closed()).isEqualTo(CloseReason.TOO_MANY_ERRORS);
    }

    @Test
    void tooManyCommandsAreToldToWaitAndThenEndTheClient() {
        // when
        for (int i = 0; i < 100; i++) {
            bench.ask("{\"op\":\"list\"}");
        }
        String refused = bench.ask("{\"op\":\"list\"}");
        for (int i = 0; i < 200; i++) {
            bench.ask("{\"op\":\"list\"}");
        }

        // then
        assertThat(refused)
                .isEqualTo(
                        "{\"op\":\"error\",\"code\":404,\"text\":\"more than 50 commands per"
                                + " second\",\"retryAfterMs\":20,\"closing\":false}");
        assertThat(bench.sink.closed()).isEqualTo(CloseReason.TOO_MANY_COMMANDS);
    }

    @Test
    void eachSymbolOfACommandSucceedsOrFailsForItself() {
        assertThat(
                        bench.ask(
                                "{\"op\":\"subscribe\",\"id\":7,\"ch\":\"quote\",\"sym\":[\"S0\",\"XX\"]}"))
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
        bench.ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"equity.*\"}");
        String more = bench.ask("{\"op\":\"subscribe\",\"ch\":\"trade\",\"sym\":\"*\"}");

        // then
        assertThat(bench.session.subscriptions()).hasSize(4);
        assertThat(more)
                .contains(
                        "{\"code\":205,\"field\":\"sym\","
                                + "\"text\":\"more than 4 streams on one connection\"}");
    }

    @Test
    void tooMuchIsClampedAndEchoedAndADuplicateChangesNothing() {
        // when
        String first =
                bench.ask(
                        "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":9999999,"
                                + "\"maxAgeMs\":9999999999}");
        String again =
                bench.ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":1}");

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
        bench.ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":10}");

        // when
        String changed =
                bench.ask("{\"op\":\"modify\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxAgeMs\":50}");
        String lifted =
                bench.ask("{\"op\":\"modify\",\"ch\":\"quote\",\"sym\":\"S0\",\"maxRate\":null}");
        String unknown =
                bench.ask("{\"op\":\"modify\",\"ch\":\"trade\",\"sym\":\"S0\",\"maxRate\":5}");

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
                bench.ask(
                        "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\","
                                + "\"from\":{\"token\":\"5:195\"}}");
        String other =
                bench.ask(
                        "{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S1\","
                                + "\"from\":{\"token\":\"4:195\"}}");

        // then
        assertThat(same).contains("\"lastSeq\":\"195\",\"recovered\":true");
        assertThat(other).contains("\"lastSeq\":\"0\",\"recovered\":false");
        assertThat(bench.sink.account().received())
                .extracting(Received::seq)
                .containsExactly(196L, 197L, 198L, 199L, 200L);
    }

    @Test
    void creditIsClampedEchoedAndLifted() {
        assertThat(bench.ask("{\"op\":\"credit\",\"packets\":9999999999}"))
                .isEqualTo("{\"op\":\"credit\",\"packets\":2147483647}");
        assertThat(bench.ask("{\"op\":\"credit\",\"packets\":0}"))
                .isEqualTo("{\"op\":\"credit\",\"packets\":0}");
        assertThat(bench.ask("{\"op\":\"credit\",\"packets\":null}"))
                .isEqualTo("{\"op\":\"credit\",\"packets\":null}");
    }

    @Test
    void statsTellWhatThisConnectionGotAndMissed() {
        // given
        bench.ask("{\"op\":\"subscribe\",\"ch\":\"quote\",\"sym\":\"S0\",\"snapshot\":false}");
        bench.session.credit(0);
        for (int i = 0; i < 10; i++) {
            bench.ingress.onQuote(0, i, 100, 1, 101, 1);
        }
        bench.distributor.doWork();
        bench.ask("{\"op\":\"credit\",\"packets\":null}");

        // when
        String stats = bench.ask("{\"op\":\"stats\",\"id\":1}");

        // then
        assertThat(bench.sink.account().received(Stream.quote(0)).get(0).cause())
                .isEqualTo(Bits.CAUSE_CREDIT);
        assertThat(stats)
                .startsWith("{\"op\":\"stats\",\"id\":1,\"streams\":1,\"frames\":1,\"messages\":2,")
                .contains("\"CREDIT\":9,")
                .endsWith("\"packets\":null}");
    }

    @Test
    void pingAnswersWithBothClocks() {
        assertThat(bench.ask("{\"op\":\"ping\",\"id\":1,\"t0\":\"abc\"}"))
                .isEqualTo("{\"op\":\"pong\",\"id\":1,\"t0\":\"abc\",\"t1\":\"9\",\"t2\":\"9\"}");
    }

    @Test
    void bugInACommandEndsThisClientWithAGoodbye() {
        // given
        IoShard broken = bench.shard(() -> 9, CommandsTest::bug);
        Commands failing =
                new Commands(
                        broken,
                        broken.market(
                                bench.instruments,
                                new Symbols(bench.instruments),
                                CommandBench.EPOCH),
                        NoReplays.make(),
                        3);

        // when
        failing.onCommand(bench.session, "{\"op\":\"ping\"}", bench.rate, bench.access);

        // then
        assertThat(bench.sink.log())
                .containsExactly(
                        "{\"op\":\"goodbye\",\"code\":1011,\"reason\":\"internal error\","
                                + "\"retryAfterMs\":1000}",
                        "close 1011");
    }

    @Test
    void bugWhileAnswersLeaveCutsThisClientAndReachesNobodyElse() {
        // given
        bench.sink.failWith(new IllegalStateException("a bug of the dialect"));
        bench.commands.onCommand(bench.session, "{\"op\":\"list\"}", bench.rate, bench.access);

        // when
        bench.shard(() -> 1, () -> 9).serve(bench.session);

        // then
        assertThat(bench.sink.isAborted()).isTrue();
    }

    private static long bug() {
        throw new IllegalStateException("a bug");
    }
}
