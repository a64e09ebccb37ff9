package io.ticktide.record;

import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.recording.RecordingWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.ExpandableDirectByteBuffer;

/**
 * What stands between two stretches of events: the mark of a gap, if there is one, the bars that
 * closed, and the state of the market, with which a new segment begins when one is due.
 *
 * <p>Owner: whoever fills it, then whoever writes it.
 */
final class Checkpoint implements Part {
    private static final int GAP = 0;
    private static final int BARS = 1;
    private static final int SNAPSHOT = BARS + BarInterval.count();

    private final ExpandableDirectByteBuffer snapshot = new ExpandableDirectByteBuffer(1 << 16);
    private ClosedBars bars = new ClosedBars();
    private int snapshotLength;
    private int snapshotCount;
    private boolean hasSnapshot;
    private long lost;
    private long untilNs;
    private int step;

    /**
     * Takes the bars that closed, and the state.
     *
     * @param withSnapshot false: the bars alone.
     * @param lostMessages messages that are missing before it; then there must be a snapshot.
     */
    void take(MarketState state, boolean withSnapshot, long lostMessages) {
        bars.clear();
        bars = state.swapBars(bars);
        hasSnapshot = withSnapshot;
        if (withSnapshot) {
            snapshotLength = state.snapshot(snapshot);
            snapshotCount = state.snapshotMessages();
        }
        lost = lostMessages;
        untilNs = state.timeNs();
        step = GAP;
    }

    /** Bytes of the state. */
    int snapshotLength() {
        return snapshotLength;
    }

    /** Messages that are missing before it. */
    long lost() {
        return lost;
    }

    @Override
    public void write(RecordingWriter writer, long nowNs) throws IOException {
        for (; step <= SNAPSHOT; step++) {
            writeStep(writer, nowNs);
        }
    }

    private void writeStep(RecordingWriter writer, long nowNs) throws IOException {
        if (step == GAP) {
            if (lost > 0) {
                writer.gap(lost, untilNs);
            }
        } else if (step < SNAPSHOT) {
            int interval = step - BARS;
            if (bars.count(interval) > 0) {
                writer.bars(interval, bars.bytes(interval), bars.count(interval));
            }
        } else if (hasSnapshot) {
            ByteBuffer bytes = snapshot.byteBuffer().duplicate().clear().limit(snapshotLength);
            if (writer.wantsRoll()) {
                writer.roll(nowNs, bytes, snapshotCount);
            } else {
                writer.snapshot(bytes, snapshotCount);
            }
        }
    }
}
