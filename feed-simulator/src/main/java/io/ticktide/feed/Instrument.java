package io.ticktide.feed;

/**
 * What the numbers of one instrument mean. Prices are {@code mantissa × 10^-priceScale}, quantities
 * {@code mantissa × 10^-qtyScale}.
 *
 * @param id dense, from 0: an index into tables; at most 65,534.
 * @param symbol ticker, unique in a feed, at most 32 ASCII characters; BTC-USD, AAPL.
 * @param description for people; "Bitcoin / US Dollar".
 * @param venue where it trades; "SIM", "BINANCE".
 * @param currency of the price; "USD".
 * @param kind what is traded.
 * @param priceScale decimals of a price, 0 to 15.
 * @param qtyScale decimals of a quantity, 0 to 15.
 * @param tickSize smallest price step, as a price mantissa, at least 1.
 * @param lotSize smallest quantity step, as a quantity mantissa, at least 1.
 */
public record Instrument(
        int id,
        String symbol,
        String description,
        String venue,
        String currency,
        Kind kind,
        int priceScale,
        int qtyScale,
        long tickSize,
        long lotSize) {

    /** Largest number of instruments in a feed: ids are 16 bits on the wire, 65,535 is null. */
    public static final int MAX_INSTRUMENTS = 65_535;

    /** What is traded; order and names are those of the schema's {@code InstrumentKind}. */
    public enum Kind {
        OTHER,
        EQUITY,
        CRYPTO_SPOT,
        CRYPTO_PERPETUAL
    }
}
