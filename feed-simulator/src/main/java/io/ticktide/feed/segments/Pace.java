package io.ticktide.feed.segments;

import io.ticktide.feed.replay.ReplaySpeed;

/**
 * When a recording's times are due:
 *
 * <pre>{@code due = anchor + (time - time of the anchor) / speed}</pre>
 *
 * in whole ns, always from the anchor, so nothing adds up however long it plays. The anchor moves
 * only when somebody pauses, changes the speed, seeks, or a pause of events is jumped over.
 *
 * <p>Owner: the feed thread.
 */
final class Pace {
    private ReplaySpeed speed;
    private long anchorNs;
    private long anchorTimeNs;
    private boolean paused;
    private boolean stepping;
    private boolean stepHasEvent;
    private long stepNs;

    Pace(ReplaySpeed speed) {
        this.speed = speed;
    }

    ReplaySpeed speed() {
        return speed;
    }

    boolean isPaused() {
        return paused;
    }

    /** From {@code nowNs} on it plays from a time of the recording. */
    void start(long nowNs, long timeNs) {
        stepping = false;
        anchorNs = nowNs;
        anchorTimeNs = timeNs;
    }

    /** When a time of the recording is due; at once when it is before the anchor. */
    long dueNs(long timeNs) {
        return anchorNs + speed.playedNs(Math.max(0, timeNs - anchorTimeNs));
    }

    /** The time after a pause of events is due when the one before it was. */
    void jump(long beforeNs, long afterNs) {
        anchorNs = dueNs(beforeNs);
        anchorTimeNs = afterNs;
    }

    /**
     * Which time of the recording plays.
     *
     * @param latestNs not later than this, which is also what plays as fast as it can.
     */
    long timeNs(long nowNs, long latestNs) {
        if (paused) {
            return anchorTimeNs;
        }
        if (speed.isMax()) {
            return Math.max(anchorTimeNs, latestNs);
        }
        long playedNs = Math.max(0, nowNs - anchorNs);
        return Math.max(
                anchorTimeNs, Math.min(latestNs, anchorTimeNs + speed.recordedNs(playedNs)));
    }

    void pause(long nowNs, long latestNs) {
        start(nowNs, timeNs(nowNs, latestNs));
        paused = true;
    }

    /** While it is paused: one event time more is due. */
    void step() {
        stepping = paused;
        stepHasEvent = false;
    }

    boolean isStepping() {
        return stepping;
    }

    /**
     * Whether a message is due while it is paused: those up to the next event, and all of that
     * event's time; however long only the clock ticks before it.
     */
    boolean isOfStep(long timeNs, boolean isEvent, long nowNs) {
        if (!stepping) {
            return false;
        }
        if (!stepHasEvent) {
            stepHasEvent = isEvent;
            stepNs = timeNs;
            return true;
        }
        if (timeNs > stepNs) {
            start(nowNs, stepNs);
        }
        return stepping;
    }

    void play(long nowNs) {
        stepping = false;
        anchorNs = paused ? nowNs : anchorNs;
        paused = false;
    }

    void speed(ReplaySpeed newSpeed, long nowNs, long latestNs) {
        start(nowNs, timeNs(nowNs, latestNs));
        speed = newSpeed;
    }
}
