package io.ticktide.feed.recorded;

import io.ticktide.codecs.Decimals;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.rows.RowPrinter;
import io.ticktide.feed.rows.RowStyle;
import io.ticktide.feed.rows.RowValues;
import io.ticktide.feed.rows.RowsEncoder;

/**
 * Keeps of each row what its event does not have, so that the very same row can be printed again: a
 * few numbers where it prints as its file's style says, else the row itself. That it does is tried
 * with every row.
 *
 * <p>Owner: one thread.
 */
final class RowKeeper {
    private final Instrument instrument;
    private final RowsEncoder rows;
    private final RowValues values = new RowValues();
    private RowStyle style;
    private RowPrinter printer;

    RowKeeper(RowStyle style, Instrument instrument) {
        this.instrument = instrument;
        this.style = style;
        rows = new RowsEncoder(style);
        printer = new RowPrinter(style, instrument);
    }

    RowsEncoder rows() {
        return rows;
    }

    void nextFile(RowStyle newStyle) {
        style = newStyle;
        printer = new RowPrinter(style, instrument);
        rows.nextFile(style);
    }

    /** Keeps the present row. */
    void keep(CsvEvents events) {
        events.take(values);
        RowTexts row = events.row();
        if (takeKept(row)) {
            printer.print(values);
            if (row.isRow(printer.bytes(), printer.length())) {
                rows.regular(values);
                return;
            }
        }
        byte[] raw = row.joined();
        rows.raw(raw, raw.length);
    }

    private boolean takeKept(RowTexts row) {
        try {
            for (int i = 0; i < style.columns().size(); i++) {
                switch (style.columns().get(i).role()) {
                    case SENT_TIME -> values.sentTime = row.integer(i, "event_time");
                    case FIRST_TRADE_ID -> values.firstTradeId = row.integer(i, "first id");
                    case LAST_TRADE_ID -> values.lastTradeId = row.integer(i, "last id");
                    case BASE_QTY ->
                            values.baseQty =
                                    Decimals.parse(row.text(i), style.columns().get(i).most());
                    default -> {
                        // The event has it.
                    }
                }
            }
            return values.baseQty >= 0;
        } catch (BadField | NumberFormatException e) {
            return false; // Not told by the event, so no reason to refuse the row.
        }
    }
}
