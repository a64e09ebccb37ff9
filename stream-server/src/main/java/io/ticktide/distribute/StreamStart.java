package io.ticktide.distribute;

/**
 * Where a stream begins.
 *
 * @param kind what the other components mean.
 * @param seq RESUME: the last seq the client has; SEQ: the first event wanted.
 * @param timeNs TIME: the first event wanted is not older, ns since the Unix epoch.
 */
public record StreamStart(Kind kind, long seq, long timeNs) {
    /** How the beginning is named. */
    public enum Kind {
        /** At the present, with the newest event first. */
        SNAPSHOT,
        /** At the present, with the next event. */
        NEXT,
        /** Behind the last event that the client has. */
        RESUME,
        /** With an event of the past; the client has nothing of what was before. */
        SEQ,
        /** Behind the last event of another life of the server: nothing can be recovered. */
        OTHER_EPOCH,
        /** At a time in the past; the client has nothing of what was before. */
        TIME
    }

    public static StreamStart snapshot() {
        return new StreamStart(Kind.SNAPSHOT, 0, 0);
    }

    public static StreamStart next() {
        return new StreamStart(Kind.NEXT, 0, 0);
    }

    public static StreamStart after(long seq) {
        return new StreamStart(Kind.RESUME, seq, 0);
    }

    public static StreamStart with(long seq) {
        return new StreamStart(Kind.SEQ, Math.max(1, seq), 0);
    }

    public static StreamStart otherEpoch() {
        return new StreamStart(Kind.OTHER_EPOCH, 0, 0);
    }

    public static StreamStart at(long timeNs) {
        return new StreamStart(Kind.TIME, 0, timeNs);
    }

    /** Whether the client asked for something in the past, and so wants to hear what it got. */
    public boolean isResume() {
        return kind != Kind.SNAPSHOT && kind != Kind.NEXT;
    }

    /** Whether the client holds the state as of where it wants to go on. */
    boolean hasBase() {
        return kind == Kind.RESUME;
    }
}
