/**
 * The newest events of every stream, kept in one bounded buffer per I/O thread, so that a client
 * can resume where it left off or ask for a range again.
 */
package io.ticktide.history;
