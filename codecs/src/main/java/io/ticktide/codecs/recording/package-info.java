/**
 * The file format of recordings: segments of the ring's messages in blocks with checksums, an index
 * by time, recovery of a torn tail. PROTOCOL.md, "Recordings", has every field. Knows nothing of
 * feeds, books or bars: what a snapshot holds is up to whoever writes it.
 */
package io.ticktide.codecs.recording;
