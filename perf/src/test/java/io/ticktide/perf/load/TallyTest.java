package io.ticktide.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long FROM_NS = 1_700_000_000_000_000_000L;
    private static final long TO_NS = FROM_NS + 1_000_000_000L;

    private final Tally tally = new Tally();

    @Test
    void onlyEventsScheduledInTheWindowCountHoweverLateTheyCome() {
        // given
        tally.window(FROM_NS, TO_NS, true);
        tally.onRead(TO_NS + 5_000_000, 78);

        // when
        boolean before = tell(FROM_NS - 1, 0, 0);
        boolean first = tell(FROM_NS, 0, 0);
        boolean last = tell(TO_NS - 1, 3, 0);
        boolean after = tell(TO_NS, 0, 0);

        // then
        assertThat(before).isFalse();
        assertThat(first).isTrue();
        assertThat(last).isTrue();
        assertThat(after).isFalse();
        assertThat(tally.windowMessages()).isEqualTo(2);
        assertThat(tally.windowConflated()).isEqualTo(3);
        assertThat(tally.messages()).isEqualTo(4);
    }

    @Test
    void latencyCountsFromTheMomentAtWhichTheEventWasDue() {
        // given: Packets stamps ingress 10 ns after the event
        tally.window(FROM_NS, TO_NS, true);
        tally.onRead(FROM_NS + 2_000_000, 78);

        // when
        tell(FROM_NS + 500_000, 0, 0);

        // then
        assertThat(tally.latencies().whole().getMaxValue()).isBetween(1_499_000L, 1_501_000L);
        assertThat(tally.latencies().feed().getMaxValue()).isEqualTo(10);
        assertThat(tally.timeline().delivered(0, 1)).isOne();
        assertThat(tally.timeline().mostNs(0, 1)).isEqualTo(1_500_000);
    }

    @Test
    void stateFromBeforeTheSubscriptionIsNoLatency() {
        // given
        tally.window(FROM_NS, TO_NS, true);
        tally.onRead(FROM_NS + 2_000_000, 78);

        // then
        assertThat(tell(FROM_NS, 0, Bits.FLAG_SNAPSHOT)).isFalse();
        assertThat(tally.latencies().whole().getTotalCount()).isZero();
    }

    @Test
    void timelineTellsWhenItBecameLate() {
        // given
        tally.window(FROM_NS, TO_NS, false);
        long bucketNs = Timeline.BUCKET_NS;

        // when: one message in the second bucket, late by one bucket
        tally.onRead(FROM_NS + 2 * bucketNs + 7, 78);
        tell(FROM_NS + bucketNs + 7, 0, 0);

        // then
        Timeline timeline = tally.timeline();
        assertThat(timeline.delivered(0, 1)).isZero();
        assertThat(timeline.delivered(1, 2)).isOne();
        assertThat(timeline.meanNs(0, 3)).isEqualTo(bucketNs);
        assertThat(timeline.bucketFrom(FROM_NS + 1)).isOne();
        assertThat(timeline.startNs(1)).isEqualTo(FROM_NS + bucketNs);
    }

    @Test
    void intervalWithoutMessagesIsARowToo() {
        // given
        tally.window(FROM_NS, TO_NS, true);

        // when
        tally.onRead(FROM_NS, 78);
        tell(FROM_NS, 0, 0);
        tally.onRead(FROM_NS + 2 * Intervals.lengthNs(), 78);

        // then
        assertThat(tally.intervals().rows())
                .extracting(Intervals.Row::messages)
                .containsExactly(1L, 0L);
    }

    private boolean tell(long tsEvent, int conflated, int flags) {
        Packets packet = new Packets().quote(0, tsEvent, 1, conflated, flags);
        return tally.onEvent(packet.buffer, 12, Packets.SEND_TIME_NS);
    }
}
