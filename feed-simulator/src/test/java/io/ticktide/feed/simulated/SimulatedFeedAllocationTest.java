package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.DigestingListener;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class SimulatedFeedAllocationTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void tellingHistoryAndLiveAllocatesNothingPerEvent() throws JMException {
        // given
        SimulatedFeed feed =
                new SimulatedFeed(
                        new SimulatedSettings(
                                1, 50, 1_000_000, SimulatedSettings.HISTORY_NS, true));
        DigestingListener listener = new DigestingListener(0);
        int warm = feed.poll(listener, 0, 10_000);
        // The first question loads classes.
        allocatedBytes();
        long before = allocatedBytes();

        // when
        int told = feed.poll(listener, 0, Integer.MAX_VALUE);
        told += feed.poll(listener, 0, Integer.MAX_VALUE);
        told += feed.poll(listener, SECOND_NS, Integer.MAX_VALUE);

        // then: an object per event would be 16 bytes each; asking costs some kilobytes
        long allocated = allocatedBytes() - before;
        assertThat(warm).isPositive();
        assertThat(told).isGreaterThan(1_000_000);
        assertThat(allocated).isLessThan(told / 4L);
    }

    @Test
    void haltsAllocateNothing() throws JMException {
        // given
        SimulatedFeed feed = new SimulatedFeed(new SimulatedSettings(1, 50, 100, 0, false));
        DigestingListener listener = new DigestingListener(0);
        feed.poll(listener, 0, Integer.MAX_VALUE);
        allocatedBytes();
        long before = allocatedBytes();

        // when: some 15 halts
        int told = feed.poll(listener, 3_600 * SECOND_NS, Integer.MAX_VALUE);

        // then
        long allocated = allocatedBytes() - before;
        assertThat(told).isGreaterThan(300_000);
        assertThat(allocated).isLessThan(told / 4L);
    }

    // By name: the type that has this method is no part of the portable JDK.
    private static long allocatedBytes() throws JMException {
        Object[] thread = {Thread.currentThread().getId()};
        String[] types = {"long"};
        return (long)
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                                "getThreadAllocatedBytes",
                                thread,
                                types);
    }
}
