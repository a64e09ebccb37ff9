package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ticktide.feed.DigestingListener;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class SimulatedFeedAllocationTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void tellingHistoryAndLiveAllocatesNothingPerEvent() {
        // given
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SimulatedFeed feed =
                new SimulatedFeed(
                        new SimulatedSettings(
                                1, 50, 1_000_000, SimulatedSettings.HISTORY_NS, true));
        DigestingListener listener = new DigestingListener(0);
        int warm = feed.poll(listener, 0, 10_000);
        long before = threads.getCurrentThreadAllocatedBytes();

        // when
        int told = feed.poll(listener, 0, Integer.MAX_VALUE);
        told += feed.poll(listener, 0, Integer.MAX_VALUE);
        told += feed.poll(listener, SECOND_NS, Integer.MAX_VALUE);

        // then
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(warm).isPositive();
        assertThat(told).isGreaterThan(1_000_000);
        assertThat(allocated).isLessThan(1024);
    }
}
