package io.ticktide.perf.load;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import org.agrona.DirectBuffer;

/**
 * What all clients together received.
 *
 * <p>Totals grow for ever; the window counts only messages whose event was scheduled within it, so
 * that what should have arrived is known exactly, and what arrives late is not lost to the figures.
 *
 * <p>Owner: the load thread.
 */
public final class Tally {
    private static final long CLOSED = Long.MIN_VALUE;

    private final Latencies latencies = new Latencies();
    private final Intervals intervals = new Intervals();
    private final Timeline timeline = new Timeline();
    private long messages;
    private long conflated;
    private long frames;
    private long bytes;
    private long violations;
    private String firstViolation = "";
    private long windowFromNs = CLOSED;
    private long windowToNs = CLOSED;
    private boolean timed;
    private long windowMessages;
    private long windowConflated;
    private long nowNs;
    private long lastTsEvent;
    private long lastSeq;
    private int lastInstrument;

    /**
     * Starts counting anew, messages of events that are scheduled from one moment to another.
     *
     * @param fromNs ns since the Unix epoch.
     * @param toNs ns since the Unix epoch, exclusive.
     * @param timed whether to keep histograms too; else only the timeline.
     */
    public void window(long fromNs, long toNs, boolean timed) {
        windowFromNs = fromNs;
        windowToNs = toNs;
        this.timed = timed;
        windowMessages = 0;
        windowConflated = 0;
        latencies.reset();
        intervals.restart(fromNs);
        timeline.restart(fromNs);
    }

    /** A read begins whose messages all count as received now, ns since the Unix epoch. */
    void onRead(long newNowNs, int readBytes) {
        nowNs = newNowNs;
        bytes += readBytes;
        if (timed) {
            intervals.onTime(newNowNs);
        }
    }

    void onFrame() {
        frames++;
    }

    /** Takes a message; true when it counts in the window. */
    boolean onEvent(DirectBuffer buffer, int offset, long sendTimeNs) {
        messages++;
        long merged = EventHeader.conflated(buffer, offset);
        conflated += merged;
        long tsEvent = EventHeader.tsEvent(buffer, offset);
        lastTsEvent = tsEvent;
        lastSeq = EventHeader.seq(buffer, offset);
        lastInstrument = EventHeader.instrumentId(buffer, offset);
        if (tsEvent < windowFromNs || tsEvent >= windowToNs) {
            return false;
        }
        if ((EventHeader.flags(buffer, offset) & Bits.FLAG_SNAPSHOT) != 0) {
            return false; // State from before: it was not scheduled for this client.
        }
        windowMessages++;
        windowConflated += merged;
        long latencyNs = nowNs - tsEvent;
        timeline.onEvent(tsEvent, latencyNs);
        if (timed) {
            long tsIngress = EventHeader.tsIngress(buffer, offset);
            latencies.onEvent(tsEvent, tsIngress, sendTimeNs, nowNs);
            intervals.onEvent(latencyNs);
        }
        return true;
    }

    /** A silent stream lost events without a message. */
    void onSilentlyConflated(long merged) {
        conflated += merged;
        windowConflated += merged;
    }

    void onViolation(String text) {
        violations++;
        if (firstViolation.isEmpty()) {
            firstViolation = text;
        }
    }

    /** Market-data messages so far. */
    public long messages() {
        return messages;
    }

    /** Events merged or dropped so far, as the messages say. */
    public long conflated() {
        return conflated;
    }

    /** WebSocket frames with data so far. */
    public long frames() {
        return frames;
    }

    /** Bytes read so far, frame headers and answers included. */
    public long bytes() {
        return bytes;
    }

    /** Breaches of the accounting so far; a working server has none. */
    public long violations() {
        return violations;
    }

    /** The first breach, for people; empty when there is none. */
    public String firstViolation() {
        return firstViolation;
    }

    /** When the event of the newest message was scheduled, ns since the Unix epoch; 0: none. */
    public long lastTsEvent() {
        return lastTsEvent;
    }

    /** Number of that event in its stream. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Instrument of that event. */
    public int lastInstrument() {
        return lastInstrument;
    }

    /** Messages of the window. */
    public long windowMessages() {
        return windowMessages;
    }

    /** Events merged or dropped before messages of the window. */
    public long windowConflated() {
        return windowConflated;
    }

    /** Events of the window that were delivered or accounted for. */
    public long windowEvents() {
        return windowMessages + windowConflated;
    }

    /** Histograms of the window, if it is timed. */
    public Latencies latencies() {
        return latencies;
    }

    /** Latency of the window over time, if it is timed. */
    public Intervals intervals() {
        return intervals;
    }

    /** The window's messages by the time at which they were scheduled. */
    public Timeline timeline() {
        return timeline;
    }
}
