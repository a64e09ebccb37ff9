package io.ticktide.feed.recorded;

import io.ticktide.feed.GapStream;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.Side;
import io.ticktide.feed.replay.BadRow;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.replay.RowReader;
import io.ticktide.feed.rows.RowValues;
import java.util.function.Supplier;

/**
 * Tells the rows of a Binance CSV file as trades or quotes. Event time, which also paces the rows,
 * is {@code time} of a trade and {@code transaction_time} of a bookTicker row. A trade id that
 * skips or repeats, an update id that repeats and every row that cannot be told are gaps of the
 * stream.
 *
 * <p>Owner: the feed thread.
 */
final class CsvEvents implements RowReader {

    private final Supplier<RowSource> source;
    private final Instrument instrument;
    private final RecordedStats stats;
    private final Touch touch = new Touch();
    private final Holes holes = new Holes(1);
    private final RowOrder order;
    private final byte stream;
    private CsvLayout layout;
    private EpochUnit unit;
    private RowSource rows;

    private long timeNs;
    private long id;
    private long price;
    private long qty;
    private byte aggressor;

    /**
     * @param unit of every time in the file.
     */
    CsvEvents(
            RecordingFile file,
            CsvLayout layout,
            Instrument instrument,
            EpochUnit unit,
            RecordedStats stats) {
        this(
                () -> new CsvRows(file, layout),
                layout,
                instrument,
                unit,
                stats,
                RowOrder.ofReplay(layout.content().isTrade()));
    }

    /**
     * @param source opens the rows, as often as they are asked for.
     * @param order what may go back.
     */
    CsvEvents(
            Supplier<RowSource> source,
            CsvLayout layout,
            Instrument instrument,
            EpochUnit unit,
            RecordedStats stats,
            RowOrder order) {
        this.source = source;
        this.layout = layout;
        this.instrument = instrument;
        this.unit = unit;
        this.stats = stats;
        this.order = order;
        this.stream = layout.content().isTrade() ? GapStream.TRADE : GapStream.QUOTE;
        this.rows = source.get();
    }

    /** Further rows of the same instrument follow those of a file that ended. */
    void continueWith(RowSource newRows, CsvLayout newLayout, EpochUnit newUnit) {
        rows.close();
        rows = newRows;
        layout = newLayout;
        order.anotherUnit(unit, newUnit);
        unit = newUnit;
    }

    /** The present row's texts. */
    RowTexts row() {
        return rows.row();
    }

    /** Puts what the event of the present row has into a row's values. */
    void take(RowValues values) {
        values.id = id;
        values.timeNs = timeNs;
        values.price = price;
        values.qty = qty;
        values.buyerMaker = aggressor == Side.SELL;
        touch.take(values);
    }

    @Override
    public boolean next() throws BadRow {
        try {
            return advance();
        } catch (BadRow bad) {
            if (!bad.isOutOfOrder() || !order.countsLateByIds()) {
                holes.leftOut(instrument.id(), stream);
            }
            throw bad;
        }
    }

    @Override
    public long paceNs() {
        return timeNs;
    }

    @Override
    public void tell(MarketListener listener) {
        holes.tell(listener, instrument.id(), stream);
        if (layout.content().isTrade()) {
            stats.countTrade();
            listener.onTrade(instrument.id(), timeNs, price, qty, id, aggressor);
        } else {
            stats.countQuote();
            touch.tell(listener, instrument.id(), timeNs);
        }
    }

    @Override
    public void rewind() {
        rows.close();
        rows = source.get();
        order.clear();
    }

    @Override
    public void close() {
        rows.close();
    }

    private boolean advance() throws BadRow {
        if (!rows.next()) {
            return false;
        }
        try {
            long rowId = rows.row().integer(CsvLayout.ID, "id");
            long time = time();
            if (layout.content().isTrade()) {
                parseTrade();
            } else {
                parseQuote();
            }
            holes.missing(instrument.id(), stream, order.pass(rows, rowId, time));
            id = rowId;
            timeNs = unit.toNs(time);
        } catch (BadField e) {
            throw rows.bad(e);
        }
        return true;
    }

    private long time() throws BadField {
        long time = rows.row().integer(layout.timeColumn(), "time");
        if (!unit.holds(time)) {
            throw new BadField(
                    "time "
                            + time
                            + " is in "
                            + EpochUnit.of("time", time)
                            + " but the file's times are in "
                            + unit);
        }
        return time;
    }

    private void parseTrade() throws BadField {
        price = rows.row().price(CsvLayout.TRADE_PRICE, "price", instrument);
        qty = rows.row().qty(CsvLayout.TRADE_QTY, "qty", instrument);
        if (price <= 0 || qty <= 0) {
            throw new BadField("price and qty of a trade must be above 0");
        }
        boolean buyerMaker = rows.row().bool(layout.makerColumn(), "is_buyer_maker");
        aggressor = buyerMaker ? Side.SELL : Side.BUY;
    }

    private void parseQuote() throws BadField {
        touch.parse(
                rows.row(),
                instrument,
                CsvLayout.BID_PRICE,
                CsvLayout.BID_QTY,
                CsvLayout.ASK_PRICE,
                CsvLayout.ASK_QTY);
    }
}
