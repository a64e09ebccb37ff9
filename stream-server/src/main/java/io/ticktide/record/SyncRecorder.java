package io.ticktide.record;

import com.lmax.disruptor.EventPoller;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.recording.RecordingWriter;
import io.ticktide.codecs.recording.RunHeader;
import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Records what it is told, at once, on the caller's thread: for imports and tests. Messages are
 * those that a server's ring would hold; their time of entry is the recording time, so that the
 * same events make the same bytes.
 *
 * <p>Owner: one thread. Every method but the accessors may write to the disk and wait for it.
 */
public final class SyncRecorder implements MarketListener, AutoCloseable {
    private static final int SLOTS = 1_024;
    private static final int HISTORY_BARS = 2_000;
    private static final long CLOSE_GRACE_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path directory;
    private final long createdNs;
    private final RecordingWriter writer;
    private final EventPoller<RingSlot> poller;
    private final EventPoller.Handler<RingSlot> handler = this::onSlot;
    private final FeedIngress ingress;
    private final MarketState state;
    private final EventBlock block = new EventBlock();
    private final Checkpoint checkpoint = new Checkpoint();
    private final SnapshotPlan plan = new SnapshotPlan();
    private long ingressNs;
    private boolean wantsRoll;
    private boolean failed;
    private long events;
    private long digest;

    private SyncRecorder(
            Path directory, RecordingWriter writer, List<Instrument> instruments, long createdNs) {
        this.directory = directory;
        this.createdNs = createdNs;
        this.writer = writer;
        MarketRing ring = new MarketRing(SLOTS);
        poller = ring.newPoller();
        ingress =
                new FeedIngress(
                        ring,
                        instruments.size(),
                        false,
                        () -> ingressNs,
                        new FeedCounters(),
                        this::drain);
        state = new MarketState(instruments, HISTORY_BARS, CLOSE_GRACE_NS);
    }

    /**
     * Begins a run.
     *
     * @param metaJson where it comes from.
     * @param epochNs now, ns since the Unix epoch; tells this run from others in the directory.
     * @param originNs where live begins: a replay tells events before it at once; 0 for none.
     * @throws RecordingException when the directory cannot be written, or somebody writes there.
     */
    public static SyncRecorder open(
            Path directory,
            WriterSettings settings,
            List<Instrument> instruments,
            String metaJson,
            long epochNs,
            long originNs) {
        RunHeader run = RunHeaders.of(instruments, metaJson, epochNs, originNs);
        RecordingWriter writer = RecordingWriter.open(directory, settings, run, epochNs);
        return new SyncRecorder(directory, writer, instruments, epochNs);
    }

    /** Source events so far; a large change of a book is several. */
    public long events() {
        drain();
        return events + block.events();
    }

    /** Sum of {@link io.ticktide.codecs.recording.EventDigest} of them. */
    public long digest() {
        drain();
        return digest + block.digest();
    }

    /** What was cut back before this run, for people; empty when nothing was torn. */
    public Optional<String> recovered() {
        return writer.recovered();
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        advance(tsEvent);
        ingress.onQuote(instrumentId, tsEvent, bidPx, bidQty, askPx, askQty);
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        advance(tsEvent);
        ingress.onTrade(instrumentId, tsEvent, price, qty, tradeId, aggressor);
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        advance(tsEvent);
        ingress.onBookStart(instrumentId, tsEvent, reset);
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        ingress.onBookLevel(side, price, qty);
    }

    @Override
    public void onBookEnd() {
        ingress.onBookEnd();
    }

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte tradingState) {
        advance(tsEvent);
        ingress.onStatus(instrumentId, tsEvent, tradingState);
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        ingress.onGap(instrumentId, stream, missed);
    }

    /** The feed's clock went on: bars that ended close. */
    public void onClock(long feedTimeNs) {
        advance(feedTimeNs);
        ingress.onClock(feedTimeNs);
    }

    /**
     * Keeps what the rows of an imported file held beyond their events.
     *
     * @param content between position and limit.
     * @param count rows in it, in the order of their events.
     */
    public void rows(ByteBuffer content, int count) {
        try {
            writer.rows(content, count);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Bytes written so far. */
    public long writtenBytes() {
        return writer.writtenBytes();
    }

    /**
     * Leaves the run without an end, as a crash would; what was written stays. For an import that
     * failed: nobody shall take it for whole.
     */
    public void abandon() {
        failed = true;
        close();
    }

    /**
     * Writes what is left, bars and state as of the end, and ends the run; after an error it only
     * lets go of the directory.
     */
    @Override
    public void close() {
        try {
            if (!failed) {
                drain();
                writeBlock();
                writeCheckpoint(true);
                writer.close();
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            if (failed) {
                letGo();
            }
        }
    }

    private void letGo() {
        try {
            writer.abandon();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void advance(long timeNs) {
        ingressNs = Math.max(ingressNs, timeNs);
    }

    private void drain() {
        try {
            poller.poll(handler);
        } catch (IOException e) {
            throw failed(e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("reading the ring failed: " + e.getMessage(), e);
        }
    }

    private boolean onSlot(RingSlot slot, long sequence, boolean endOfBatch) throws IOException {
        if (!block.hasRoom(slot.length())) {
            writeBlock();
        }
        state.apply(slot.buffer(), 0, slot.length());
        block.add(slot.buffer(), 0, slot.length(), state.timeNs());
        plan.onMessage();
        boolean wantsSnapshot = wantsRoll || plan.isDue();
        if ((wantsSnapshot || state.closedBars().isPlenty()) && state.isBetweenEvents()) {
            writeBlock();
            writeCheckpoint(wantsSnapshot);
        }
        return true;
    }

    private void writeBlock() throws IOException {
        if (!block.isEmpty()) {
            block.write(writer, createdNs);
            events += block.events();
            digest += block.digest();
            block.clear();
            wantsRoll = writer.wantsRoll();
        }
    }

    private void writeCheckpoint(boolean withSnapshot) throws IOException {
        checkpoint.take(state, withSnapshot, 0);
        if (withSnapshot) {
            plan.onSnapshot(checkpoint.snapshotLength());
        }
        checkpoint.write(writer, createdNs);
        wantsRoll = writer.wantsRoll();
    }

    private RecordingException failed(IOException e) {
        failed = true;
        return new RecordingException("cannot record into " + directory + ": " + e.getMessage(), e);
    }
}
