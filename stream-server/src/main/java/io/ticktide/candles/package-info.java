/**
 * Bars, built from every trade and closed by the feed's clock: {@link
 * io.ticktide.candles.InstrumentBars} keeps one {@link io.ticktide.candles.BarSeries} per interval.
 * A bar that travels or is kept is an SBE {@code Candle} message.
 */
package io.ticktide.candles;
