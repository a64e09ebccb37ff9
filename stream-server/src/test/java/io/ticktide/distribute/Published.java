package io.ticktide.distribute;

import io.ticktide.feed.GapStream;
import io.ticktide.feed.Side;
import io.ticktide.harness.Stream;
import io.ticktide.harness.TradeBars;
import io.ticktide.ring.FeedIngress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Tells a ring random events and remembers, by seq, what a client may expect to hear of them. */
final class Published {
    /** A trade, and the second it counts for. */
    record TradeFact(long timeNs, TradeBars.Bar bar) {}

    private static final List<String> STATES = List.of("UNKNOWN", "OPEN", "HALT", "CLOSED");
    private static final int LEVELS = 14;

    private final FeedIngress ingress;
    private final Random random;
    private final Map<Stream, NavigableMap<Long, Object>> events = new HashMap<>();
    private final Map<Stream, TreeMap<Long, Long>> holes = new HashMap<>();
    private final Map<Stream, Long> missed = new HashMap<>();
    private long lastTradeId;

    Published(FeedIngress ingress, Random random) {
        this.ingress = ingress;
        this.random = random;
    }

    /** What was told of a stream, by seq; of a book its levels as they were then. */
    NavigableMap<Long, Object> of(Stream stream) {
        return events.computeIfAbsent(stream, key -> new TreeMap<>());
    }

    /** Seq of the newest event; 0 before the first. */
    long newestSeq(Stream stream) {
        return of(stream).isEmpty() ? 0 : of(stream).lastKey();
    }

    /** Whether the source lost events of a stream between two seqs, both exclusive of the first. */
    boolean hasHole(Stream stream, long after, long to) {
        return holes
                .computeIfAbsent(stream, key -> new TreeMap<>())
                .subMap(after + 1, false, Math.max(after + 1, to), true)
                .values()
                .stream()
                .anyMatch(hole -> hole > 0);
    }

    /** The book after an event, its best levels only: bids by price, asks by negative price. */
    SortedMap<Long, Long> book(int instrumentId, long seq, int depth) {
        SortedMap<Long, Long> all = levels(Stream.book(instrumentId, 0), seq);
        if (depth == 0) {
            return all;
        }
        TreeMap<Long, Long> best = new TreeMap<>();
        int asks = 0;
        // Both sides have their best level where the keys are the largest.
        for (Long key : new TreeMap<>(all).descendingKeySet()) {
            int bids = best.size() - asks;
            if (key > 0 ? bids < depth : asks < depth) {
                best.put(key, all.get(key));
                asks += key < 0 ? 1 : 0;
            }
        }
        return best;
    }

    void quote(int instrumentId, long timeNs) {
        long seq = next(Stream.quote(instrumentId));
        ingress.onQuote(instrumentId, timeNs, 1_000 + seq, 1, 1_001 + seq, 2);
        of(Stream.quote(instrumentId)).put(seq, 1_000 + seq);
    }

    void trade(int instrumentId, long timeNs) {
        long seq = next(Stream.trade(instrumentId));
        long price = 1L + random.nextInt(1_000);
        long qty = 1L + random.nextInt(1_000);
        boolean buy = random.nextBoolean();
        byte side = buy ? Side.BUY : Side.SELL;
        ingress.onTrade(instrumentId, timeNs, price, qty, ++lastTradeId, side);
        TradeBars.Bar bar =
                new TradeBars.Bar(price, price, price, price, qty, buy ? qty : 0, price * qty, 1);
        of(Stream.trade(instrumentId)).put(seq, new TradeFact(timeNs, bar));
    }

    void status(int instrumentId, long timeNs) {
        long seq = next(Stream.status(instrumentId));
        int state = random.nextInt(STATES.size());
        ingress.onStatus(instrumentId, timeNs, (byte) state);
        of(Stream.status(instrumentId)).put(seq, STATES.get(state));
    }

    void book(int instrumentId, long timeNs) {
        Stream stream = Stream.book(instrumentId, 0);
        boolean reset = random.nextInt(40) == 0;
        SortedMap<Long, Long> levels = new TreeMap<>();
        if (!reset) {
            levels.putAll(levels(stream, newestSeq(stream)));
        }
        long seq = next(stream);
        ingress.onBookStart(instrumentId, timeNs, reset);
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            boolean bid = random.nextBoolean();
            long price = 100L + (bid ? -1L : 1L) * (1 + random.nextInt(LEVELS));
            long qty = random.nextInt(3);
            ingress.onBookLevel(bid ? Side.BUY : Side.SELL, price, qty);
            if (qty == 0) {
                levels.remove(bid ? price : -price);
            } else {
                levels.put(bid ? price : -price, qty);
            }
        }
        ingress.onBookEnd();
        of(stream).put(seq, levels);
    }

    void gap(int instrumentId) {
        long lost = 1L + random.nextInt(3);
        switch (random.nextInt(3)) {
            case 0 -> gap(Stream.quote(instrumentId), GapStream.QUOTE, lost);
            case 1 -> gap(Stream.trade(instrumentId), GapStream.TRADE, lost);
            default -> gap(Stream.book(instrumentId, 0), GapStream.BOOK, lost);
        }
    }

    private void gap(Stream stream, byte kind, long lost) {
        ingress.onGap(stream.instrumentId(), kind, lost);
        missed.merge(stream, lost, Long::sum);
    }

    private long next(Stream stream) {
        Long hole = missed.remove(stream);
        long seq = newestSeq(stream) + 1 + (hole == null ? 0 : hole);
        holes.computeIfAbsent(stream, key -> new TreeMap<>()).put(seq, hole == null ? 0 : hole);
        return seq;
    }

    @SuppressWarnings("unchecked")
    private SortedMap<Long, Long> levels(Stream stream, long seq) {
        Map.Entry<Long, Object> then = of(stream).floorEntry(seq);
        return then == null ? new TreeMap<>() : (SortedMap<Long, Long>) then.getValue();
    }
}
