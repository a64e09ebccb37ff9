package io.ticktide.record;

import com.lmax.disruptor.EventPoller;
import io.ticktide.codecs.recording.RecordingWriter;
import io.ticktide.feed.Instrument;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;

/**
 * Records what the ring brings, on two threads: one takes messages out of the ring and never waits,
 * the other writes to the disk and does. Prices do not notice: a disk that is too slow, or full,
 * costs a gap in the recording.
 *
 * <pre>
 *   ring ──► "record": state, blocks ──► Handover ──► "record-io": segments
 * </pre>
 *
 * <p>Thread-safe, but for the agents, which belong to their threads.
 */
public final class Recorder {
    /** How it is. */
    public enum State {
        /** Everything gets onto the disk. */
        RECORDING,
        /** The disk takes nothing now; events wait in memory. */
        RETRYING,
        /** Events are being lost. */
        GAP,
        /** It ended because of a bug. */
        FAILED
    }

    private static final long MOST_PARK_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long WRITER_PARK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MarketRing ring;
    private final EventPoller<RingSlot> poller;
    private final ParkedWait takerWait;
    private final ParkedWait writerWait = new ParkedWait(WRITER_PARK_NS);
    private final RingTaker taker;
    private final PartWriter writer;
    private final Optional<String> recovered;

    private Recorder(
            RecorderSettings settings,
            RecordingWriter file,
            MarketRing ring,
            List<Instrument> instruments,
            NanoClock clock,
            EpochNanoClock epochClock) {
        this.ring = ring;
        poller = ring.newPoller();
        recovered = file.recovered();
        long parkNs = Math.min(MOST_PARK_NS, settings.syncNs() * 2 / 5);
        takerWait = new ParkedWait(parkNs);
        Handover handover = new Handover(settings.queueBytes(), writerWait);
        writer = new PartWriter(settings, file, handover, clock, epochClock);
        MarketState state =
                new MarketState(instruments, settings.historyBars(), settings.closeGraceNs());
        // A message may have waited in the ring for one park, and its block be noticed another
        // late.
        long blockAgeNs = settings.syncNs() - 2 * parkNs;
        taker = new RingTaker(settings, poller, state, handover, writer, blockAgeNs, clock);
    }

    /**
     * Begins a run; before the feed starts, as whatever the ring brings is recorded.
     *
     * @param metaJson where the events come from.
     * @param epochNs start of the server, ns since the Unix epoch.
     * @param originNs where live begins: a replay tells events before it at once; 0 for none.
     * @param clock monotonic.
     * @throws io.ticktide.codecs.recording.RecordingException when the directory cannot be written,
     *     or somebody writes there.
     */
    public static Recorder open(
            RecorderSettings settings,
            MarketRing ring,
            List<Instrument> instruments,
            String metaJson,
            long epochNs,
            long originNs,
            NanoClock clock,
            EpochNanoClock epochClock) {
        RecordingWriter file =
                RecordingWriter.open(
                        settings.directory(),
                        settings.segments(),
                        RunHeaders.of(instruments, metaJson, epochNs, originNs),
                        epochClock.nanoTime());
        return new Recorder(settings, file, ring, instruments, clock, epochClock);
    }

    /** Reads the ring; it has to be closed before the {@link #writer}, after the feed. */
    public Agent taker() {
        return taker;
    }

    /** How {@link #taker} waits. */
    public ParkedWait takerWait() {
        return takerWait;
    }

    /** Writes to the disk. */
    public Agent writer() {
        return writer;
    }

    /** How {@link #writer} waits. */
    public ParkedWait writerWait() {
        return writerWait;
    }

    /** Wakes the reader of the ring if it leaves the feed too little room. The feed's thread. */
    public void wakeIfBehind() {
        if (ring.lag(poller) > ring.slots() / 4) {
            takerWait.signal();
        }
    }

    /** What was cut back before this run, for people; empty when nothing was torn. */
    public Optional<String> recovered() {
        return recovered;
    }

    public State state() {
        if (taker.failure() != null) {
            return State.FAILED;
        }
        if (taker.isGapOpen()) {
            return State.GAP;
        }
        return writer.problem() == null ? State.RECORDING : State.RETRYING;
    }

    /** Why events do not get onto the disk, for people; null when they do. */
    public String problem() {
        if (taker.failure() != null) {
            return taker.failure();
        }
        String problem = writer.problem();
        return problem == null && taker.isGapOpen() ? "the disk is too slow" : problem;
    }

    /** Source events on the disk. */
    public long events() {
        return writer.written().events();
    }

    /** Sum of {@link io.ticktide.codecs.recording.EventDigest} of them. */
    public long digest() {
        return writer.written().digest();
    }

    /** Bytes on the disk, of this run. */
    public long bytes() {
        return writer.written().bytes();
    }

    /** Number of the present segment. */
    public int segment() {
        return writer.written().segment();
    }

    /** Messages that are missing in the recording. */
    public long lost() {
        return taker.lost();
    }

    /** Gaps so far, an open one included. */
    public long gaps() {
        return taker.gaps();
    }

    /** Messages in the ring or in memory on their way to the disk. */
    public long lag() {
        long written = writer.written().messages();
        return Math.max(0, ring.lag(poller) + taker.taken() - taker.lost() - written);
    }
}
