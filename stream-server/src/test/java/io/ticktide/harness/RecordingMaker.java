package io.ticktide.harness;

import io.ticktide.candles.BarHistory;
import io.ticktide.candles.BarInterval;
import io.ticktide.candles.InstrumentBars;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.EventDigest;
import io.ticktide.codecs.recording.RecordingWriter;
import io.ticktide.codecs.recording.RunHeader;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.codecs.sbe.InstrumentDefinitionEncoder;
import io.ticktide.codecs.sbe.InstrumentKind;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.feed.Instrument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes a recording of trades by hand, with its bars and snapshots. */
public final class RecordingMaker implements AutoCloseable {
    private static final int TRADE_BYTES =
            MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH;
    private static final int MOST_BARS = 10_000;

    private final RecordingWriter writer;
    private final InstrumentBars[] bars;
    private final Map<BarInterval, List<byte[]>> closed = new EnumMap<>(BarInterval.class);
    private final long[] seqs;
    private final ByteBuffer content = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private int count;
    private long digest;
    private long firstNs;
    private long lastNs = Long.MIN_VALUE;

    public RecordingMaker(Path directory, List<Instrument> instruments, long epochNs) {
        ExpandableArrayBuffer definitions = new ExpandableArrayBuffer();
        int length = 0;
        for (Instrument instrument : instruments) {
            length += define(instrument, definitions, length);
        }
        RunHeader run =
                new RunHeader(epochNs, 0, definitions, length, instruments.size(), "{\"a\":1}");
        writer = RecordingWriter.open(directory, WriterSettings.DEFAULTS, run, epochNs);
        seqs = new long[instruments.size()];
        bars = new InstrumentBars[instruments.size()];
        for (Instrument one : instruments) {
            int scale = one.priceScale() + one.qtyScale();
            bars[one.id()] = new InstrumentBars(one.id(), scale, MOST_BARS, this::onBar);
        }
    }

    /** One trade; its number is its trade id, too. */
    public RecordingMaker trade(int instrumentId, long timeNs, long price, long qty) {
        long seq = ++seqs[instrumentId];
        UnsafeBuffer at = new UnsafeBuffer(content, content.position(), TRADE_BYTES);
        TradeEncoder trade =
                new TradeEncoder().wrapAndApplyHeader(at, 0, new MessageHeaderEncoder());
        trade.ev().tsEvent(timeNs).tsIngress(timeNs).seq(seq).instrumentId(instrumentId);
        EventHeader.fresh(at, 0, 0);
        trade.price(price).qty(qty).tradeId(seq).aggressor(Side.BUY);
        digest += EventDigest.of(at, 0);
        content.position(content.position() + TRADE_BYTES);
        lastNs = Math.max(lastNs, timeNs);
        firstNs = count == 0 ? lastNs : firstNs;
        count++;
        bars[instrumentId].onTrade(timeNs, timeNs, 0, 0, price, qty, seq);
        return this;
    }

    /** A trade that changes the state and never gets into the file: a gap must say so. */
    public RecordingMaker unwritten(int instrumentId, long timeNs, long price, long qty) {
        bars[instrumentId].onTrade(timeNs, timeNs, 0, 0, price, qty, ++seqs[instrumentId]);
        return this;
    }

    /** Ends the block of events. */
    public RecordingMaker flush() {
        if (count == 0) {
            return this;
        }
        write(() -> writer.events(content.flip(), count, firstNs, lastNs, digest));
        content.clear();
        count = 0;
        digest = 0;
        return this;
    }

    /** Writes the bars that closed and the state that stands. */
    public RecordingMaker snapshot() {
        flush();
        closed.forEach((interval, list) -> write(() -> bars(interval, list)));
        closed.clear();
        List<byte[]> state = new ArrayList<>();
        for (InstrumentBars one : bars) {
            for (BarInterval interval : BarInterval.values()) {
                UnsafeBuffer newest = one.series(interval).newest();
                if (newest != null) {
                    state.add(copy(newest));
                }
            }
        }
        write(() -> writer.snapshot(joined(state), state.size()));
        return this;
    }

    /** Marks that messages are missing. */
    public RecordingMaker gap(long lost, long untilNs) {
        write(() -> writer.gap(lost, untilNs));
        return this;
    }

    @Override
    public void close() {
        flush();
        write(writer::close);
    }

    private void onBar(BarInterval interval, DirectBuffer message, int length) {
        byte[] bar = new byte[length];
        message.getBytes(0, bar);
        closed.computeIfAbsent(interval, key -> new ArrayList<>()).add(bar);
    }

    private void bars(BarInterval interval, List<byte[]> list) throws IOException {
        writer.bars(interval.ordinal(), joined(list), list.size());
    }

    private static byte[] copy(UnsafeBuffer bar) {
        byte[] bytes = new byte[BarHistory.BAR_BYTES];
        bar.getBytes(0, bytes);
        return bytes;
    }

    private static ByteBuffer joined(List<byte[]> messages) {
        ByteBuffer joined = ByteBuffer.allocate(messages.size() * BarHistory.BAR_BYTES);
        messages.forEach(joined::put);
        return joined.flip();
    }

    private static int define(Instrument one, ExpandableArrayBuffer into, int at) {
        InstrumentDefinitionEncoder definition =
                new InstrumentDefinitionEncoder()
                        .wrapAndApplyHeader(into, at, new MessageHeaderEncoder())
                        .tickSize(one.tickSize())
                        .lotSize(one.lotSize())
                        .instrumentId(one.id())
                        .priceExp((byte) -one.priceScale())
                        .qtyExp((byte) -one.qtyScale())
                        .kind(InstrumentKind.get((short) one.kind().ordinal()))
                        .symbol(one.symbol())
                        .description(one.description())
                        .venue(one.venue())
                        .currency(one.currency());
        return MessageHeaderEncoder.ENCODED_LENGTH + definition.encodedLength();
    }

    private interface Write {
        void run() throws IOException;
    }

    private static void write(Write what) {
        try {
            what.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
