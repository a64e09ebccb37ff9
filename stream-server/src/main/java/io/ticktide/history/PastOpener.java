package io.ticktide.history;

/**
 * Lets streams begin in the recording. Streams that one client asks for in one go share a job.
 *
 * <p>Owner: one I/O thread.
 */
public final class PastOpener {
    private final RecordedPast past;
    private final EventHistory history;
    private PastJob gathering;
    private Object client;

    /** In what the recording has, and on in what memory has. */
    public PastOpener(RecordedPast past, EventHistory history) {
        this.past = past;
        this.history = history;
    }

    /** Whether every event since the start of the run can be had. */
    public boolean isComplete() {
        return past.isComplete();
    }

    /** A cursor from a seq on; null when too many clients are served from the recording. */
    public EventCursor fromSeq(Object ofClient, int stream, long seq) {
        if (!gather(ofClient)) {
            return null;
        }
        gathering.wantFromSeq(stream, seq);
        return new PastCursor(history, stream, gathering, seq);
    }

    /** A cursor from a time on; null when too many clients are served from the recording. */
    public EventCursor fromTime(Object ofClient, int stream, long timeNs) {
        if (!gather(ofClient)) {
            return null;
        }
        gathering.wantFromTime(stream, timeNs);
        return new PastCursor(history, stream, gathering, 0);
    }

    private boolean gather(Object ofClient) {
        if (gathering == null || !gathering.isOpen() || client != ofClient) {
            gathering = past.newJob();
            client = ofClient;
        }
        return gathering != null;
    }
}
