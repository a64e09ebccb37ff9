/**
 * The composition root: {@link io.ticktide.server.StreamServer} builds the stages, ties them
 * together and is the only place that starts threads.
 */
package io.ticktide.server;
