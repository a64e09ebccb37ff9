package io.ticktide.feed.recorded;

import io.ticktide.feed.GapStream;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.replay.RecordedStats;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins one instrument's book snapshots and changes as Binance documents it ("How to manage a local
 * order book correctly"):
 *
 * <pre>
 *            change: wait                        change with u &lt;= book: drop
 *              ┌────┐                                 ┌────┐
 *              │    ▼      snapshot, waiting changes  │    ▼
 *            UNKNOWN ───────────────────────────────► KNOWN ──┐ change that follows: tell
 *                ▲                                     │  ▲   │ snapshot not older: reset
 *                └─────────────────────────────────────┘  └───┘
 *                  change that does not follow: reset empty
 * </pre>
 *
 * <p>At most {@link #MAX_WAITING} changes with {@link #MAX_WAITING_LEVELS} levels wait for a
 * snapshot; beyond that the oldest are dropped and counted, for a snapshot to come fits the newest.
 * A snapshot older than the book (a slow REST answer) is dropped and counted: the book is newer.
 *
 * <p>A change that does not follow, or that comes again once the book follows the changes, is a gap
 * of 1: how many are missing cannot be told from update ids.
 *
 * <p>Owner: the feed thread.
 */
final class DepthSplice {
    static final int MAX_WAITING = 4_096;
    static final int MAX_WAITING_LEVELS = 1 << 18;

    private static final Logger LOG = LoggerFactory.getLogger(DepthSplice.class);

    private final String file;
    private final int instrumentId;
    private final RecordedStats stats;
    private final Holes holes;
    private final ArrayDeque<BookChange> waiting = new ArrayDeque<>();
    private int waitingLevels;
    private boolean known;
    private boolean bridged;
    private long bookId;
    // Whether the listener still takes the book for known.
    private boolean told;

    /**
     * @param file name of the recording, for messages.
     * @param holes where the instrument's book may have one already.
     */
    DepthSplice(String file, int instrumentId, RecordedStats stats, Holes holes) {
        this.file = file;
        this.instrumentId = instrumentId;
        this.stats = stats;
        this.holes = holes;
    }

    /** The recording starts again: what the listener has is void, but it is not told yet. */
    void restart() {
        known = false;
        waiting.clear();
        waitingLevels = 0;
    }

    /** The whole book, as of its {@code lastUpdateId}, and the changes that waited for it. */
    void onSnapshot(BookChange snapshot, long line, MarketListener listener) {
        stats.countSnapshot();
        if (known && snapshot.lastId() < bookId) {
            stats.countStaleSnapshot();
            return;
        }
        known = true;
        told = true;
        bridged = false;
        bookId = snapshot.lastId();
        stats.countSnapshotApplied(bookId);
        holes.tell(listener, instrumentId, GapStream.BOOK);
        snapshot.tell(listener, instrumentId, true);
        // A change that does not fit makes the ones behind it wait again, at the queue's end.
        for (int left = waiting.size(); left > 0; left--) {
            BookChange change = waiting.pollFirst();
            waitingLevels -= change.count();
            apply(change, line, listener);
        }
    }

    /** One change, in the order of the recording. */
    void onDiff(BookChange change, long line, MarketListener listener) {
        stats.countDepthDiff();
        apply(change, line, listener);
    }

    private void apply(BookChange change, long line, MarketListener listener) {
        if (known && change.lastId() <= bookId) {
            stats.countDiffSuperseded();
            if (bridged) {
                holes.missing(instrumentId, GapStream.BOOK, 1);
            }
            return;
        }
        if (known && !(bridged ? change.follows(bookId) : change.bridges(bookId))) {
            stats.countContinuityBreak();
            LOG.warn(
                    "{}:{}: book change U={} u={} does not follow on {}; the book is not known until"
                            + " the next snapshot",
                    file,
                    line,
                    change.firstId(),
                    change.lastId(),
                    bookId);
            known = false;
            holes.missing(instrumentId, GapStream.BOOK, 1);
        }
        if (!known) {
            await(change, listener);
            return;
        }
        bridged = true;
        bookId = change.lastId();
        stats.countDiffApplied(bookId);
        holes.tell(listener, instrumentId, GapStream.BOOK);
        change.tell(listener, instrumentId, false);
    }

    private void await(BookChange change, MarketListener listener) {
        if (told) {
            told = false;
            holes.tell(listener, instrumentId, GapStream.BOOK);
            listener.onBookStart(instrumentId, change.tsEvent(), true);
            listener.onBookEnd();
        }
        waiting.addLast(change.copy());
        waitingLevels += change.count();
        while (waiting.size() > MAX_WAITING || waitingLevels > MAX_WAITING_LEVELS) {
            waitingLevels -= waiting.pollFirst().count();
            stats.countDiffOverflowed();
        }
    }
}
