package io.ticktide.history;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.recording.RecordingCursor.Kind;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.Run;
import java.util.concurrent.RejectedExecutionException;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2LongHashMap.EntryIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the past of some streams of one client from the recording, in one pass and chunk by chunk;
 * the next chunk is read when every stream is through with the one before.
 *
 * <pre>
 *   I/O thread   want ──► request ─────────────────► chunk() ──► request …
 *   reader                          load ──► ready
 * </pre>
 *
 * <p>Owner: the I/O thread; {@link #load} runs on the reader's thread, one at a time.
 */
final class PastJob {
    private static final Logger LOG = LoggerFactory.getLogger(PastJob.class);
    private static final int CHUNK_BYTES = 1 << 20;
    private static final long ABSENT = Long.MIN_VALUE;

    private final RecordedPast past;
    private final Long2LongHashMap fromSeqs = new Long2LongHashMap(ABSENT);
    private final Long2LongHashMap fromTimes = new Long2LongHashMap(ABSENT);
    private int readers;
    private int waiting;
    private boolean started;
    private PastChunk current;
    private int generation;

    /** Handed over by the reader, taken by the I/O thread. */
    private volatile PastChunk ready;

    /** Written by the reader: there will be no chunk any more. */
    private volatile boolean failed;

    /** Written by the I/O thread: nobody reads on. */
    private volatile boolean cancelled;

    // Of the reader's thread, which sees what the I/O thread wrote before it asked.
    private Recording recording;
    private RecordingCursor cursor;
    private boolean messageLeft;

    PastJob(RecordedPast past) {
        this.past = past;
    }

    /** Whether streams can still be added. */
    boolean isOpen() {
        return !started;
    }

    /** Adds a stream from a seq on. */
    void wantFromSeq(int stream, long seq) {
        fromSeqs.put(stream, seq);
    }

    /** Adds a stream from a time on. */
    void wantFromTime(int stream, long timeNs) {
        fromTimes.put(stream, timeNs);
    }

    /**
     * A stream is about to read; those that share the job do so in one turn, before any of them is
     * {@link #done}.
     */
    void join() {
        readers++;
    }

    /** Number of the present chunk; 0 before the first. */
    int generation() {
        return generation;
    }

    /** The present chunk; null before the first. */
    PastChunk current() {
        takeReady();
        return current;
    }

    boolean isFailed() {
        return failed;
    }

    /** A stream is through with the present chunk, and needs the next. */
    void done() {
        waiting++;
        askIfAllWait();
    }

    /** A stream needs nothing more; whether it was waiting for the next chunk. */
    void leave(boolean wasWaiting) {
        readers--;
        waiting -= wasWaiting ? 1 : 0;
        if (readers == 0) {
            cancelled = true;
            if (started) {
                ask(); // So that the reader closes what it holds.
                past.ended();
            }
        } else {
            askIfAllWait();
        }
    }

    private void askIfAllWait() {
        if (waiting == readers && !failed) {
            if (!started) {
                started = true;
                past.began();
            }
            waiting = 0;
            ask();
        }
    }

    private void ask() {
        try {
            past.reader().execute(this::load);
        } catch (RejectedExecutionException e) {
            failed = true; // Too much is asked of the reader, or the server ends.
        }
    }

    private void takeReady() {
        PastChunk chunk = ready;
        if (chunk != null) {
            ready = null;
            current = chunk;
            generation++;
        }
    }

    /** Reads the next chunk; on the reader's thread. */
    private void load() {
        try {
            if (cancelled) {
                close();
                return;
            }
            if (cursor == null) {
                open();
            }
            ready = fill(new PastChunk(CHUNK_BYTES));
        } catch (RecordingException e) {
            LOG.warn("the past cannot be read from the recording: {}", e.getMessage());
            failed = true;
            close();
        }
    }

    private void open() {
        recording = Recording.open(past.path());
        Run run = past.run(recording);
        cursor = recording.cursor(run).skippingDamage();
        long earliestNs = Long.MAX_VALUE;
        EntryIterator times = fromTimes.entrySet().iterator();
        while (times.hasNext()) {
            times.next();
            earliestNs = Math.min(earliestNs, times.getLongValue());
        }
        if (fromSeqs.isEmpty() && earliestNs != Long.MAX_VALUE) {
            cursor.seekTime(earliestNs - 1);
        }
    }

    private PastChunk fill(PastChunk chunk) {
        while (messageLeft || nextMessage()) {
            messageLeft = false;
            if (cursor.kind() != Kind.EVENT) {
                continue;
            }
            DirectBuffer buffer = cursor.buffer();
            int offset = cursor.offset();
            int stream = past.streams().of(buffer, offset);
            if (stream < 0 || !isWanted(stream, buffer, offset)) {
                continue;
            }
            if (!chunk.hasRoom(cursor.length())) {
                messageLeft = true;
                return chunk;
            }
            chunk.add(stream, buffer, offset, cursor.length());
        }
        chunk.end();
        return chunk;
    }

    private boolean nextMessage() {
        if (cursor.next()) {
            return true;
        }
        if (!recording.refresh()) {
            return false;
        }
        cursor.follow(past.run(recording));
        return cursor.next();
    }

    private boolean isWanted(int stream, DirectBuffer buffer, int offset) {
        long seq = fromSeqs.get(stream);
        if (seq != ABSENT) {
            return EventHeader.seq(buffer, offset) >= seq;
        }
        long timeNs = fromTimes.get(stream);
        return timeNs != ABSENT && EventHeader.tsEvent(buffer, offset) >= timeNs;
    }

    private void close() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        recording = null;
    }
}
