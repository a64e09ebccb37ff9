package io.ticktide.feed.recorded;

/**
 * What the content of a recording says of it, for people.
 *
 * @param format as "Binance CSV trades, spot, no header".
 * @param compression "none", "gzip", "zip" or "zstd".
 * @param timeUnit of its times, as "ms"; "each by its size" where rows need not agree.
 */
public record RecordingFacts(String format, String compression, String timeUnit) {}
