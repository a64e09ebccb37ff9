/**
 * How a recording is played: rows come from a {@link io.ticktide.feed.replay.RowReader}, and {@link
 * io.ticktide.feed.replay.ReplayFeed} tells them when they are due, loops, and decides what a
 * malformed row does. Knows nothing of file formats; {@code io.ticktide.feed.recorded} does.
 */
package io.ticktide.feed.replay;
