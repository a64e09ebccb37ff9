package io.ticktide.codecs;

/**
 * Exact sum of price × quantity in 128 bits, so that neither a busy day nor fine scales overflow
 * it: even of the largest mantissas it takes 2^21 trades to. On the wire it is a mantissa of at
 * most 2^53 - 1 with an exponent of its own: exact as long as the sum fits, else rounded to the
 * decimals that do.
 *
 * <p>Owner: one thread. Allocates nothing after construction.
 */
public final class Notional {
    private long high;
    private long low;

    /** Scratch of one conversion. */
    private long magnitudeHigh;

    private long magnitudeLow;
    private int lastDigit;

    /** Back to zero. */
    public void clear() {
        high = 0;
        low = 0;
    }

    /** Adds one trade: price and quantity mantissas, both of any sign. */
    public void add(long price, long qty) {
        addParts(Math.multiplyHigh(price, qty), price * qty);
    }

    /** Adds another sum of the same scale. */
    public void add(Notional other) {
        addParts(other.high, other.low);
    }

    /** Takes over another sum. */
    public void set(Notional other) {
        high = other.high;
        low = other.low;
    }

    /** Decimals to give up so that the mantissa fits 2^53 - 1; 0 when the sum is exact as it is. */
    public int droppedDigits() {
        int dropped = 0;
        takeMagnitude();
        while (magnitudeHigh != 0
                || Long.compareUnsigned(roundedMagnitude(), Decimals.MAX_MANTISSA) > 0) {
            divideByTen();
            dropped++;
        }
        return dropped;
    }

    /**
     * The sum divided by 10^dropped, halves rounded away from zero; exact when {@code dropped} is
     * 0.
     *
     * @param dropped at least {@link #droppedDigits}.
     */
    public long mantissa(int dropped) {
        takeMagnitude();
        for (int i = 0; i < dropped; i++) {
            divideByTen();
        }
        return high < 0 ? -roundedMagnitude() : roundedMagnitude();
    }

    private void takeMagnitude() {
        boolean negative = high < 0;
        magnitudeHigh = negative ? ~high + (low == 0 ? 1 : 0) : high;
        magnitudeLow = negative ? -low : low;
        lastDigit = 0;
    }

    /** Long division of the 128-bit magnitude, in 32-bit steps. */
    private void divideByTen() {
        long remainder = Long.remainderUnsigned(magnitudeHigh, 10);
        magnitudeHigh = Long.divideUnsigned(magnitudeHigh, 10);
        long upper = (remainder << 32) | (magnitudeLow >>> 32);
        long lower = ((upper % 10) << 32) | (magnitudeLow & 0xFFFF_FFFFL);
        lastDigit = (int) (lower % 10);
        magnitudeLow = ((upper / 10) << 32) | (lower / 10);
    }

    private long roundedMagnitude() {
        return magnitudeLow + (lastDigit >= 5 ? 1 : 0);
    }

    private void addParts(long addedHigh, long addedLow) {
        long sum = low + addedLow;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        low = sum;
        high += addedHigh + carry;
    }
}
