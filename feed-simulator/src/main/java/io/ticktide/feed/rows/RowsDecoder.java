package io.ticktide.feed.rows;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads what {@link RowsEncoder} packed, block after block.
 *
 * <p>Owner: one thread.
 */
public final class RowsDecoder {
    private final List<RowStyle> styles;
    private ByteBuffer runs = ByteBuffer.allocate(0);
    private ByteBuffer kept = runs;
    private int file;
    private long regular;
    private long lastUpdateId;
    private long lastTradeId;
    private byte[] raw;

    /**
     * @param styles of the files, in the order of the import.
     */
    public RowsDecoder(List<RowStyle> styles) {
        this.styles = List.copyOf(styles);
    }

    /** The content of the next block, between position and limit; stays in use until the next. */
    public void wrap(ByteBuffer block) {
        try {
            int length = Math.toIntExact(VarInts.get(block));
            runs = block.slice(block.position(), length);
            int at = block.position() + length;
            kept = block.slice(at, block.limit() - at);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            throw broken(e);
        }
        regular = 0;
        lastUpdateId = 0;
        lastTradeId = 0;
    }

    /** Which of the files the present row is of. */
    public int file() {
        return file;
    }

    /**
     * Moves to the next row.
     *
     * @param row has the fields of its event; those that are only in the row are added.
     * @return false at the end of the block.
     * @throws IllegalArgumentException when the block is not as an encoder makes them.
     */
    public boolean next(RowValues row) {
        raw = null;
        try {
            while (regular == 0) {
                if (!runs.hasRemaining()) {
                    return false;
                }
                regular = VarInts.get(runs);
                if (regular == 0 && rawOrNextFile()) {
                    return true;
                }
            }
            regular--;
            readKept(row);
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ArithmeticException e) {
            throw broken(e);
        }
        return true;
    }

    /** The present row as it was; null when it prints as its file's style says. */
    public byte[] raw() {
        return raw;
    }

    private boolean rawOrNextFile() {
        int length = Math.toIntExact(VarInts.get(runs));
        if (length == 0) {
            file++;
            return false;
        }
        if (length > runs.remaining()) {
            throw new BufferUnderflowException();
        }
        raw = new byte[length];
        runs.get(raw);
        return true;
    }

    private void readKept(RowValues row) {
        RowStyle style = styles.get(file);
        for (int i = 0; i < style.columns().size(); i++) {
            switch (style.columns().get(i).role()) {
                case UPDATE_ID -> {
                    lastUpdateId += VarInts.getSigned(kept);
                    row.id = lastUpdateId;
                }
                case SENT_TIME ->
                        row.sentTime = row.timeNs / style.unitNs() + VarInts.getSigned(kept);
                case FIRST_TRADE_ID -> row.firstTradeId = lastTradeId + VarInts.getSigned(kept);
                case LAST_TRADE_ID -> {
                    lastTradeId = row.firstTradeId + VarInts.getSigned(kept);
                    row.lastTradeId = lastTradeId;
                }
                case BASE_QTY -> row.baseQty = VarInts.get(kept);
                default -> {
                    // The event has it.
                }
            }
        }
    }

    private static IllegalArgumentException broken(RuntimeException cause) {
        return new IllegalArgumentException(
                "a ROWS block ends within a row; it was not written by an import", cause);
    }
}
