package io.ticktide.cli.transfer;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.feed.Instrument;
import java.io.IOException;
import java.util.List;
import org.agrona.DirectBuffer;

/** Takes the events of a recording, run by run. Owner: the thread that exports. */
interface EventSink extends AutoCloseable {
    /** Whether it must see every event of a run, those that are not wanted too. */
    boolean needsAll();

    /** The events of a run follow. */
    void begin(Recording recording, Run run, List<Instrument> instruments) throws IOException;

    /**
     * An event.
     *
     * @param message begins at {@code offset}; not the feed's clock.
     * @param wanted false only where {@link #needsAll}.
     */
    void onEvent(DirectBuffer message, int offset, boolean wanted) throws IOException;

    /** Messages are missing here. */
    void onGap(long lost) throws IOException;

    /** Lets go of what it reads from; what it writes to is the caller's. */
    @Override
    void close();
}
