package io.ticktide.feed.simulated;

import io.ticktide.feed.MarketListener;
import java.util.Locale;

/**
 * Prints how long a feed takes to construct, to tell its history, and how many events a second it
 * makes at most. Run by hand; asserts nothing.
 */
public final class SimulatedFeedSpeed {
    private static final long DAY_NS = 86_400_000_000_000L;

    private SimulatedFeedSpeed() {}

    /** Arguments: instruments and events per second. */
    public static void main(String[] args) {
        int instruments = Integer.parseInt(args[0]);
        long rate = Long.parseLong(args[1]);
        for (int round = 1; round <= 3; round++) {
            long startedNs = System.nanoTime();
            SimulatedFeed feed =
                    new SimulatedFeed(
                            new SimulatedSettings(round, instruments, rate, 20_000 * DAY_NS, true));
            long constructedNs = System.nanoTime();
            CountingListener counts = new CountingListener();
            int history = feed.poll(counts, 0, Integer.MAX_VALUE);
            long toldNs = System.nanoTime();
            feed.poll(counts, 0, Integer.MAX_VALUE);
            counts = new CountingListener();
            long liveNs = Math.min(600_000_000_000L, 5_000_000_000_000_000L / rate);
            int live = feed.poll(counts, liveNs, Integer.MAX_VALUE);
            long endNs = System.nanoTime();
            System.out.printf(
                    Locale.ROOT,
                    "round %d: construct %d ms, history %d events %d ms; live %d events asked"
                            + " %d, %d ns each (trades %.3f books %.3f quotes %.3f statuses %d levels/book"
                            + " %.2f)%n",
                    round,
                    (constructedNs - startedNs) / 1_000_000,
                    history,
                    (toldNs - constructedNs) / 1_000_000,
                    live,
                    liveNs / 1000 * rate / 1_000_000,
                    (endNs - toldNs) / Math.max(1, live),
                    counts.trades / (double) live,
                    counts.books / (double) live,
                    counts.quotes / (double) live,
                    counts.statuses,
                    counts.levels / (double) counts.books);
        }
    }

    private static final class CountingListener implements MarketListener {
        private long quotes;
        private long trades;
        private long books;
        private long levels;
        private long statuses;

        @Override
        public void onQuote(
                int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
            quotes++;
        }

        @Override
        public void onTrade(
                int instrumentId, long tsEvent, long price, long qty, long tradeId, byte side) {
            trades++;
        }

        @Override
        public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
            books++;
        }

        @Override
        public void onBookLevel(byte side, long price, long qty) {
            levels++;
        }

        @Override
        public void onBookEnd() {}

        @Override
        public void onStatus(int instrumentId, long tsEvent, byte state) {
            statuses++;
        }

        @Override
        public void onGap(int instrumentId, byte stream, long missed) {}
    }
}
