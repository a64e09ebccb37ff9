package io.ticktide.history;

import io.ticktide.codecs.EventHeader;
import org.agrona.DirectBuffer;

/**
 * Walks a stream from the recording into memory: chunks of a {@link PastJob} until the {@link
 * EventHistory} has what comes next, then that.
 *
 * <p>Owner: that of the history.
 */
final class PastCursor implements EventCursor {
    /** Looks at the end of the recording before it is given up; the recorder is never so late. */
    private static final int MOST_EMPTY_CHUNKS = 2_000;

    private final EventHistory history;
    private final int stream;
    private final PastJob job;
    private long nextSeq;
    private HistoryCursor tail;
    private int generation;
    private int index = PastChunk.NONE;
    private PastChunk chunk;
    private boolean registered;
    private boolean waiting;
    private boolean joined;
    private int emptyChunks;

    /**
     * @param nextSeq first seq wanted; 0 when it is the job that knows by the time.
     */
    PastCursor(EventHistory history, int stream, PastJob job, long nextSeq) {
        this.history = history;
        this.stream = stream;
        this.job = job;
        this.nextSeq = nextSeq;
    }

    @Override
    public boolean hasNext() {
        if (tail == null) {
            look();
        }
        if (tail == null && index != PastChunk.NONE && seq() > history.newestSeq(stream)) {
            join(); // A recording that is replayed knows more than was told yet.
        }
        return tail != null ? tail.hasNext() : index != PastChunk.NONE;
    }

    @Override
    public boolean isLoading() {
        return tail == null;
    }

    @Override
    public long newestSeq() {
        return history.newestSeq(stream);
    }

    @Override
    public DirectBuffer buffer() {
        return tail != null ? tail.buffer() : chunk.messages();
    }

    @Override
    public int offset() {
        return tail != null ? tail.offset() : chunk.offset(index);
    }

    @Override
    public int length() {
        return tail != null ? tail.length() : chunk.length(index);
    }

    @Override
    public long seq() {
        return EventHeader.seq(buffer(), offset());
    }

    @Override
    public void advance() {
        if (tail != null) {
            tail.advance();
            return;
        }
        nextSeq = seq() + 1;
        index = chunk.next(index);
    }

    @Override
    public boolean hasJoined() {
        boolean now = joined;
        joined = false;
        return now;
    }

    @Override
    public void close() {
        if (tail == null) {
            join();
        }
    }

    private void look() {
        if (index != PastChunk.NONE) {
            return;
        }
        if (!registered) {
            if (job.isOpen()) {
                registered = true;
                job.join(); // The others of the job do so in this turn, too.
            } else {
                join();
            }
            return;
        }
        if (waiting) {
            PastChunk newest = job.current();
            if (job.generation() == generation) {
                if (job.isFailed()) {
                    join();
                }
                return;
            }
            waiting = false;
            generation = job.generation();
            chunk = newest;
            index = chunk.first(stream);
            emptyChunks = chunk.isEmpty() ? emptyChunks + 1 : 0;
            if (index != PastChunk.NONE) {
                return;
            }
        }
        boolean isKept = history.coveredFrom(stream) > 0 && history.coveredFrom(stream) <= nextSeq;
        boolean isThrough = chunk != null && chunk.isEnded() && history.newestSeq(stream) < nextSeq;
        if (isKept || isThrough || emptyChunks > MOST_EMPTY_CHUNKS || job.isFailed()) {
            join();
        } else {
            waiting = true;
            job.done();
        }
    }

    /** Goes on in memory. */
    private void join() {
        tail = new HistoryCursor(history, stream, Math.max(1, nextSeq));
        joined = true;
        if (registered) {
            job.leave(waiting);
        }
    }
}
