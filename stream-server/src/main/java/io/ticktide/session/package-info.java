/**
 * Sessions: what one client subscribed to, what is on its way to it, and what became of every event
 * that did not reach it one by one. A client that keeps up gets each event; one that asked for a
 * lower rate, or whose socket is full, gets merged ones out of a slot per stream. Whatever happens,
 * {@code seq == previous seq + 1 + conflated} holds for every stream.
 *
 * <p>A session knows neither the dialect ({@link io.ticktide.session.Dialect}) nor the transport
 * ({@link io.ticktide.session.FrameSink}) of its endpoint.
 *
 * <p>To read it, follow an event: {@link io.ticktide.session.Session}; {@link
 * io.ticktide.session.Subscription} and the simplest of its kinds, {@link
 * io.ticktide.session.QuoteSubscription}; {@code WaitingStreams} for what cannot leave yet; {@code
 * Delivery} and {@code Outbox} on the way out. Then {@link io.ticktide.session.Audience}, the short
 * way for all who keep up.
 *
 * <p>Threads: every object here belongs to one I/O thread, that of its connection, and has no
 * locks; any thread may read {@link io.ticktide.session.DeliveryCounters}. What the sessions of a
 * thread share, such as {@link io.ticktide.session.FramePool}, belongs to that thread too.
 */
package io.ticktide.session;
