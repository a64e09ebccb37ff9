package io.ticktide.replay;

import io.ticktide.candles.BarHistory;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.BlockReader;
import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.Run;
import io.ticktide.codecs.sbe.BarState;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.feed.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Bars as they stood at a moment of a recording: closed ones from its blocks of bars, walked back
 * from the last snapshot before that moment; what happened since from the snapshot's open bars and
 * the events behind it. So a question costs some blocks of bars and at most one stretch between two
 * snapshots, however long the recording is.
 *
 * <pre>
 *   … BARS … BARS … SNAPSHOT ─ events ─► moment
 *      ◄──── walked back ────┘  └─ replayed ─┘
 * </pre>
 *
 * <p>Of several runs the newest that had begun counts; older ones give what was before its bars.
 *
 * <p>Owner: one thread; used once.
 */
public final class RecordedBars {
    private final Recording recording;
    private final BarQuery query;
    private final CandleDecoder candle = new CandleDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<String> problems = new ArrayList<>();

    private RecordedBars(Recording recording, BarQuery query) {
        this.recording = recording;
        this.query = query;
    }

    /**
     * What was found.
     *
     * @param instrument whose bars they are, with the decimals that they have.
     * @param bars {@code Candle} messages, oldest first.
     * @param problems what could not be read, for people.
     */
    public record Found(Instrument instrument, List<UnsafeBuffer> bars, List<String> problems) {}

    /**
     * Reads bars.
     *
     * @return empty when the recording has no such symbol.
     */
    public static Optional<Found> read(Recording recording, BarQuery query) {
        return new RecordedBars(recording, query).read();
    }

    private Optional<Found> read() {
        NavigableMap<Long, UnsafeBuffer> bars = new TreeMap<>();
        Instrument known = null;
        for (int i = recording.runs().size() - 1; i >= 0 && wantsOlder(bars); i--) {
            Run run = recording.runs().get(i);
            Instrument instrument = instrument(run);
            boolean hasBegun = i == 0 || run.firstTimeNs() <= query.asOfNs();
            if (instrument == null || !hasBegun) {
                continue;
            }
            if (known != null && !sameDecimals(known, instrument)) {
                break;
            }
            known = instrument;
            NavigableMap<Long, UnsafeBuffer> older = ofRun(run, instrument);
            bars.putAll(bars.isEmpty() ? older : older.headMap(bars.firstKey(), false));
        }
        if (known == null) {
            known = anyInstrument();
        }
        if (known == null) {
            return Optional.empty();
        }
        List<UnsafeBuffer> wanted = new ArrayList<>(wanted(bars, query.fromNs()).values());
        int from = Math.max(0, wanted.size() - query.limit());
        return Optional.of(
                new Found(known, List.copyOf(wanted.subList(from, wanted.size())), problems));
    }

    private boolean wantsOlder(NavigableMap<Long, UnsafeBuffer> bars) {
        return bars.isEmpty()
                || (wanted(bars, query.fromNs()).size() < query.limit()
                        && bars.firstKey() > query.fromNs());
    }

    /** Those of the bars that open between a time and the latest that is wanted. */
    private NavigableMap<Long, UnsafeBuffer> wanted(
            NavigableMap<Long, UnsafeBuffer> bars, long fromNs) {
        return fromNs > query.lastNs()
                ? new TreeMap<>()
                : bars.subMap(fromNs, true, query.lastNs(), true);
    }

    private NavigableMap<Long, UnsafeBuffer> ofRun(Run run, Instrument instrument) {
        NavigableMap<Long, UnsafeBuffer> bars = new TreeMap<>();
        int snapshot = snapshotBefore(run.blocks());
        try (BlockReader reader = recording.reader()) {
            boolean isDone = false;
            for (int i = snapshot - 1; i >= 0 && !isDone; i--) {
                BlockRef block = run.blocks().get(i);
                if (block.type() == BlockType.BARS
                        && block.detail() == query.interval().ordinal()) {
                    isDone =
                            block.lastTimeNs() < query.fromNs()
                                    || takeBlock(reader, block, instrument.id(), bars);
                }
            }
        }
        new BarTail(recording, run, instrument, query).addTo(bars, problems);
        return bars;
    }

    /** The last snapshot of which every event counts; -1 when there is none. */
    private int snapshotBefore(List<BlockRef> blocks) {
        int index = blocks.size() - 1;
        while (index >= 0
                && (blocks.get(index).type() != BlockType.SNAPSHOT
                        || blocks.get(index).lastTimeNs() > query.asOfNs())) {
            index--;
        }
        return index;
    }

    /**
     * Takes the bars of a block that no later block told better.
     *
     * @return whether no earlier block can have a bar that is wanted.
     */
    private boolean takeBlock(
            BlockReader reader,
            BlockRef block,
            int instrumentId,
            NavigableMap<Long, UnsafeBuffer> bars) {
        UnsafeBuffer content;
        try {
            content = reader.read(block);
        } catch (RecordingException e) {
            problems.add(e.getMessage());
            return false;
        }
        NavigableMap<Long, UnsafeBuffer> told = new TreeMap<>();
        long oldestClosedNs = Long.MAX_VALUE;
        for (int i = 0; i < block.count(); i++) {
            int at = i * BarHistory.BAR_BYTES;
            if (EventHeader.instrumentId(content, at) == instrumentId) {
                candle.wrapAndApplyHeader(content, at, header);
                told.put(candle.openTime(), copy(content, at));
                if (candle.state() == BarState.CLOSED) {
                    oldestClosedNs = Math.min(oldestClosedNs, candle.openTime());
                }
            }
        }
        told.forEach(bars::putIfAbsent);
        // Bars close in the order of their times: before these all are older.
        return oldestClosedNs != Long.MAX_VALUE
                && (oldestClosedNs <= query.fromNs()
                        || wanted(bars, oldestClosedNs).size() >= query.limit());
    }

    static UnsafeBuffer copy(DirectBuffer from, int at) {
        byte[] bytes = new byte[BarHistory.BAR_BYTES];
        from.getBytes(at, bytes);
        return new UnsafeBuffer(bytes);
    }

    private Instrument instrument(Run run) {
        for (Instrument one : RecordingSummary.instruments(recording, run)) {
            if (one.symbol().equals(query.symbol())) {
                return one;
            }
        }
        return null;
    }

    private Instrument anyInstrument() {
        for (Run run : recording.runs()) {
            Instrument found = instrument(run);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static boolean sameDecimals(Instrument one, Instrument other) {
        return one.priceScale() == other.priceScale() && one.qtyScale() == other.qtyScale();
    }
}
