/**
 * {@code ticktide bench}: runs a server, a floor and peers in turn, each as a process on the
 * server's core, loads them from another core, and puts their figures side by side.
 */
package io.ticktide.perf.bench;
