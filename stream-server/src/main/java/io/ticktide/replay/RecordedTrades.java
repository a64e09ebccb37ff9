package io.ticktide.replay;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.recording.RecordingCursor.Kind;
import io.ticktide.codecs.recording.Run;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.feed.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trades of one instrument as a recording has them, a page at a time. A page reads no more than
 * some millions of messages, so it may hold fewer trades than asked for, even none, and still name
 * a next one.
 *
 * <p>Owner: one thread; used once.
 */
public final class RecordedTrades {
    private static final long MOST_MESSAGES = 4_000_000;

    private final Recording recording;
    private final TradeQuery query;
    private final List<RecordedTrade> trades = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final TradeDecoder trade = new TradeDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private Instrument known;
    private TradeQuery.Place end;
    private long messages;

    private RecordedTrades(Recording recording, TradeQuery query) {
        this.recording = recording;
        this.query = query;
    }

    /**
     * What was found.
     *
     * @param instrument whose trades they are, with the decimals that they have.
     * @param trades in the order of their arrival.
     * @param next where the next page begins; null when there is none.
     * @param problems what could not be read, for people.
     */
    public record Found(
            Instrument instrument,
            List<RecordedTrade> trades,
            TradeQuery.Place next,
            List<String> problems) {}

    /**
     * Reads a page.
     *
     * @return empty when the recording has no such symbol.
     */
    public static Optional<Found> read(Recording recording, TradeQuery query) {
        return new RecordedTrades(recording, query).read();
    }

    private Optional<Found> read() {
        for (Run run : recording.runs()) {
            Instrument instrument = instrument(run);
            boolean isBehind = query.after() == null || run.number() >= query.after().run();
            if (instrument == null || end != null) {
                continue;
            }
            if (known == null || isBehind) {
                known = instrument;
            }
            if (isBehind && run.messages() > 0 && run.lastTimeNs() >= query.fromNs()) {
                readRun(run, instrument.id());
            }
        }
        return known == null
                ? Optional.empty()
                : Optional.of(new Found(known, List.copyOf(trades), end, List.copyOf(problems)));
    }

    private void readRun(Run run, int instrumentId) {
        try (RecordingCursor cursor = recording.cursor(run).skippingDamage()) {
            long from = seek(cursor, run);
            while (cursor.next()) {
                if (cursor.kind() == Kind.GAP && !cursor.damage().isEmpty()) {
                    problems.add(cursor.damage());
                }
                if (cursor.kind() != Kind.EVENT || cursor.position() <= from) {
                    continue;
                }
                if (cursor.timeNs() > query.toNs()) {
                    return;
                }
                if (trades.size() == query.limit() || messages++ >= MOST_MESSAGES) {
                    end = new TradeQuery.Place(run.number(), cursor.position() - 1);
                    return;
                }
                if (cursor.timeNs() >= query.fromNs()) {
                    take(cursor, instrumentId);
                }
            }
        }
    }

    /**
     * Goes to the last snapshot before what is wanted.
     *
     * @return messages before which nothing is wanted.
     */
    private long seek(RecordingCursor cursor, Run run) {
        if (query.after() == null || query.after().run() != run.number()) {
            // One before: events at that very time may stand before a snapshot of the same time.
            cursor.seekTime(query.fromNs() == Long.MIN_VALUE ? query.fromNs() : query.fromNs() - 1);
            return 0;
        }
        BlockRef before = null;
        for (BlockRef block : run.blocks()) {
            if (block.type() == BlockType.SNAPSHOT
                    && block.position() <= query.after().position()) {
                before = block;
            }
        }
        if (before == null) {
            cursor.seekStart();
        } else {
            cursor.seekSnapshot(before);
        }
        return query.after().position();
    }

    private void take(RecordingCursor cursor, int instrumentId) {
        int at = cursor.offset();
        if (EventHeader.templateId(cursor.buffer(), at) != TradeDecoder.TEMPLATE_ID
                || EventHeader.instrumentId(cursor.buffer(), at) != instrumentId) {
            return;
        }
        trade.wrapAndApplyHeader(cursor.buffer(), at, header);
        trades.add(
                new RecordedTrade(
                        EventHeader.tsEvent(cursor.buffer(), at),
                        EventHeader.seq(cursor.buffer(), at),
                        trade.price(),
                        trade.qty(),
                        trade.tradeId(),
                        trade.aggressor().name()));
    }

    private Instrument instrument(Run run) {
        for (Instrument one : RecordingSummary.instruments(recording, run)) {
            if (one.symbol().equals(query.symbol())) {
                return one;
            }
        }
        return null;
    }
}
