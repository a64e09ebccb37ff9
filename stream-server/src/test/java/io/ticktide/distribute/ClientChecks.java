package io.ticktide.distribute;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.Received;
import io.ticktide.harness.Stream;
import io.ticktide.harness.TradeBars;
import io.ticktide.session.Channel;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Holds each message of a client against what was published. */
final class ClientChecks {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int HOLES = Bits.CAUSE_CATCHUP | Bits.CAUSE_AGE;

    private final Published published;
    private final TreeMap<Long, Received> none = new TreeMap<>();
    private final List<String> violations;

    /**
     * @param violations where to say what is wrong.
     */
    ClientChecks(Published published, List<String> violations) {
        this.published = published;
        this.violations = violations;
    }

    /**
     * @param bars every event of the candle stream, by seq.
     */
    void check(ClientStream stream, Received one, NavigableMap<Long, Received> bars) {
        long after = one.seq() - 1 - one.conflated();
        checkCause(stream, one, after);
        switch (stream.key.channel()) {
            case QUOTE -> expect(quoteOf(one).equals(fact(one)), "wrong quote", one);
            case STATUS -> {
                expect(one.body().equals(fact(one)), "wrong state", one);
                boolean merged = (one.cause() & ~Bits.CAUSE_CATCHUP) != 0;
                expect(!merged, "merged state", one);
            }
            case TRADE -> checkTrades(stream, one, after);
            case BOOK -> {
                stream.apply(one);
                checkBook(stream, one.seq());
            }
            case CANDLE -> checkBar(stream, one, after, bars == null ? none : bars);
        }
    }

    /** The client's book is the server's as of the client's seq. */
    void checkBook(ClientStream stream, long seq) {
        if (stream.bookKnown) {
            SortedMap<Long, Long> expected =
                    published.book(stream.key.instrumentId(), seq, stream.key.detail());
            if (!stream.book.equals(expected)) {
                violations.add(
                        stream.key + " at " + seq + " is " + stream.book + ", not " + expected);
            }
        }
    }

    private void checkCause(ClientStream stream, Received one, long after) {
        int possible = stream.possibleCauses;
        Stream source = new Stream(one.stream().instrumentId(), one.stream().channel(), 0);
        boolean hole = published.hasHole(source, after, one.seq());
        if (hole) {
            possible |= Bits.CAUSE_UPSTREAM;
        }
        expect((one.cause() & ~possible) == 0, "possible are only " + possible, one);
        boolean skipped = (one.cause() & Bits.CAUSE_CATCHUP) != 0;
        boolean named = (one.cause() & Bits.CAUSE_UPSTREAM) != 0;
        expect(!hole || named || skipped, "hole of the source unnamed", one);
        boolean promised = stream.recovered && stream.key.channel() != Channel.CANDLE;
        expect(
                !skipped || !promised || stream.possibleCauses != Bits.CAUSE_CATCHUP,
                "skipped after all",
                one);
    }

    private void checkTrades(ClientStream stream, Received one, long after) {
        Received.Trades body = one.trades();
        NavigableMap<Long, Object> all = published.of(one.stream());
        TradeBars.Bar expected = null;
        long seq = one.seq() + 1;
        boolean oneSecond = true;
        for (long i = 0; i < body.trades(); i++) {
            seq = all.lowerKey(seq);
            Published.TradeFact fact = (Published.TradeFact) all.get(seq);
            expected = expected == null ? fact.bar() : fact.bar().and(expected);
            oneSecond &= second(fact.timeNs()) == second(one.tsEvent());
        }
        expect(bar(body).equals(expected), "not the trades that it stands for", one);
        stream.reset |= one.hasFlag(Bits.FLAG_RESET);
        expect(oneSecond || one.hasFlag(Bits.FLAG_RESET), "across a second", one);
        if (one.hasFlag(Bits.FLAG_SNAPSHOT) || (one.cause() & HOLES) != 0) {
            return;
        }
        long inRange = all.subMap(after, false, one.seq(), true).size();
        boolean withoutSnapshot = after == stream.beganAt && body.trades() == inRange - 1;
        expect(body.trades() == inRange || withoutSnapshot, "count is not " + inRange, one);
        for (Long at : all.subMap(seq, true, one.seq(), true).keySet()) {
            Published.TradeFact fact = (Published.TradeFact) all.get(at);
            stream.expectedBars.add(fact.timeNs(), fact.bar());
        }
        stream.bars.add(one.tsEvent(), bar(body));
    }

    private void checkBar(
            ClientStream stream, Received one, long after, NavigableMap<Long, Received> bars) {
        boolean skipped = (one.cause() & Bits.CAUSE_CATCHUP) != 0;
        for (Received lost : bars.subMap(after, false, one.seq(), false).values()) {
            boolean isStart = one.hasFlag(Bits.FLAG_SNAPSHOT) && lost.seq() == stream.beganAt + 1;
            if (lost.candle().state().equals("OPEN") || isStart) {
                continue; // A snapshot stands for the newest event, even if that was a correction.
            }
            if (skipped && stream.recovered) {
                stream.owedBars.merge(lost.candle().openTimeNs(), lost.seq(), Math::max);
            }
            expect(skipped, "closed bar lost: " + lost, one);
        }
        Received full = bars.get(one.seq());
        if (full == null) {
            violations.add("bar that never was: " + one);
        } else if (!one.hasFlag(Bits.FLAG_SNAPSHOT)) {
            expect(one.candle().equals(full.candle()), "not the bar " + full, one);
        }
        Long owed = stream.owedBars.get(one.candle().openTimeNs());
        if (owed != null && owed <= one.seq()) {
            stream.owedBars.remove(one.candle().openTimeNs());
        }
    }

    private Object fact(Received one) {
        return published.of(one.stream()).get(one.seq());
    }

    private static Object quoteOf(Received one) {
        return one.quote().bidPx();
    }

    private static TradeBars.Bar bar(Received.Trades body) {
        return new TradeBars.Bar(
                body.firstPx(),
                body.highPx(),
                body.lowPx(),
                body.lastPx(),
                body.volume(),
                body.buyVolume(),
                body.notional(),
                body.trades());
    }

    private static long second(long timeNs) {
        return Math.floorDiv(timeNs, SECOND_NS);
    }

    private void expect(boolean kept, String otherwise, Received one) {
        if (!kept) {
            violations.add(otherwise + ": " + one);
        }
    }
}
