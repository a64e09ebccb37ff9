package io.ticktide.feed.replay;

import io.ticktide.codecs.Decimals;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a recording is read and played.
 *
 * @param speed how fast.
 * @param loop whether the recording starts again at its end.
 * @param badRows what a malformed or out-of-order row does.
 * @param symbol of the one instrument in the recording; empty: as its rows or its file name say.
 * @param priceScale decimals of every price; empty: as many as a sample of the rows needs.
 * @param qtyScale decimals of every quantity; empty: as many as a sample of the rows needs.
 */
public record ReplaySettings(
        ReplaySpeed speed,
        boolean loop,
        BadRowPolicy badRows,
        Optional<String> symbol,
        OptionalInt priceScale,
        OptionalInt qtyScale) {

    private static final int MAX_SYMBOL_LENGTH = 32;

    /**
     * @throws IllegalArgumentException when the symbol or a scale is out of range.
     */
    public ReplaySettings {
        Objects.requireNonNull(speed, "speed");
        Objects.requireNonNull(badRows, "badRows");
        symbol.ifPresent(ReplaySettings::checkSymbol);
        priceScale.ifPresent(scale -> checkScale("priceScale", scale));
        qtyScale.ifPresent(scale -> checkScale("qtyScale", scale));
    }

    /** Real time, once, failing on the first bad row; symbol and scales as the file says. */
    public static ReplaySettings defaults() {
        return new ReplaySettings(
                ReplaySpeed.REAL_TIME,
                false,
                BadRowPolicy.FAIL,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty());
    }

    public ReplaySettings withSpeed(ReplaySpeed newSpeed) {
        return new ReplaySettings(newSpeed, loop, badRows, symbol, priceScale, qtyScale);
    }

    public ReplaySettings withLoop(boolean newLoop) {
        return new ReplaySettings(speed, newLoop, badRows, symbol, priceScale, qtyScale);
    }

    public ReplaySettings withBadRows(BadRowPolicy newBadRows) {
        return new ReplaySettings(speed, loop, newBadRows, symbol, priceScale, qtyScale);
    }

    public ReplaySettings withSymbol(String newSymbol) {
        return new ReplaySettings(
                speed, loop, badRows, Optional.of(newSymbol), priceScale, qtyScale);
    }

    public ReplaySettings withPriceScale(int scale) {
        return new ReplaySettings(speed, loop, badRows, symbol, OptionalInt.of(scale), qtyScale);
    }

    public ReplaySettings withQtyScale(int scale) {
        return new ReplaySettings(speed, loop, badRows, symbol, priceScale, OptionalInt.of(scale));
    }

    private static void checkSymbol(String symbol) {
        boolean printable = symbol.chars().allMatch(c -> c > ' ' && c < 127);
        if (symbol.isEmpty() || symbol.length() > MAX_SYMBOL_LENGTH || !printable) {
            throw new IllegalArgumentException(
                    "symbol \"" + symbol + "\" is not 1 to 32 printable ASCII characters");
        }
    }

    private static void checkScale(String name, int scale) {
        if (scale < 0 || scale > Decimals.MAX_SCALE) {
            throw new IllegalArgumentException(
                    name + "=" + scale + " is outside 0 to " + Decimals.MAX_SCALE);
        }
    }
}
