package io.ticktide.feed.rows;

import java.nio.ByteBuffer;

/**
 * Packs what rows held beyond their events into the content of a ROWS block. Blocks do not depend
 * on each other, but for the file that a row is of. All numbers are {@link VarInts}:
 *
 * <pre>
 *   length of the runs, bytes
 *   runs:  n > 0                  n rows that print as their file's style says
 *          0, length, the bytes   a row that does not: as it was, without the end of the line
 *          0, 0                   the rows of the next file follow
 *   kept:  for each row of a run the columns that {@link ColumnRole#isKept}, each as the
 *          difference to what is near: update id to the one before, sent time to the row's time,
 *          first trade to the last of the row before, last trade to the first
 * </pre>
 *
 * <p>Owner: one thread. Memory: one block.
 */
public final class RowsEncoder {
    private static final int FULL_BYTES = 1 << 16;
    private static final int MOST_KEPT_BYTES = 4 * VarInts.LONGEST;

    private ByteBuffer runs = ByteBuffer.allocate(1 << 10);
    private ByteBuffer kept = ByteBuffer.allocate(1 << 10);
    private RowStyle style;
    private int rows;
    private int regular;
    private long lastUpdateId;
    private long lastTradeId;

    /**
     * @param style of the first file.
     */
    public RowsEncoder(RowStyle style) {
        this.style = style;
    }

    /** Rows since the last {@link #take}. */
    public int rows() {
        return rows;
    }

    /** Whether there is anything to {@link #take}. */
    public boolean hasContent() {
        return rows > 0 || runs.position() > 0;
    }

    /** Whether it is time to {@link #take}. */
    public boolean isFull() {
        return runs.position() + kept.position() >= FULL_BYTES;
    }

    /** A row that prints as the style says. */
    public void regular(RowValues row) {
        rows++;
        regular++;
        kept = withRoom(kept, MOST_KEPT_BYTES);
        for (int i = 0; i < style.columns().size(); i++) {
            switch (style.columns().get(i).role()) {
                case UPDATE_ID -> {
                    VarInts.putSigned(kept, row.id - lastUpdateId);
                    lastUpdateId = row.id;
                }
                case SENT_TIME ->
                        VarInts.putSigned(kept, row.sentTime - row.timeNs / style.unitNs());
                case FIRST_TRADE_ID -> VarInts.putSigned(kept, row.firstTradeId - lastTradeId);
                case LAST_TRADE_ID -> {
                    VarInts.putSigned(kept, row.lastTradeId - row.firstTradeId);
                    lastTradeId = row.lastTradeId;
                }
                case BASE_QTY -> VarInts.put(kept, row.baseQty);
                default -> {
                    // The event has it.
                }
            }
        }
    }

    /** A row that must be kept as it is. */
    public void raw(byte[] row, int length) {
        rows++;
        endRun();
        runs = withRoom(runs, 2 * VarInts.LONGEST + length);
        VarInts.put(runs, 0);
        VarInts.put(runs, length);
        runs.put(row, 0, length);
    }

    /** The rows that follow are of another file. */
    public void nextFile(RowStyle newStyle) {
        endRun();
        style = newStyle;
        runs = withRoom(runs, 2 * VarInts.LONGEST);
        VarInts.put(runs, 0);
        VarInts.put(runs, 0);
    }

    /** The block's content, between position and limit; the next block begins. */
    public ByteBuffer take() {
        endRun();
        ByteBuffer block = ByteBuffer.allocate(VarInts.LONGEST + runs.position() + kept.position());
        VarInts.put(block, runs.position());
        block.put(runs.flip()).put(kept.flip());
        runs.clear();
        kept.clear();
        rows = 0;
        lastUpdateId = 0;
        lastTradeId = 0;
        return block.flip();
    }

    private void endRun() {
        if (regular > 0) {
            runs = withRoom(runs, VarInts.LONGEST);
            VarInts.put(runs, regular);
            regular = 0;
        }
    }

    private static ByteBuffer withRoom(ByteBuffer buffer, int more) {
        if (buffer.remaining() >= more) {
            return buffer;
        }
        return ByteBuffer.allocate(buffer.capacity() * 2 + more).put(buffer.flip());
    }
}
