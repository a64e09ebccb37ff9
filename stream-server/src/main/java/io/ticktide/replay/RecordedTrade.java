package io.ticktide.replay;

/**
 * One trade of a recording.
 *
 * @param timeNs at the source, ns since the Unix epoch.
 * @param seq in its stream.
 * @param price mantissa, in the decimals of its instrument.
 * @param qty mantissa.
 * @param tradeId of the source, unsigned.
 * @param aggressor BUY, SELL or NONE.
 */
public record RecordedTrade(
        long timeNs, long seq, long price, long qty, long tradeId, String aggressor) {}
