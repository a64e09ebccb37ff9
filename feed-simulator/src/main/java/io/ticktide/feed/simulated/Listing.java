package io.ticktide.feed.simulated;

import io.ticktide.codecs.Decimals;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.Instrument.Kind;

/**
 * An instrument with the character that the market gives it.
 *
 * @param instrument as the feed tells it.
 * @param priceTicks typical price, in ticks.
 * @param volatilityPerMinute deviation of the relative price change in one minute.
 * @param tradeLots mean size of a trade, in lots.
 */
record Listing(Instrument instrument, long priceTicks, double volatilityPerMinute, long tradeLots) {

    static final String VENUE = "SIM";
    static final String CURRENCY = "USD";

    // Levels of a book are some 0.2 basis points apart where ticks are finer than that.
    private static final double LEVEL_GAP = 2e-5;

    /** Mean distance of two levels of the book, in ticks, at least 1. */
    long gapTicks() {
        return Math.max(1, Math.round(priceTicks * LEVEL_GAP));
    }

    /** A stock: ticks of a cent, single shares. */
    static Listing equity(
            int id, String symbol, String name, long priceCents, double volatility, long shares) {
        Instrument instrument =
                new Instrument(id, symbol, name, VENUE, CURRENCY, Kind.EQUITY, 2, 0, 1, 1);
        return new Listing(instrument, priceCents, volatility, shares);
    }

    /** A coin against the dollar: {@code price} and {@code size} show the decimals that it has. */
    static Listing crypto(
            int id, String coin, String name, String price, double volatility, String size) {
        int priceScale = decimals(price);
        int qtyScale = decimals(size);
        Instrument instrument =
                new Instrument(
                        id,
                        coin + "-USD",
                        name + " / US Dollar",
                        VENUE,
                        CURRENCY,
                        Kind.CRYPTO_SPOT,
                        priceScale,
                        qtyScale,
                        1,
                        1);
        return new Listing(
                instrument,
                Decimals.parse(price, priceScale),
                volatility,
                Decimals.parse(size, qtyScale));
    }

    private static int decimals(String text) {
        int point = text.indexOf('.');
        return point < 0 ? 0 : text.length() - point - 1;
    }
}
