/**
 * Readers of real recordings: recorded Binance stream messages and Binance CSV files, plain or
 * compressed, told apart by content. {@link io.ticktide.feed.recorded.Recordings#open} is the way
 * in; what it returns is paced by {@code io.ticktide.feed.replay}.
 */
package io.ticktide.feed.recorded;
