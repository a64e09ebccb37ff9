/**
 * The market as of the newest event read: the order book of an instrument, the newest message of a
 * stream, the clock by which bars close. Whoever reads the ring keeps a market of its own.
 */
package io.ticktide.market;
