/**
 * The least that a server on this Java and this kernel can do: bytes made beforehand, written to
 * sockets by schedule, without a protocol, sessions, accounting or a second thread. Every figure of
 * ours stands beside what this one reaches in the same run.
 */
package io.ticktide.perf.floor;
