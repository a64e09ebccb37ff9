package io.ticktide.cli.verify;

import io.ticktide.codecs.Decimals;

/**
 * One bar, in plain decimals without trailing zeros.
 *
 * @param openSec its start, s since the Unix epoch.
 */
record Bar(
        long openSec,
        String open,
        String high,
        String low,
        String close,
        String volume,
        long trades) {

    /** The line of which hashes of bars are made. */
    String line() {
        return String.join(
                ",", Long.toString(openSec), open, high, low, close, volume, Long.toString(trades));
    }

    static String decimal(long mantissa, int scale) {
        return Decimals.formatPlain(mantissa, scale);
    }
}
