/**
 * {@code ticktide bench}: runs a server and a floor, each as a process on a core of its own, loads
 * them in turn from another core, and puts their figures side by side.
 */
package io.ticktide.perf.bench;
