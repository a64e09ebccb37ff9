/**
 * Recording: whatever the ring brings goes to disk as it is, in blocks; beside it the bars that
 * close, and now and then the state of the whole market, from which a replay can begin.
 *
 * <p>To read it, follow a message: {@link io.ticktide.record.MarketState} applies it, an {@code
 * EventBlock} takes it, and when it is full goes to the writer; a {@code Checkpoint} carries bars
 * and state. {@link io.ticktide.record.SyncRecorder} does all of that on the caller's thread.
 */
package io.ticktide.record;
