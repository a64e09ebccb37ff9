/**
 * Clients by the thousand on one thread: raw WebSocket connections that count, time and check every
 * message of a server and keep none. What they cost is subtracted from nobody's figures, so they do
 * no more than that.
 */
package io.ticktide.perf.load;
