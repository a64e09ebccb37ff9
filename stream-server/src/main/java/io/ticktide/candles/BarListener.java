package io.ticktide.candles;

import org.agrona.DirectBuffer;

/** Takes each event of a candle stream, in the order of its seq. */
@FunctionalInterface
public interface BarListener {
    /**
     * A bar opened, changed, closed or was corrected.
     *
     * @param message an SBE {@code Candle} message from offset 0, valid until the call returns.
     */
    void onBar(BarInterval interval, DirectBuffer message, int length);
}
