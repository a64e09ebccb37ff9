package io.ticktide.session;

/**
 * Where a session stands in the lists of its I/O thread, so that they find it at once; the lists'
 * business.
 *
 * <p>Owner: that I/O thread.
 */
public final class Place {
    private int inList;
    private int inDueOrder = -1;
    private long heartbeatDueNs;

    Place() {}

    /** Index among all sessions. */
    public int inList() {
        return inList;
    }

    /** See {@link #inList()}. */
    public void inList(int index) {
        inList = index;
    }

    /** Index among those that are due at some time; negative when it is not. */
    public int inDueOrder() {
        return inDueOrder;
    }

    /** See {@link #inDueOrder()}. */
    public void inDueOrder(int index) {
        inDueOrder = index;
    }

    /** When its next heartbeat is due, monotonic ns. */
    public long heartbeatDueNs() {
        return heartbeatDueNs;
    }

    /** See {@link #heartbeatDueNs()}. */
    public void heartbeatDueNs(long timeNs) {
        heartbeatDueNs = timeNs;
    }
}
