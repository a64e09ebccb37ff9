package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.Feed;
import io.ticktide.feed.MarketListener;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class TickFeedTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long WALL_NS = 1_800_000_000_000_000_000L;
    private static final long START_NS = -5_000;

    private final Quotes quotes = new Quotes();

    @Test
    void instrumentsTakeTurnsAtTheirDueTimes() {
        // given
        TickFeed feed = feed(3, 1_000);

        // when
        int told = feed.poll(quotes, START_NS + 3_000_000, 100);

        // then
        assertThat(told).isEqualTo(4);
        assertThat(quotes.instruments).containsExactly(0, 1, 2, 0);
        assertThat(quotes.times)
                .containsExactly(
                        WALL_NS, WALL_NS + 1_000_000, WALL_NS + 2_000_000, WALL_NS + 3_000_000);
    }

    @Test
    void nothingIsToldBeforeItIsDue() {
        // given
        TickFeed feed = feed(1, 1_000);
        feed.poll(quotes, START_NS, 100);

        // then
        assertThat(feed.nextDueNs()).isEqualTo(START_NS + 1_000_000);
        assertThat(feed.poll(quotes, START_NS + 999_999, 100)).isZero();
        assertThat(feed.poll(quotes, START_NS + 1_000_000, 100)).isOne();
    }

    @Test
    void stallIsCaughtUpWithTheTimesThatWereDue() {
        // given
        TickFeed feed = feed(1, 1_000);
        feed.poll(quotes, START_NS, 100);

        // when: nobody polls for two seconds
        int first = feed.poll(quotes, START_NS + 2 * SECOND_NS, 1_500);
        int second = feed.poll(quotes, START_NS + 2 * SECOND_NS, 1_500);

        // then
        assertThat(first).isEqualTo(1_500);
        assertThat(second).isEqualTo(500);
        assertThat(quotes.times.get(1_000)).isEqualTo(WALL_NS + SECOND_NS);
        assertThat(feed.nextDueNs()).isEqualTo(START_NS + 2_001_000_000L);
    }

    @Test
    void howItIsPolledDoesNotChangeWhatItTells() {
        // given
        DigestingListener atOnce = new DigestingListener(WALL_NS);
        DigestingListener bit = new DigestingListener(WALL_NS);
        TickFeed one = feed(7, 50_000);
        TickFeed other = feed(7, 50_000);

        // when
        one.poll(atOnce, START_NS + SECOND_NS, Integer.MAX_VALUE);
        for (long ns = 0; ns <= SECOND_NS; ns += 333_333) {
            other.poll(bit, START_NS + ns, 5);
        }
        other.poll(bit, START_NS + SECOND_NS, Integer.MAX_VALUE);

        // then
        assertThat(bit.digest()).isEqualTo(atOnce.digest());
    }

    @Test
    void pricesMoveButStayInTheirRangeAndApart() {
        // given
        TickFeed feed = feed(1, 1_000_000);

        // when
        feed.poll(quotes, START_NS + SECOND_NS, Integer.MAX_VALUE);

        // then
        assertThat(quotes.bids).anyMatch(bid -> bid != 6_725_000);
        assertThat(quotes.bids).allMatch(bid -> Math.abs(bid - 6_725_000) <= 6_725_000 / 8);
        assertThat(quotes.spreads).allMatch(spread -> spread == 1 || spread == 2);
    }

    @Test
    void clockGoesWithTimeButNeverPastAnUntoldTick() {
        // given
        TickFeed feed = feed(1, 10);
        feed.poll(quotes, START_NS, 1);

        // then
        assertThat(feed.clockNs(START_NS + 50_000_000)).isEqualTo(WALL_NS + 50_000_000);
        assertThat(feed.clockNs(START_NS + SECOND_NS)).isEqualTo(WALL_NS + 100_000_000);
    }

    @Test
    void closedFeedIsOver() {
        // given
        TickFeed feed = feed(1, 10);

        // when
        feed.close();

        // then
        assertThat(feed.isEnded()).isTrue();
        assertThat(feed.nextDueNs()).isEqualTo(Feed.NEVER);
        assertThat(feed.poll(quotes, START_NS + SECOND_NS, 10)).isZero();
    }

    @Test
    void tickAllocatesNothing() throws JMException {
        // given
        TickFeed feed = feed(100, 1_000_000);
        DigestingListener listener = new DigestingListener(0);
        feed.poll(listener, START_NS + SECOND_NS / 10, Integer.MAX_VALUE);
        allocatedBytes();
        long before = allocatedBytes();

        // when
        int told = feed.poll(listener, START_NS + 2 * SECOND_NS, Integer.MAX_VALUE);

        // then
        long allocated = allocatedBytes() - before;
        assertThat(told).isGreaterThan(1_000_000);
        assertThat(allocated).isLessThan(told / 4L);
    }

    private static TickFeed feed(int instruments, long rate) {
        return new TickFeed(
                new TickSettings(7, instruments, RatePlan.constant(rate), WALL_NS, START_NS));
    }

    // By name: the type that has this method is no part of the portable JDK.
    private static long allocatedBytes() throws JMException {
        Object[] thread = {Thread.currentThread().getId()};
        String[] types = {"long"};
        ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
        return (Long)
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(threads, "getThreadAllocatedBytes", thread, types);
    }

    private static final class Quotes implements MarketListener {
        private final List<Integer> instruments = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();
        private final List<Long> bids = new ArrayList<>();
        private final List<Long> spreads = new ArrayList<>();

        @Override
        public void onQuote(
                int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
            instruments.add(instrumentId);
            times.add(tsEvent);
            bids.add(bidPx);
            spreads.add(askPx - bidPx);
        }

        @Override
        public void onTrade(
                int instrumentId,
                long tsEvent,
                long price,
                long qty,
                long tradeId,
                byte aggressor) {
            throw new AssertionError("a trade");
        }

        @Override
        public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
            throw new AssertionError("a book change");
        }

        @Override
        public void onBookLevel(byte side, long price, long qty) {
            throw new AssertionError("a book level");
        }

        @Override
        public void onBookEnd() {
            throw new AssertionError("a book change");
        }

        @Override
        public void onStatus(int instrumentId, long tsEvent, byte state) {
            throw new AssertionError("a status");
        }

        @Override
        public void onGap(int instrumentId, byte stream, long missed) {
            throw new AssertionError("a gap");
        }
    }
}
