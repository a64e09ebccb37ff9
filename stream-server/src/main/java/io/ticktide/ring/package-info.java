/**
 * The ring: market events as SBE messages in the slots of a Disruptor. {@link
 * io.ticktide.ring.FeedAgent} polls the feed, {@link io.ticktide.ring.FeedIngress} is the ring's
 * one writer and numbers every stream; each I/O thread reads with a poller of its own.
 */
package io.ticktide.ring;
