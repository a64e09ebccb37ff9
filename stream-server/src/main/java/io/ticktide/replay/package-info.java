/**
 * Reading recordings for clients: which there are, what is in them, their bars and trades, and
 * replays of them for one client.
 *
 * <p>{@link io.ticktide.replay.Replays} opens replays, and the thread "replay" plays all that are
 * open, each into a small ring that the client's I/O thread reads at the client's pace.
 */
package io.ticktide.replay;
