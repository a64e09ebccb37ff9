/**
 * Sessions: what one client subscribed to, what is on its way to it, and what became of every event
 * that did not reach it one by one. A client that keeps up gets each event; one that asked for a
 * lower rate, or whose socket is full, gets merged ones out of a slot per stream. Whatever happens,
 * {@code seq == previous seq + 1 + conflated} holds for every stream.
 *
 * <p>A session knows neither the dialect ({@link io.ticktide.session.Dialect}) nor the transport
 * ({@link io.ticktide.session.FrameSink}) of its endpoint. Every object here belongs to one I/O
 * thread.
 */
package io.ticktide.session;
