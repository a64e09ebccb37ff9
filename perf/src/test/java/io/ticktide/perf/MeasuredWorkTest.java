package io.ticktide.perf;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.session.DeliveryCounters;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** A figure is worth something only if the work it stands for was done. */
class MeasuredWorkTest {
    private static final int SESSIONS = 100;

    @Test
    void oneQuoteLeavesInOneFrameToEverySession() {
        // given
        DistributorBenchmark benchmark = subscribed();
        DeliveryCounters counters = benchmark.counters();
        long framesBefore = counters.frames().value();
        long messagesBefore = counters.messages().value();

        // when
        int events = benchmark.wakeUpWithOneQuote();

        // then
        assertThat(events).isEqualTo(1);
        assertThat(counters.frames().value() - framesBefore).isEqualTo(SESSIONS);
        assertThat(counters.messages().value() - messagesBefore).isEqualTo(SESSIONS);
    }

    @Test
    void manyQuotesOfOneWakeUpShareOneFramePerSession() {
        // given
        DistributorBenchmark benchmark = subscribed();
        DeliveryCounters counters = benchmark.counters();
        long framesBefore = counters.frames().value();
        long messagesBefore = counters.messages().value();

        // when
        int events = benchmark.wakeUpWithManyQuotes();

        // then
        assertThat(events).isEqualTo(DistributorBenchmark.BATCH);
        assertThat(counters.frames().value() - framesBefore).isEqualTo(SESSIONS);
        assertThat(counters.messages().value() - messagesBefore)
                .isEqualTo((long) SESSIONS * DistributorBenchmark.BATCH);
    }

    @Test
    void readerSeesTheQuoteThatWasJustWritten() {
        // given
        RingBenchmark benchmark = new RingBenchmark();

        // when
        long seqOfFirst = benchmark.handOverOne();
        long seqOfLast = benchmark.handOverBatch();

        // then
        assertThat(seqOfFirst).isEqualTo(1);
        assertThat(seqOfLast).isEqualTo(1 + RingBenchmark.BATCH);
    }

    @Test
    void heldBackEventsSendNothing() {
        // given
        ConflationBenchmark benchmark = new ConflationBenchmark();
        benchmark.subscribe();
        DeliveryCounters counters = benchmark.counters();
        long messagesBefore = counters.messages().value();

        // when
        for (int i = 0; i < 2 * Tape.EVENTS; i++) {
            benchmark.quoteReplacesPending();
            benchmark.tradeJoinsSummary();
        }

        // then
        assertThat(messagesBefore).isPositive();
        assertThat(counters.messages().value()).isEqualTo(messagesBefore);
    }

    @Test
    void wantedBarsAreToldOnEveryTradeAndOthersOnlyWhenTheyClose() {
        // given
        BarsBenchmark wanted = new BarsBenchmark();
        wanted.wantedIntervals = 8;
        wanted.want();
        BarsBenchmark unwanted = new BarsBenchmark();
        unwanted.want();

        // when: 101 trades in a little more than a second
        long told = 0;
        long closes = 0;
        for (int i = 0; i < 101; i++) {
            told = wanted.trade();
            closes = unwanted.trade();
        }

        // then
        assertThat(closes).isEqualTo(1);
        assertThat(told).isEqualTo(8 * 101 + closes);
    }

    @Test
    void printedPriceIsTheOneThatIsParsed() {
        // given
        DecimalsBenchmark benchmark = new DecimalsBenchmark();

        // when
        long parsed = benchmark.parse();
        String printedNext = benchmark.print().toString();

        // then
        assertThat(parsed).isEqualTo(new Tape().price(0) * 1_000_000);
        assertThat(printedNext).isEqualTo(expected(new Tape().price(1)));
    }

    @Test
    void packetIsReadToItsLastMessage() {
        // given
        PacketBenchmark benchmark = new PacketBenchmark();

        // when
        long sum = benchmark.decode();

        // then
        assertThat(benchmark.decodedBytes()).isEqualTo(benchmark.packetBytes());
        assertThat(sum).isEqualTo(benchmark.decode());
    }

    @Test
    void sharedPacketReachesEveryMemberOnceAsDoOwnPackets() {
        // given
        FrameWriteBenchmark benchmark = new FrameWriteBenchmark();
        benchmark.subscribe();
        long framesBefore = benchmark.frames();
        long bytesBefore = benchmark.bytes();

        // when
        benchmark.sharedWithMany();
        long sharedBytes = benchmark.bytes() - bytesBefore;
        benchmark.ownWithOne(); // with the definition, which members got when they joined
        long ownBytesBefore = benchmark.bytes();
        benchmark.ownWithMany();

        // then
        assertThat(benchmark.frames() - framesBefore).isEqualTo(3L * FrameWriteBenchmark.SESSIONS);
        assertThat(sharedBytes).isGreaterThan(60L * FrameWriteBenchmark.BATCH * SESSIONS);
        assertThat(benchmark.bytes() - ownBytesBefore).isEqualTo(sharedBytes);
    }

    @Test
    void eventsOverAndOverStayAccountedForOneByOne() {
        // given: more events than the tape has
        FrameWriteBenchmark benchmark = new FrameWriteBenchmark();
        benchmark.subscribe();
        benchmark.sharedWithOne();
        long bytesBefore = benchmark.bytes();
        benchmark.sharedWithOne();
        long bytesOfOne = benchmark.bytes() - bytesBefore;
        long framesBefore = benchmark.frames();
        bytesBefore = benchmark.bytes();

        // when
        for (int i = 0; i < 2 * Tape.EVENTS; i++) {
            benchmark.sharedWithOne();
        }

        // then
        assertThat(benchmark.frames() - framesBefore).isEqualTo(2L * Tape.EVENTS * SESSIONS);
        assertThat(benchmark.bytes() - bytesBefore).isEqualTo(2L * Tape.EVENTS * bytesOfOne);
    }

    @Test
    void jsonTwinIsWrittenWithItsPrices() {
        // given
        JsonTwinBenchmark benchmark = new JsonTwinBenchmark();

        // when
        String quote = benchmark.text(benchmark.quote());
        String trade = benchmark.text(benchmark.trade());

        // then
        assertThat(quote)
                .startsWith("[{\"type\":\"quote\"")
                .contains(twoDecimals(0))
                .endsWith("}]");
        assertThat(trade).startsWith("[{\"type\":\"trade\"").contains("\"qty\":\"").endsWith("}]");
    }

    private static String twoDecimals(long index) {
        return BigDecimal.valueOf(new Tape().price(index), 2).toPlainString();
    }

    private static String expected(long cents) {
        return BigDecimal.valueOf(cents, 2).setScale(8).toPlainString();
    }

    private static DistributorBenchmark subscribed() {
        DistributorBenchmark benchmark = new DistributorBenchmark();
        benchmark.sessions = SESSIONS;
        benchmark.subscribe();
        return benchmark;
    }
}
