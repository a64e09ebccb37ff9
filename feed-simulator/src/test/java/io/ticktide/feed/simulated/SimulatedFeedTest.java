package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.Feed;
import org.junit.jupiter.api.Test;

class SimulatedFeedTest {
    private static final long START_NS = SimulatedSettings.HISTORY_NS + 5;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long NOW_NS = -7 * SECOND_NS;
    private static final int OPENING = 3 * 20;

    private final DigestingListener listener = new DigestingListener(START_NS);

    @Test
    void namesItsSettings() {
        assertThat(feed(2_000, false).name())
                .isEqualTo("simulated seed=7 instruments=20 rate=2000/s");
    }

    @Test
    void tellsEachEventWhenItIsDueAndNotBefore() {
        // given
        Feed feed = feed(1, false);
        assertThat(feed.nextDueNs()).isLessThan(NOW_NS);
        assertThat(feed.poll(listener, NOW_NS, Integer.MAX_VALUE)).isEqualTo(OPENING);

        for (int i = 0; i < 100; i++) {
            // when
            long dueNs = feed.nextDueNs();

            // then
            assertThat(feed.poll(listener, dueNs - 1, 1000)).isZero();
            assertThat(feed.clockNs(dueNs + SECOND_NS)).isEqualTo(START_NS + dueNs - NOW_NS);
            assertThat(feed.clockNs(dueNs - 1)).isEqualTo(START_NS + dueNs - 1 - NOW_NS);
            assertThat(feed.poll(listener, dueNs, 1000)).isBetween(1, 3);
        }
    }

    @Test
    void consumerThatFellBehindGetsAllEventsLate() {
        // given
        Feed punctual = feed(1_000, false);
        Feed late = feed(1_000, false);
        DigestingListener lateListener = new DigestingListener(START_NS);
        punctual.poll(listener, NOW_NS, 1);
        late.poll(lateListener, NOW_NS, 1);

        // when
        for (int ms = 0; ms <= 10_000; ms++) {
            punctual.poll(listener, NOW_NS + ms * 1_000_000L, Integer.MAX_VALUE);
        }
        late.poll(lateListener, NOW_NS + 10 * SECOND_NS, Integer.MAX_VALUE);

        // then
        assertThat(lateListener.digest()).isEqualTo(listener.digest());
    }

    @Test
    void stopsAtTheLimitAfterAWholeEvent() {
        // given
        Feed feed = feed(1_000, false);

        // when: the state comes first, then a book of 25 levels a side
        int told = feed.poll(listener, NOW_NS, 3);

        // then
        assertThat(told).isEqualTo(2);
        assertThat(listener.eventCount()).isEqualTo(2);
        assertThat(feed.poll(listener, NOW_NS, 0)).isZero();
        assertThat(feed.poll(listener, NOW_NS, 1)).isEqualTo(1);
    }

    @Test
    void liveBeginsWithTheFirstPollAfterHistory() {
        // given
        Feed feed = feed(1_000, true);
        assertThat(feed.clockNs(NOW_NS)).isZero();

        // when
        int first = feed.poll(listener, NOW_NS, 1);
        long firstClockNs = feed.clockNs(NOW_NS);
        int history = feed.poll(listener, NOW_NS, Integer.MAX_VALUE);
        long historyClockNs = feed.clockNs(NOW_NS + SECOND_NS);
        int opening = feed.poll(listener, NOW_NS + SECOND_NS, Integer.MAX_VALUE);

        // then
        assertThat(first + history).isEqualTo(100_000);
        assertThat(firstClockNs).isBetween(1L, historyClockNs - 1);
        assertThat(historyClockNs).isBetween(START_NS - SECOND_NS, START_NS - 1);
        assertThat(opening).isEqualTo(OPENING);
        assertThat(feed.clockNs(NOW_NS + SECOND_NS)).isEqualTo(START_NS);
        assertThat(feed.nextDueNs()).isGreaterThanOrEqualTo(NOW_NS + SECOND_NS);
    }

    @Test
    void quotesTradesAndBookChangesTogetherMakeTheRate() {
        // given
        Feed feed = feed(2_000, false);
        feed.poll(listener, NOW_NS, Integer.MAX_VALUE);

        // when
        int told = feed.poll(listener, NOW_NS + 300 * SECOND_NS, Integer.MAX_VALUE);

        // then
        assertThat(told / 300.0).isBetween(1_900.0, 2_100.0);
    }

    @Test
    void endsOnlyWhenClosed() {
        // given
        Feed feed = feed(1_000, false);
        feed.poll(listener, NOW_NS, 100);
        assertThat(feed.isEnded()).isFalse();
        assertThat(feed.isReplay()).isFalse();

        // when
        feed.close();

        // then
        assertThat(feed.isEnded()).isTrue();
        assertThat(feed.nextDueNs()).isEqualTo(Feed.NEVER);
        assertThat(feed.poll(listener, NOW_NS + SECOND_NS, 100)).isZero();
    }

    private static Feed feed(long eventsPerSecond, boolean history) {
        return new SimulatedFeed(new SimulatedSettings(7, 20, eventsPerSecond, START_NS, history));
    }
}
