package io.ticktide.feed.replay;

/**
 * What became of the rows of a recording, over all passes of a loop: every row read is in exactly
 * one of {@link #skippedRows}, {@link #trades}, {@link #quotes}, {@link #depthDiffs}, {@link
 * #snapshots}, {@link #offBookTrades} and {@link #otherEvents}.
 *
 * <p>Owner: the feed thread, which also does the counting.
 */
public final class RecordedStats {
    private long skippedRows;
    private long outOfOrderRows;
    private long trades;
    private long quotes;
    private long depthDiffs;
    private long diffsApplied;
    private long diffsSuperseded;
    private long diffsOverflowed;
    private long snapshots;
    private long staleSnapshots;
    private long continuityBreaks;
    private long offBookTrades;
    private long otherEvents;
    private long lastBookUpdateId;
    private long passes;
    private long gaps;
    private long missedEvents;

    /** Rows left out because they were malformed or out of order. */
    public long skippedRows() {
        return skippedRows;
    }

    /** Those of {@link #skippedRows} that were sound but out of order. */
    public long outOfOrderRows() {
        return outOfOrderRows;
    }

    /** Trades told. */
    public long trades() {
        return trades;
    }

    /** Best bid and ask told. */
    public long quotes() {
        return quotes;
    }

    /** Book changes read, whether they could be applied or not. */
    public long depthDiffs() {
        return depthDiffs;
    }

    /** Book changes told on top of a snapshot. */
    public long diffsApplied() {
        return diffsApplied;
    }

    /** Book changes not told because the book already held them ({@code u <= lastUpdateId}). */
    public long diffsSuperseded() {
        return diffsSuperseded;
    }

    /** Book changes not told because too many waited for a snapshot. */
    public long diffsOverflowed() {
        return diffsOverflowed;
    }

    /** Book snapshots read. */
    public long snapshots() {
        return snapshots;
    }

    /** Book snapshots not told because the book was already newer. */
    public long staleSnapshots() {
        return staleSnapshots;
    }

    /** Times that a book change did not follow on the one before: the book was lost then. */
    public long continuityBreaks() {
        return continuityBreaks;
    }

    /** Futures trades outside the market (insurance fund, auto-deleveraging): not told. */
    public long offBookTrades() {
        return offBookTrades;
    }

    /** Recorded messages of kinds that a feed has no event for: not told. */
    public long otherEvents() {
        return otherEvents;
    }

    /** The exchange's update id of the newest book state told; 0 when none was. */
    public long lastBookUpdateId() {
        return lastBookUpdateId;
    }

    /** Times that the recording was read to its end. */
    public long passes() {
        return passes;
    }

    /** Holes told: what the recording lost, repeated or reordered, and passes that begin. */
    public long gaps() {
        return gaps;
    }

    /** Events told to be missing, over all {@link #gaps}. */
    public long missedEvents() {
        return missedEvents;
    }

    public void countSkippedRow(boolean outOfOrder) {
        skippedRows++;
        outOfOrderRows += outOfOrder ? 1 : 0;
    }

    public void countTrade() {
        trades++;
    }

    public void countQuote() {
        quotes++;
    }

    public void countDepthDiff() {
        depthDiffs++;
    }

    public void countDiffApplied(long updateId) {
        diffsApplied++;
        lastBookUpdateId = updateId;
    }

    public void countDiffSuperseded() {
        diffsSuperseded++;
    }

    public void countDiffOverflowed() {
        diffsOverflowed++;
    }

    public void countSnapshot() {
        snapshots++;
    }

    public void countSnapshotApplied(long updateId) {
        lastBookUpdateId = updateId;
    }

    public void countStaleSnapshot() {
        staleSnapshots++;
    }

    public void countContinuityBreak() {
        continuityBreaks++;
    }

    public void countOffBookTrade() {
        offBookTrades++;
    }

    public void countOtherEvent() {
        otherEvents++;
    }

    public void countPass() {
        passes++;
    }

    public void countGap(long missed) {
        gaps++;
        missedEvents += missed;
    }

    @Override
    public String toString() {
        return "trades="
                + trades
                + " quotes="
                + quotes
                + " depthDiffs="
                + depthDiffs
                + " diffsApplied="
                + diffsApplied
                + " diffsSuperseded="
                + diffsSuperseded
                + " diffsOverflowed="
                + diffsOverflowed
                + " snapshots="
                + snapshots
                + " staleSnapshots="
                + staleSnapshots
                + " continuityBreaks="
                + continuityBreaks
                + " offBookTrades="
                + offBookTrades
                + " otherEvents="
                + otherEvents
                + " skippedRows="
                + skippedRows
                + " outOfOrderRows="
                + outOfOrderRows
                + " gaps="
                + gaps
                + " missedEvents="
                + missedEvents;
    }
}
