/**
 * What others would write in an afternoon, for the same ticks: one send per client and tick with a
 * well-known library. Each runs as a process of its own, and stands beside our figure as the floor
 * does.
 */
package io.ticktide.perf.peer;
