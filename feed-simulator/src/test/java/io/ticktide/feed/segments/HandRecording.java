package io.ticktide.feed.segments;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageLength;
import io.ticktide.codecs.recording.EventDigest;
import io.ticktide.codecs.recording.RecordingWriter;
import io.ticktide.codecs.recording.RunHeader;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.codecs.sbe.FeedClockEncoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionEncoder;
import io.ticktide.codecs.sbe.InstrumentKind;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** A run of trades that a test writes one by one, each in a block of its own. */
final class HandRecording implements AutoCloseable {
    private final ByteBuffer bytes =
            ByteBuffer.allocateDirect(4_096).order(ByteOrder.LITTLE_ENDIAN);
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final FeedClockEncoder clock = new FeedClockEncoder();
    private final RecordingWriter writer;
    private final long[] seqs;
    private final long[] times;
    private long timeNs;

    HandRecording(Path directory, long epochNs, long originNs, String... symbols) {
        UnsafeBuffer definitions = new UnsafeBuffer(new byte[4_096]);
        int length = 0;
        for (int id = 0; id < symbols.length; id++) {
            InstrumentDefinitionEncoder one = new InstrumentDefinitionEncoder();
            one.wrapAndApplyHeader(definitions, length, header)
                    .tickSize(1)
                    .lotSize(1)
                    .instrumentId(id)
                    .priceExp((byte) -2)
                    .qtyExp((byte) -3)
                    .kind(InstrumentKind.EQUITY)
                    .symbol(symbols[id])
                    .description("")
                    .venue("SIM")
                    .currency("USD");
            length += MessageHeaderEncoder.ENCODED_LENGTH + one.encodedLength();
        }
        RunHeader run = new RunHeader(epochNs, originNs, definitions, length, symbols.length, "{}");
        writer = RecordingWriter.open(directory, WriterSettings.DEFAULTS, run, epochNs);
        seqs = new long[symbols.length];
        times = new long[symbols.length];
    }

    HandRecording trades(int id, long... tradeTimesNs) throws IOException {
        for (long atNs : tradeTimesNs) {
            seqs[id]++;
            times[id] = atNs;
            encode(0, id);
            append(atNs);
        }
        return this;
    }

    HandRecording clock(long atNs) throws IOException {
        clock.wrapAndApplyHeader(buffer, 0, header).tsEvent(atNs);
        append(atNs);
        return this;
    }

    /** Trades that happened, but were not written. */
    HandRecording lost(int id, int count, long untilNs) throws IOException {
        seqs[id] += count;
        times[id] = untilNs;
        timeNs = untilNs;
        writer.gap(count, untilNs);
        return snapshot();
    }

    HandRecording snapshot() throws IOException {
        int length = 0;
        int count = 0;
        for (int id = 0; id < seqs.length; id++) {
            if (seqs[id] > 0) {
                length += encode(length, id);
                count++;
            }
        }
        writer.snapshot(bytes.clear().limit(length), count);
        return this;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private int encode(int offset, int id) {
        trade.wrapAndApplyHeader(buffer, offset, header);
        trade.ev().tsEvent(times[id]).tsIngress(7).seq(seqs[id]).instrumentId(id);
        EventHeader.fresh(buffer, offset, Bits.FLAG_LAST_IN_EVENT);
        trade.price(100).qty(1).tradeId(seqs[id]).aggressor(Side.BUY);
        return MessageHeaderEncoder.ENCODED_LENGTH + trade.encodedLength();
    }

    private void append(long atNs) throws IOException {
        timeNs = Math.max(timeNs, atNs);
        int length = MessageLength.of(buffer, 0);
        long digest = EventDigest.of(buffer, 0);
        writer.events(bytes.clear().limit(length), 1, timeNs, timeNs, digest);
    }
}
