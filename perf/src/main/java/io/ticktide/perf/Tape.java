package io.ticktide.perf;

import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.Side;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Quotes and trades of one instrument, drawn before the measurement: a price that walks by ticks,
 * so that neither the compiler nor the branch predictor sees the same values twice in a row.
 *
 * <p>Owner: the benchmark's thread. The same events in every JVM.
 */
final class Tape {
    /** Events until the tape starts again, a power of two. */
    static final int EVENTS = 1 << 10;

    /** Decimals of price × quantity. */
    static final int NOTIONAL_SCALE = 7;

    private static final int PRICE_SCALE = 2;
    private static final int QTY_SCALE = NOTIONAL_SCALE - PRICE_SCALE;
    private static final long SEED = 20240808;
    private static final long FIRST_PRICE = 6_123_456;
    private static final int MOST_SPREAD = 20;
    private static final int MOST_QTY = 500_000;

    private final long[] bids = new long[EVENTS];
    private final long[] asks = new long[EVENTS];
    private final long[] qtys = new long[EVENTS];
    private int next;

    Tape() {
        SplittableRandom random = new SplittableRandom(SEED);
        long bid = FIRST_PRICE;
        for (int i = 0; i < EVENTS; i++) {
            bid += random.nextInt(-5, 6);
            bids[i] = bid;
            asks[i] = bid + random.nextInt(1, MOST_SPREAD);
            qtys[i] = random.nextInt(1, MOST_QTY);
        }
    }

    /** The one instrument, with id 0. */
    static List<Instrument> instruments() {
        return List.of(
                new Instrument(
                        0,
                        "BTC-USD",
                        "Bitcoin / US Dollar",
                        "SIM",
                        "USD",
                        Instrument.Kind.CRYPTO_SPOT,
                        PRICE_SCALE,
                        QTY_SCALE,
                        1,
                        1));
    }

    /** Tells the next quote. */
    void quote(MarketListener listener) {
        int i = advance();
        listener.onQuote(0, StoppedClock.NOW_NS, bids[i], qtys[i], asks[i], qtys[EVENTS - 1 - i]);
    }

    /** Tells the next trade. */
    void trade(MarketListener listener) {
        int i = advance();
        boolean buys = (qtys[i] & 1) == 0;
        long price = buys ? asks[i] : bids[i];
        byte aggressor = buys ? Side.BUY : Side.SELL;
        listener.onTrade(0, StoppedClock.NOW_NS, price, qtys[i], i, aggressor);
    }

    /** Price of event {@code index}, any number from 0. */
    long price(long index) {
        return bids[(int) index & (EVENTS - 1)];
    }

    /** Quantity of event {@code index}, any number from 0. */
    long qty(long index) {
        return qtys[(int) index & (EVENTS - 1)];
    }

    private int advance() {
        int now = next;
        next = (now + 1) & (EVENTS - 1);
        return now;
    }
}
