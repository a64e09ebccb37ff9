/**
 * Distribution: one {@link io.ticktide.distribute.Distributor} per I/O thread reads the ring, keeps
 * the state of every instrument and hands each event to the sessions of its thread that subscribe
 * to its stream. All distributors see the same events in the same order, so their states are equal
 * and no price crosses threads twice.
 */
package io.ticktide.distribute;
