/**
 * Distribution: one {@link io.ticktide.distribute.Distributor} per I/O thread reads the ring, keeps
 * the state of every instrument and hands each event to the sessions of its thread that subscribe
 * to its stream. All distributors see the same events in the same order, so their states are equal
 * and no price crosses threads twice.
 *
 * <p>To read it, follow a wake-up: {@link io.ticktide.distribute.Distributor}; {@link
 * io.ticktide.distribute.InstrumentState} with the {@link io.ticktide.market.OrderBook} and its
 * {@code DepthView}s; {@code Subscribers} of a stream and the {@code Audiences} that stand among
 * them; {@link io.ticktide.distribute.Sessions}, which sends off what the wake-up brought and knows
 * whose rate ({@code DueSessions}) or heartbeat is due. {@code StreamOpener} works out where a new
 * stream begins.
 *
 * <p>Threads: everything here belongs to the I/O thread of its distributor; the feed thread only
 * wakes it.
 */
package io.ticktide.distribute;
