package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.MarketListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceMovesTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int WINDOW_S = 10;

    @ParameterizedTest
    @CsvSource({"50, 1200", "1000, 600", "50000, 20"})
    void pricesMoveThroughTimeNotThroughEvents(long eventsPerSecond, int seconds) {
        // given: many seeds, since volatility comes in clusters
        double sum = 0;
        int count = 0;

        // when
        for (int seed = 1; seed <= 24; seed++) {
            SimulatedFeed feed =
                    new SimulatedFeed(new SimulatedSettings(seed, 20, eventsPerSecond, 0, false));
            MiddleListener middles = new MiddleListener(20);
            feed.poll(middles, 0, Integer.MAX_VALUE);
            double[] before = middles.middles.clone();
            for (long nowS = WINDOW_S; nowS <= seconds; nowS += WINDOW_S) {
                feed.poll(middles, nowS * SECOND_NS, Integer.MAX_VALUE);
                for (int id = 0; id < 5; id++) {
                    double change = middles.middles[id] / before[id] - 1;
                    double perMinute = Universe.listings(5).get(id).volatilityPerMinute();
                    sum += change * change / (perMinute * perMinute) * 60 / WINDOW_S;
                    count++;
                }
                before = middles.middles.clone();
            }
        }

        // then: as volatile as listed
        assertThat(Math.sqrt(sum / count)).isBetween(0.85, 1.2);
    }

    @Test
    void priceStaysNearItsStartForYears() {
        // given
        Xoshiro random = new Xoshiro(1, 1);
        PricePath path = new PricePath(10_000, 0.001 / Math.sqrt(60), random);

        // when
        double low = 10_000;
        double high = 10_000;
        for (long second = 0; second < 5 * 365 * 86_400L; second += 20) {
            double price = path.at(second * SECOND_NS, 0, random);
            low = Math.min(low, price);
            high = Math.max(high, price);
        }

        // then
        assertThat(low).isBetween(5_000.0, 9_500.0);
        assertThat(high).isBetween(10_500.0, 16_000.0);
    }

    @Test
    void volatilityClusters() {
        // given
        Xoshiro random = new Xoshiro(2, 1);
        PricePath path = new PricePath(1e9, 1e-4, random);
        int steps = 20_000;
        double[] squares = new double[steps];
        double before = 1e9;

        // when
        for (int i = 0; i < steps; i++) {
            double price = path.at((i + 1L) * 5 * SECOND_NS, 0, random);
            double change = price / before - 1;
            squares[i] = change * change;
            before = price;
        }

        // then: the square of a change tells about that of the next one
        assertThat(correlationWithNext(squares)).isGreaterThan(0.05);
    }

    private static double correlationWithNext(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        double covariance = 0;
        for (int i = 0; i + 1 < values.length; i++) {
            variance += (values[i] - mean) * (values[i] - mean);
            covariance += (values[i] - mean) * (values[i + 1] - mean);
        }
        return covariance / variance;
    }

    private static final class MiddleListener implements MarketListener {
        private final double[] middles;

        MiddleListener(int instruments) {
            middles = new double[instruments];
        }

        @Override
        public void onQuote(
                int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
            middles[instrumentId] = (bidPx + askPx) / 2.0;
        }

        @Override
        public void onTrade(
                int instrumentId, long tsEvent, long price, long qty, long tradeId, byte side) {}

        @Override
        public void onBookStart(int instrumentId, long tsEvent, boolean reset) {}

        @Override
        public void onBookLevel(byte side, long price, long qty) {}

        @Override
        public void onBookEnd() {}

        @Override
        public void onStatus(int instrumentId, long tsEvent, byte state) {}

        @Override
        public void onGap(int instrumentId, byte stream, long missed) {}
    }
}
