package io.ticktide.feed.recorded;

import io.ticktide.codecs.Decimals;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.ReplaySettings;
import java.util.List;

/**
 * What a sample of the rows tells of one instrument: how many decimals its numbers need, and
 * whether it is a spot pair or a future.
 *
 * <p>Owner: one thread.
 */
final class InstrumentSketch {
    // Longest first: FDUSD before USD.
    private static final List<String> CURRENCIES =
            List.of(
                    "FDUSD", "USDT", "USDC", "TUSD", "BUSD", "USD1", "DAI", "USD", "EUR", "GBP",
                    "TRY", "BRL", "JPY", "AUD", "ARS", "MXN", "ZAR", "PLN", "BTC", "ETH", "BNB");
    // ISO 4217's code for "no currency".
    private static final String NO_CURRENCY = "XXX";
    // 2^53-1 has 16 digits; every number of 15 fits.
    private static final int SAFE_DIGITS = 15;

    private int priceScale;
    private int qtyScale;
    private long largestPrice;
    private long largestQty;
    private boolean spot;
    private boolean future;
    private boolean coin;

    /** Takes a price and a quantity into account: both or, when one is no number, neither. */
    void take(RowTexts texts, int priceIndex, int qtyIndex) throws BadField {
        int priceDecimals = texts.scale(priceIndex, "price");
        int qtyDecimals = texts.scale(qtyIndex, "qty");
        largestPrice = Math.max(largestPrice, texts.units(priceIndex));
        largestQty = Math.max(largestQty, texts.units(qtyIndex));
        priceScale = Math.max(priceScale, priceDecimals);
        qtyScale = Math.max(qtyScale, qtyDecimals);
    }

    /** Takes over what another sketch of the same instrument has seen. */
    void take(InstrumentSketch other) {
        priceScale = Math.max(priceScale, other.priceScale);
        qtyScale = Math.max(qtyScale, other.qtyScale);
        largestPrice = Math.max(largestPrice, other.largestPrice);
        largestQty = Math.max(largestQty, other.largestQty);
        spot |= other.spot;
        future |= other.future;
        coin |= other.coin;
    }

    /** A row that only spot streams have. */
    void isSpot() {
        spot = true;
    }

    /** A row that only futures streams have. */
    void isFuture() {
        future = true;
    }

    /** A file of trades in contracts. */
    void isCoinMargined() {
        future = true;
        coin = true;
    }

    /** Whether rows of a spot pair and of a future are mixed under one symbol. */
    boolean isMixed() {
        return spot && future;
    }

    /** The instrument; a scale of the settings goes before the one that was seen. */
    Instrument instrument(int id, String symbol, ReplaySettings settings) {
        Instrument.Kind kind =
                future ? Instrument.Kind.CRYPTO_PERPETUAL : Instrument.Kind.CRYPTO_SPOT;
        String pairInName = coin ? symbol.replaceFirst("_.*", "") : symbol;
        String currency = currency(pairInName);
        int baseLength = pairInName.length() - currency.length();
        String pair =
                currency.equals(NO_CURRENCY)
                        ? symbol
                        : pairInName.substring(0, baseLength) + " / " + currency;
        return new Instrument(
                id,
                symbol,
                pair + market(),
                "BINANCE",
                currency,
                kind,
                settings.priceScale().orElse(fitting(priceScale, largestPrice)),
                settings.qtyScale().orElse(fitting(qtyScale, largestQty)),
                1,
                1);
    }

    private String market() {
        if (coin) {
            return ", Binance COIN-M, quantities in contracts";
        }
        return future ? " perpetual, Binance USD-M" : ", Binance spot";
    }

    /**
     * A single damaged number with many decimals must not leave the sound ones without room: the
     * scale gives way, and the damaged row is the bad one.
     */
    private static int fitting(int scale, long largest) {
        int unitDigits = largest == 0 ? 0 : Long.toString(largest).length();
        return Math.min(scale, Math.max(0, Math.min(Decimals.MAX_SCALE, SAFE_DIGITS - unitDigits)));
    }

    private static String currency(String symbol) {
        for (String currency : CURRENCIES) {
            if (symbol.length() > currency.length() && symbol.endsWith(currency)) {
                return currency;
            }
        }
        return NO_CURRENCY;
    }
}
