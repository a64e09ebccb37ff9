/**
 * Replays what a server recorded: {@link io.ticktide.feed.segments.SegmentFeed} tells the messages
 * of a recording again, with their numbers, when they are due. The files themselves are read by
 * {@code io.ticktide.codecs.recording}.
 */
package io.ticktide.feed.segments;
