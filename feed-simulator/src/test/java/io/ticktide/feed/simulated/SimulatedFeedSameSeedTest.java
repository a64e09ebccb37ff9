package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.DigestingListener;
import org.junit.jupiter.api.Test;

class SimulatedFeedSameSeedTest {
    private static final long START_NS = SimulatedSettings.HISTORY_NS + 17;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long PERIOD_NS = 3 * SECOND_NS;
    private static final long TEN_MINUTES_NS = 600 * SECOND_NS;

    @Test
    void limitsAndTimesOfPollingDoNotChangeTheStream() {
        // given
        SimulatedSettings settings = new SimulatedSettings(7, 30, 20_000, START_NS, true);

        // when
        DigestingListener coarse = polled(settings, Integer.MAX_VALUE, PERIOD_NS, 0);
        DigestingListener fine = polled(settings, 1, 777_777, 12_345);
        DigestingListener uneven = polled(settings, 57, 90_000_001, -PERIOD_NS);

        // then
        assertThat(coarse.eventCount()).isGreaterThan(50_000);
        assertThat(fine.eventCount()).isEqualTo(coarse.eventCount());
        assertThat(fine.digest()).isEqualTo(coarse.digest());
        assertThat(uneven.digest()).isEqualTo(coarse.digest());
    }

    @Test
    void startOnlyShiftsTheStream() {
        // given
        SimulatedSettings early = new SimulatedSettings(7, 20, 20_000, START_NS, true);
        SimulatedSettings late =
                new SimulatedSettings(7, 20, 20_000, 1_750_000_000 * SECOND_NS + 1, true);

        // when
        DigestingListener first = polled(early, 100, SECOND_NS, 0);
        DigestingListener second = polled(late, 100, SECOND_NS, 0);

        // then
        assertThat(second.digest()).isEqualTo(first.digest());
    }

    @Test
    void anotherSeedOrRateGivesAnotherStream() {
        // given
        SimulatedSettings settings = new SimulatedSettings(7, 20, 20_000, START_NS, false);
        SimulatedSettings otherSeed = new SimulatedSettings(8, 20, 20_000, START_NS, false);
        SimulatedSettings otherRate = new SimulatedSettings(7, 20, 20_001, START_NS, false);

        // when
        long digest = polled(settings, 100, SECOND_NS, 0).digest();

        // then
        assertThat(polled(otherSeed, 100, SECOND_NS, 0).digest()).isNotEqualTo(digest);
        assertThat(polled(otherRate, 100, SECOND_NS, 0).digest()).isNotEqualTo(digest);
    }

    @Test
    void seedMeansTheSameOnEveryMachine() {
        // given
        SimulatedSettings settings = new SimulatedSettings(42, 20, 20_000, START_NS, true);

        // when
        DigestingListener listener = polled(settings, 1_000, SECOND_NS, 0);

        // then: a change of the market's rules changes it, another JVM must not
        assertThat(Long.toHexString(listener.digest())).isEqualTo("f2dbe8d0284f04db");
    }

    @Test
    void haltsAreTheSameOnEveryMachineAndHoweverTheFeedIsPolled() {
        // given
        SimulatedSettings settings = new SimulatedSettings(42, 20, 100, START_NS, false);

        // when
        DigestingListener coarse = polled(settings, 1_000, TEN_MINUTES_NS, 5, TEN_MINUTES_NS);
        DigestingListener fine = polled(settings, 1, 50_000_001, 0, TEN_MINUTES_NS);

        // then
        assertThat(fine.digest()).isEqualTo(coarse.digest());
        assertThat(Long.toHexString(coarse.digest())).isEqualTo("65060dbc0f29d68e");
    }

    private static DigestingListener polled(
            SimulatedSettings settings, int limit, long stepNs, long firstNowNs) {
        return polled(settings, limit, stepNs, firstNowNs, PERIOD_NS);
    }

    private static DigestingListener polled(
            SimulatedSettings settings, int limit, long stepNs, long firstNowNs, long periodNs) {
        DigestingListener listener = new DigestingListener(settings.startNs());
        SimulatedFeed feed = new SimulatedFeed(settings);
        for (long passedNs = 0; passedNs < periodNs; passedNs += stepNs) {
            pollAll(feed, listener, firstNowNs + passedNs, limit);
        }
        pollAll(feed, listener, firstNowNs + periodNs, limit);
        return listener;
    }

    private static void pollAll(
            SimulatedFeed feed, DigestingListener listener, long nowNs, int limit) {
        while (feed.poll(listener, nowNs, limit) > 0) {
            // What is due but above the limit is told by the next call.
        }
    }
}
