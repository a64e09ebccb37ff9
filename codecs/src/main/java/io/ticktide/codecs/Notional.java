package io.ticktide.codecs;

/**
 * Exact sum of price × quantity in 128 bits, so that neither a busy day nor fine scales overflow
 * it. On the wire it is a mantissa of at most 2^53 - 1 with an exponent of its own: exact as long
 * as the sum fits, else rounded half up to the decimals that do.
 *
 * <p>Owner: one thread. Allocates nothing after construction.
 */
public final class Notional {
    private long high;
    private long low;

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

    /**
     * Decimals to give up so that the mantissa fits 2^53 - 1; 0 when the sum is exact as it is.
     * Sums of more than 2^53 × 10^18 do not occur: they would take 9 × 10^15 trades of the largest
     * mantissa.
     */
    public int droppedDigits() {
        int dropped = 0;
        while (!fits(dropped)) {
            dropped++;
        }
        return dropped;
    }

    /** The sum divided by 10^dropped, rounded half up; exact when {@code dropped} is 0. */
    public long mantissa(int dropped) {
        if (dropped == 0) {
            return low;
        }
        boolean negative = high < 0;
        long h = negative ? ~high + (low == 0 ? 1 : 0) : high;
        long l = negative ? -low : low;
        int lastDigit = 0;
        for (int i = 0; i < dropped; i++) {
            // Long division of the 128-bit magnitude by ten, in 32-bit steps.
            long r = Long.remainderUnsigned(h, 10);
            h = Long.divideUnsigned(h, 10);
            long upper = (r << 32) | (l >>> 32);
            long quotientUpper = upper / 10;
            long lower = ((upper % 10) << 32) | (l & 0xFFFF_FFFFL);
            lastDigit = (int) (lower % 10);
            l = (quotientUpper << 32) | (lower / 10);
        }
        long rounded = l + (lastDigit >= 5 ? 1 : 0);
        return negative ? -rounded : rounded;
    }

    private boolean fits(int dropped) {
        if (dropped == 0) {
            return high == low >> 63 && Math.abs(low) <= Decimals.MAX_MANTISSA;
        }
        long bound = Decimals.MAX_MANTISSA;
        long unit = Decimals.powerOfTen(dropped);
        long boundHigh = Math.multiplyHigh(bound, unit);
        long boundLow = bound * unit;
        boolean negative = high < 0;
        long h = negative ? ~high + (low == 0 ? 1 : 0) : high;
        long l = negative ? -low : low;
        return h < boundHigh || (h == boundHigh && Long.compareUnsigned(l, boundLow) < 0);
    }

    private void addParts(long addedHigh, long addedLow) {
        long sum = low + addedLow;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        low = sum;
        high += addedHigh + carry;
    }
}
