package io.ticktide.record;

import io.ticktide.codecs.recording.RecordingWriter;
import java.io.IOException;

/** Something that is ready to be written. Owner: the thread that writes. */
interface Part {
    /**
     * Writes it, or what is left of it after an attempt that failed.
     *
     * @param nowNs of the wall clock, for a segment that begins with it; ns since the Unix epoch.
     */
    void write(RecordingWriter writer, long nowNs) throws IOException;
}
