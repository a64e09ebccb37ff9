package io.ticktide.feed.replay;

import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the rows of a recording at a pace. A row is due at
 *
 * <pre>{@code start + (pace of the row - pace of the first row) / speed}</pre>
 *
 * where {@code start} is the time of the first poll; every due time is worked out from the start
 * anew, so a late poll delays rows but never moves the ones behind, and bursts stay bursts.
 *
 * <p>A loop reads the recording again and again. Each pass moves event time and pace on by the
 * pass's duration rounded up to whole minutes, so time never goes back, minute bars of different
 * passes never mix, and between two passes lies a pause of at most a minute of recorded time. A
 * further pass does not follow on the one before: it begins each stream with a gap of 1. A pass
 * that tells nothing ends the loop.
 *
 * <p>The feed's clock is the latest event time told. Memory does not depend on the recording's
 * size: one row is held ahead.
 *
 * <p>Owner: the feed thread.
 */
public final class ReplayFeed implements Feed {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayFeed.class);
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int LOGGED_BAD_ROWS = 10;
    // Past for every plausible nanoTime, and far enough from the edge that a difference fits.
    private static final long DUE_SINCE_EVER = Long.MIN_VALUE / 2;

    private final String name;
    private final List<Instrument> instruments;
    private final RowReader reader;
    private final ReplaySettings settings;
    private final RecordedStats stats;
    private final PassListener out;

    private boolean started;
    private long startNs;
    private long startPaceNs;
    private long passPaceNs;
    private long lastPaceNs;
    private long shiftNs;
    private long lastPollNs = DUE_SINCE_EVER;
    private boolean atPassStart = true;
    private boolean rowAhead;
    private long rowDueNs;
    private FeedException failure;
    private boolean ended;

    /**
     * @param fileName of the recording, for {@link #name} and messages.
     * @param instruments that the reader tells of, in the order of their ids.
     * @param reader before its first row; closed with the feed.
     * @param stats counted by the feed and, where it is about formats, by the reader.
     */
    public ReplayFeed(
            String fileName,
            List<Instrument> instruments,
            RowReader reader,
            ReplaySettings settings,
            RecordedStats stats) {
        this.name = fileName + " speed=" + settings.speed();
        this.instruments = List.copyOf(instruments);
        this.reader = reader;
        this.settings = settings;
        this.stats = stats;
        this.out = new PassListener(instruments.size(), stats);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public boolean isReplay() {
        return true;
    }

    /** What became of the rows so far. */
    public RecordedStats stats() {
        return stats;
    }

    /** Rows left out under {@link BadRowPolicy#SKIP}. */
    public long skippedRows() {
        return stats.skippedRows();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Nor are more than about {@code limit} rows read that tell nothing, so that they cannot
     * hold up the caller; the next row is due at once then.
     */
    @Override
    public int poll(MarketListener listener, long nowNs, int limit) {
        lastPollNs = nowNs;
        out.to(listener);
        long events = out.events();
        long callLimit = out.calls() + limit;
        int silent = 0;
        while (isOpen() && out.calls() < callLimit && silent <= limit) {
            if (rowAhead && rowDueNs > nowNs) {
                break;
            }
            long calls = out.calls();
            if (rowAhead) {
                reader.tell(out);
                rowAhead = false;
            }
            silent += out.calls() == calls ? 1 : 0;
            readAhead(nowNs);
        }
        int told = (int) (out.events() - events);
        if (failure != null && told == 0) {
            FeedException thrown = failure;
            close();
            throw thrown;
        }
        return told;
    }

    @Override
    public long nextDueNs() {
        if (ended) {
            return NEVER;
        }
        return rowAhead && !settings.speed().isMax() ? rowDueNs : lastPollNs;
    }

    @Override
    public long clockNs(long nowNs) {
        return out.clockNs();
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public void close() {
        ended = true;
        rowAhead = false;
        failure = null;
        reader.close();
    }

    private boolean isOpen() {
        return !ended && failure == null;
    }

    /** Reads one row; an error is kept, so that what was told before it is reported first. */
    private void readAhead(long nowNs) {
        try {
            if (reader.next()) {
                schedule(reader.paceNs(), nowNs);
            } else {
                endPass();
            }
        } catch (BadRow bad) {
            onBadRow(bad);
        } catch (FeedException broken) {
            failure = broken;
        }
    }

    private void schedule(long paceNs, long nowNs) {
        if (!started) {
            started = true;
            startNs = nowNs;
            startPaceNs = paceNs;
        }
        if (atPassStart) {
            atPassStart = false;
            passPaceNs = paceNs;
        }
        lastPaceNs = paceNs;
        rowAhead = true;
        rowDueNs = startNs + settings.speed().playedNs(paceNs + shiftNs - startPaceNs);
    }

    private void endPass() {
        stats.countPass();
        if (!settings.loop() || !out.toldAnything()) {
            LOG.info("{} ended: {}", name, stats);
            close();
            return;
        }
        long durationNs = Math.max(out.spanNs(), lastPaceNs - passPaceNs);
        shiftNs += (durationNs / MINUTE_NS + 1) * MINUTE_NS;
        out.startPass(shiftNs);
        atPassStart = true;
        reader.rewind();
    }

    private void onBadRow(BadRow bad) {
        if (settings.badRows() == BadRowPolicy.FAIL) {
            failure =
                    new FeedException(
                            bad.getMessage()
                                    + "; repair the file, or leave out and count such rows with"
                                    + " --set feed.bad-rows=skip",
                            bad);
            return;
        }
        stats.countSkippedRow(bad.isOutOfOrder());
        if (stats.skippedRows() <= LOGGED_BAD_ROWS) {
            LOG.warn("row skipped: {}", bad.getMessage());
        }
        if (stats.skippedRows() == LOGGED_BAD_ROWS) {
            LOG.warn("{}: further skipped rows are only counted", name);
        }
    }
}
