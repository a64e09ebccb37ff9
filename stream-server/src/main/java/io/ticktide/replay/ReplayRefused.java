package io.ticktide.replay;

/** Why a replay cannot be opened, for the client. */
public final class ReplayRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of reason it is. */
    public enum Reason {
        /** There is no recording of that name on offer; the text is the name. */
        UNKNOWN,
        /** It is damaged, or may not be read. */
        UNREADABLE,
        /** The time is not within the recording. */
        OUT_OF_RANGE,
        /** The server is shutting down. */
        BUSY
    }

    private final Reason reason;

    ReplayRefused(Reason reason, String text) {
        super(text, null, false, false);
        this.reason = reason;
    }

    /** A recording that is damaged; why, with paths of this machine, is not for clients. */
    public static ReplayRefused unreadable() {
        return new ReplayRefused(
                Reason.UNREADABLE, "the recording cannot be read; the server's log says why");
    }

    public Reason reason() {
        return reason;
    }
}
