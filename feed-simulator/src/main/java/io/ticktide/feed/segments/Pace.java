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

    void play(long nowNs) {
        anchorNs = paused ? nowNs : anchorNs;
        paused = false;
    }

    void speed(ReplaySpeed newSpeed, long nowNs, long latestNs) {
        start(nowNs, timeNs(nowNs, latestNs));
        speed = newSpeed;
    }
}
