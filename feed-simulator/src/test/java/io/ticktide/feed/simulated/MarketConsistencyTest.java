package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketConsistencyTest {
    @ParameterizedTest
    @CsvSource({
        "1, 20, 1000, 300000",
        "2, 20, 500000, 300000",
        "3, 1, 2000000, 200000",
        "-4, 2000, 50000, 200000",
        "5, 20, 1, 3000",
        "6, 5, 20, 60000"
    })
    void tradesBooksAndQuotesAgreeWithEachOther(
            long seed, int instruments, long eventsPerSecond, int events) {
        // given
        SimulatedFeed feed =
                new SimulatedFeed(
                        new SimulatedSettings(seed, instruments, eventsPerSecond, 0, false));
        MarketOracle oracle = new MarketOracle(feed.instruments());
        feed.poll(oracle, 0, 1);

        // when
        int told = 1;
        while (told < events || feed.nextDueNs() < 0) {
            told += feed.poll(oracle, Math.max(0, feed.nextDueNs()), Integer.MAX_VALUE);
        }

        // then
        oracle.checkComplete();
        assertThat(oracle.quotes() + oracle.trades() + oracle.bookChanges() + oracle.statuses())
                .isEqualTo(told);
        assertThat(oracle.trades()).isGreaterThan(told / 20);
        assertThat(oracle.quotes()).isGreaterThan(told / 10);
        assertThat(oracle.bookChanges()).isGreaterThan(told / 10);
    }

    @Test
    void haltedInstrumentsDoNothingUntilTheyResume() {
        // given: the oracle fails at an event of an instrument that is not open
        SimulatedFeed feed = new SimulatedFeed(new SimulatedSettings(9, 20, 200, 0, false));
        MarketOracle oracle = new MarketOracle(feed.instruments());
        feed.poll(oracle, 0, Integer.MAX_VALUE);

        // when
        feed.poll(oracle, 3_600_000_000_000L, Integer.MAX_VALUE);

        // then: opened, and some ten times halted and resumed
        assertThat(oracle.statuses()).isGreaterThan(20 + 2 * 9);
    }
}
