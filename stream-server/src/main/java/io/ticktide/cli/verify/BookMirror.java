package io.ticktide.cli.verify;

import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.Side;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A book as its stream tells it.
 *
 * <p>Owner: the thread that reads the connection.
 */
final class BookMirror {
    /** States kept to be compared with what the server tells of one of them later. */
    private static final int KEPT_STATES = 4_096;

    private final TreeMap<Long, Long> bids = new TreeMap<>(Collections.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private final Map<Long, String> states = new LinkedHashMap<>();
    private boolean started;
    private boolean keepsStates;

    /** All levels, anew. */
    void onSnapshot(BookSnapshotDecoder snapshot) {
        bids.clear();
        asks.clear();
        started = true;
        for (BookSnapshotDecoder.BidsDecoder level : snapshot.bids()) {
            bids.put(level.price(), level.qty());
        }
        for (BookSnapshotDecoder.AsksDecoder level : snapshot.asks()) {
            asks.put(level.price(), level.qty());
        }
    }

    /**
     * Levels that changed.
     *
     * @param isReset whether all others are void.
     */
    void onDelta(BookDeltaDecoder delta, boolean isReset) {
        if (isReset) {
            bids.clear();
            asks.clear();
            started = true;
        }
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            TreeMap<Long, Long> side = level.side() == Side.BUY ? bids : asks;
            if (level.qty() == 0) {
                side.remove(level.price());
            } else {
                side.put(level.price(), level.qty());
            }
        }
    }

    /** Whether it ever got a state to begin with. */
    boolean isStarted() {
        return started;
    }

    /** Whether the best bid is not below the best ask. */
    boolean isCrossed() {
        return !bids.isEmpty() && !asks.isEmpty() && bids.firstKey() >= asks.firstKey();
    }

    /** Levels of the deeper side. */
    int depth() {
        return Math.max(bids.size(), asks.size());
    }

    /** "best bid / best ask", mantissas. */
    String best() {
        return (bids.isEmpty() ? "-" : bids.firstKey())
                + " / "
                + (asks.isEmpty() ? "-" : asks.firstKey());
    }

    /** From now on the newest states are kept. */
    void keepStates() {
        keepsStates = true;
    }

    /** The event with this seq is complete. */
    void onEvent(long seq, int levels, int priceScale, int qtyScale) {
        if (!keepsStates) {
            return;
        }
        states.put(seq, text(levels, priceScale, qtyScale));
        if (states.size() > KEPT_STATES) {
            states.remove(states.keySet().iterator().next());
        }
    }

    /** The best levels as of an event, if they are known; else null. */
    String state(long seq) {
        return states.get(seq);
    }

    /** The best levels, "price x qty" each, bids before asks. */
    String text(int levels, int priceScale, int qtyScale) {
        StringBuilder text = new StringBuilder(levels * 48);
        append(text, bids, levels, priceScale, qtyScale);
        text.append(" | ");
        append(text, asks, levels, priceScale, qtyScale);
        return text.toString();
    }

    private static void append(
            StringBuilder text, Map<Long, Long> side, int levels, int priceScale, int qtyScale) {
        int left = levels;
        for (Map.Entry<Long, Long> level : side.entrySet()) {
            if (left-- == 0) {
                return;
            }
            text.append(Decimals.formatPlain(level.getKey(), priceScale))
                    .append(" x ")
                    .append(Decimals.formatPlain(level.getValue(), qtyScale))
                    .append(", ");
        }
    }
}
