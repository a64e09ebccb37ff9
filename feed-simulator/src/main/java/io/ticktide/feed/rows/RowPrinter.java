package io.ticktide.feed.rows;

import io.ticktide.codecs.Decimals;
import io.ticktide.feed.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Prints rows as an imported file had them.
 *
 * <p>Owner: one thread. Allocates only to grow.
 */
public final class RowPrinter {
    private static final int LONGEST_NUMBER = 64;

    private final RowStyle style;
    private final Instrument instrument;
    private final byte[] whatIsTrue;
    private final byte[] whatIsFalse;
    private final byte[] digits = new byte[LONGEST_NUMBER];
    private byte[] bytes = new byte[1 << 10];
    private int length;

    public RowPrinter(RowStyle style, Instrument instrument) {
        this.style = style;
        this.instrument = instrument;
        whatIsTrue = style.whatIsTrue().getBytes(StandardCharsets.UTF_8);
        whatIsFalse = style.whatIsFalse().getBytes(StandardCharsets.UTF_8);
    }

    /** Prints a row, without the end of the line; {@link #bytes} has it until the next call. */
    public void print(RowValues row) {
        length = 0;
        for (int i = 0; i < style.columns().size(); i++) {
            room(2 * LONGEST_NUMBER + whatIsTrue.length + whatIsFalse.length);
            if (i > 0) {
                bytes[length++] = ',';
            }
            column(style.columns().get(i), row);
        }
    }

    /** Holds the row from offset 0. */
    public byte[] bytes() {
        return bytes;
    }

    /** Bytes of the row. */
    public int length() {
        return length;
    }

    private void column(RowColumn column, RowValues row) {
        int priceScale = instrument.priceScale();
        int qtyScale = instrument.qtyScale();
        switch (column.role()) {
            case TRADE_ID, UPDATE_ID -> number(row.id);
            case PRICE -> decimal(row.price, priceScale, column.least());
            case QTY -> decimal(row.qty, qtyScale, column.least());
            case BID_PRICE -> decimal(row.bidPrice, priceScale, column.least());
            case BID_QTY -> decimal(row.bidQty, qtyScale, column.least());
            case ASK_PRICE -> decimal(row.askPrice, priceScale, column.least());
            case ASK_QTY -> decimal(row.askQty, qtyScale, column.least());
            case QUOTE_QTY -> product(row.price, row.qty, priceScale + qtyScale, column);
            case BASE_QTY -> decimal(row.baseQty, column.most(), column.least());
            case FIRST_TRADE_ID -> number(row.firstTradeId);
            case LAST_TRADE_ID -> number(row.lastTradeId);
            case TIME -> number(row.timeNs / style.unitNs());
            case SENT_TIME -> number(row.sentTime);
            case BUYER_MAKER -> text(row.buyerMaker ? whatIsTrue : whatIsFalse);
            case BEST_MATCH -> text(whatIsTrue);
        }
    }

    /** A product that overflows is printed as no number: such a row is kept as it is. */
    private void product(long price, long qty, int scale, RowColumn column) {
        long product = price * qty;
        if (Math.multiplyHigh(price, qty) != product >> 63) {
            return;
        }
        int decimals = scale;
        if (decimals > column.most()) {
            int dropped = decimals - column.most();
            if (dropped > Decimals.MAX_SCALE) {
                return;
            }
            long unit = Decimals.powerOfTen(dropped);
            long rest = product % unit;
            product = product / unit + (rest >= unit - rest && rest > 0 ? 1 : 0);
            decimals = column.most();
        }
        decimal(product, decimals, column.least());
    }

    /** A number below zero or missing is printed as nothing: such a row is kept as it is. */
    private void decimal(long mantissa, int scale, int least) {
        if (mantissa < 0) {
            return;
        }
        long left = mantissa;
        int decimals = scale;
        while (decimals > least && left % 10 == 0) {
            left /= 10;
            decimals--;
        }
        int padding = least - decimals;
        int at = digits.length;
        for (int i = 0; i < decimals; i++) {
            digits[--at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        if (decimals + Math.max(0, padding) > 0) {
            digits[--at] = '.';
        }
        do {
            digits[--at] = (byte) ('0' + left % 10);
            left /= 10;
        } while (left > 0);
        take(at);
        for (int i = 0; i < padding; i++) {
            bytes[length++] = '0';
        }
    }

    private void number(long value) {
        decimal(value, 0, 0);
    }

    private void take(int at) {
        int count = digits.length - at;
        System.arraycopy(digits, at, bytes, length, count);
        length += count;
    }

    private void text(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2 + more);
        }
    }
}
