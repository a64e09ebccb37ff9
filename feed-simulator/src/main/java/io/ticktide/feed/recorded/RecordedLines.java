package io.ticktide.feed.recorded;

import io.ticktide.feed.GapStream;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.Side;
import io.ticktide.feed.replay.BadRow;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.replay.RowReader;

/**
 * Tells recorded Binance messages. The receive time paces them; event time is
 *
 * <ul>
 *   <li>of a trade {@code T};
 *   <li>of a bookTicker {@code T}, or the receive time for spot, which sends none;
 *   <li>of a depth message {@code T} (futures), else {@code E}, else (a spot REST snapshot) the
 *       receive time.
 * </ul>
 *
 * <p>Of the futures' {@code @trade} stream only {@code X = MARKET} is told: insurance-fund and
 * auto-deleveraging fills do not print in the market, and Binance's own bars leave them out. They
 * are counted, and so are messages of other streams.
 *
 * <p>What the lines lost, repeated or reordered is told as a gap of its stream: trade ids that skip
 * or repeat, update ids of bookTicker that repeat, book changes that do not follow, and every line
 * that cannot be told and whose stream and instrument are known. Off-book fills take trade ids,
 * too.
 *
 * <p>Owner: the feed thread.
 */
final class RecordedLines implements RowReader {

    private RecordingFile file;
    private final RecordedInstruments instruments;
    private final RecordedStats stats;
    private final DepthSplice[] splices;
    private final IdOrder[] tradeIds;
    private final IdOrder[] updateIds;
    private final Holes holes;
    private final Touch touch = new Touch();
    private final BookChange change = new BookChange();
    private RecordedRows rows;

    private JsonRow.Type type = JsonRow.Type.OTHER;
    private boolean offBook;
    private Instrument instrument;
    private long receiveNs = Long.MIN_VALUE;
    private long timeNs;
    private long tradeId;
    private byte aggressor;
    private long price;
    private long qty;

    RecordedLines(RecordingFile file, RecordedInstruments instruments, RecordedStats stats) {
        this.file = file;
        this.instruments = instruments;
        this.stats = stats;
        int count = instruments.all().size();
        this.splices = new DepthSplice[count];
        this.tradeIds = new IdOrder[count];
        this.updateIds = new IdOrder[count];
        this.holes = new Holes(count);
        for (int id = 0; id < count; id++) {
            splices[id] = new DepthSplice(file.name(), id, stats, holes);
            tradeIds[id] = new IdOrder(true);
            updateIds[id] = new IdOrder(false);
        }
        this.rows = new RecordedRows(file);
    }

    @Override
    public boolean next() throws BadRow {
        if (!rows.next()) {
            return false;
        }
        JsonRow row = rows.row();
        type = row.type();
        if (type != JsonRow.Type.OTHER) {
            findInstrument(row);
        }
        try {
            passReceiveTime();
            parse(row);
            passIds(row);
        } catch (BadField e) {
            leaveOut();
            throw rows.bad(e);
        } catch (BadRow e) {
            leaveOut();
            throw e;
        }
        receiveNs = rows.receiveNs();
        return true;
    }

    @Override
    public long paceNs() {
        return receiveNs;
    }

    @Override
    public void tell(MarketListener listener) {
        switch (type) {
            case TRADE -> {
                if (offBook) {
                    stats.countOffBookTrade();
                } else {
                    stats.countTrade();
                    holes.tell(listener, instrument.id(), GapStream.TRADE);
                    listener.onTrade(instrument.id(), timeNs, price, qty, tradeId, aggressor);
                }
            }
            case QUOTE -> {
                stats.countQuote();
                holes.tell(listener, instrument.id(), GapStream.QUOTE);
                touch.tell(listener, instrument.id(), timeNs);
            }
            case DEPTH -> splices[instrument.id()].onDiff(change, rows.line(), listener);
            case SNAPSHOT -> splices[instrument.id()].onSnapshot(change, rows.line(), listener);
            case OTHER -> stats.countOtherEvent();
        }
    }

    @Override
    public void rewind() {
        rows.close();
        rows = new RecordedRows(file);
        receiveNs = Long.MIN_VALUE;
        for (int id = 0; id < splices.length; id++) {
            splices[id].restart();
            tradeIds[id].clear();
            updateIds[id].clear();
        }
    }

    /** The lines of a further file follow: ids, books and the time of receipt go on. */
    void continueWith(RecordingFile next) {
        rows.close();
        file = next;
        rows = new RecordedRows(file);
    }

    @Override
    public void close() {
        rows.close();
    }

    private void findInstrument(JsonRow row) throws BadRow {
        try {
            instrument = instruments.of(row);
        } catch (BadField e) {
            throw rows.bad(e);
        }
    }

    /** The present line is not told: its stream has a hole. */
    private void leaveOut() {
        switch (type) {
            case TRADE -> holes.leftOut(instrument.id(), GapStream.TRADE);
            case QUOTE -> holes.leftOut(instrument.id(), GapStream.QUOTE);
            case DEPTH, SNAPSHOT -> holes.leftOut(instrument.id(), GapStream.BOOK);
            case OTHER -> {
                // Of no stream.
            }
        }
    }

    private void passReceiveTime() throws BadRow {
        if (rows.receiveNs() < receiveNs) {
            throw rows.outOfOrder(
                    "receive time "
                            + rows.receiveNs()
                            + " comes behind "
                            + receiveNs
                            + "; rows are shuffled, or two files are interleaved: sort by the"
                            + " receive time");
        }
    }

    private void passIds(JsonRow row) throws BadRow {
        if (type == JsonRow.Type.TRADE) {
            IdOrder ids = tradeIds[instrument.id()];
            boolean again = tradeId <= ids.last();
            if (!offBook || !again) {
                holes.missing(instrument.id(), GapStream.TRADE, passed(ids, "trade id", tradeId));
            }
        } else if (type == JsonRow.Type.QUOTE && row.lastUpdateId != JsonRow.NONE) {
            IdOrder ids = updateIds[instrument.id()];
            long missing = passed(ids, "bookTicker update id", row.lastUpdateId);
            holes.missing(instrument.id(), GapStream.QUOTE, missing);
        }
    }

    private long passed(IdOrder ids, String what, long id) throws BadRow {
        if (ids.isBehind(id)) {
            throw rows.outOfOrder(
                    what
                            + " "
                            + id
                            + " comes behind "
                            + ids.last()
                            + "; rows are shuffled, or two recordings are mixed: record again");
        }
        return ids.pass(id);
    }

    private void parse(JsonRow row) throws BadField {
        switch (type) {
            case TRADE -> parseTrade(row);
            case QUOTE -> parseQuote(row);
            case DEPTH -> {
                required("U", row.firstUpdateId);
                long last = required("u", row.lastUpdateId);
                long first = row.firstUpdateId;
                parseBook(row, first, last, row.previousUpdateId);
            }
            case SNAPSHOT -> {
                boolean rest = row.snapshotUpdateId != JsonRow.NONE;
                long id = rest ? row.snapshotUpdateId : required("u", row.lastUpdateId);
                parseBook(row, id, id, BookChange.UNKNOWN);
            }
            case OTHER -> {
                // Nothing in it is told.
            }
        }
    }

    private void parseTrade(JsonRow row) throws BadField {
        offBook = row.orderType != RowTexts.ABSENT && !row.texts.is(row.orderType, "MARKET");
        tradeId = required("t", row.tradeId);
        timeNs = toNs("T", required("T", row.transactionTime));
        if (!row.hasMaker) {
            throw new BadField("the message has no m (true or false)");
        }
        aggressor = row.buyerMaker ? Side.SELL : Side.BUY;
        price = row.texts.price(row.price, "p", instrument);
        qty = row.texts.qty(row.qty, "q", instrument);
        if (!offBook && (price <= 0 || qty <= 0)) {
            throw new BadField("p and q of a trade must be above 0");
        }
    }

    private void parseQuote(JsonRow row) throws BadField {
        boolean timed = row.transactionTime != JsonRow.NONE;
        timeNs = timed ? toNs("T", row.transactionTime) : rows.receiveNs();
        touch.parse(row.texts, instrument, row.bidPrice, row.bidQty, row.askPrice, row.askQty);
    }

    private void parseBook(JsonRow row, long first, long last, long previous) throws BadField {
        if (!row.hasBids || !row.hasAsks) {
            throw new BadField("the message has no list of bids and asks");
        }
        long time = row.transactionTime != JsonRow.NONE ? row.transactionTime : row.eventTime;
        timeNs = time == JsonRow.NONE ? rows.receiveNs() : toNs("time", time);
        change.start(first, last, previous, timeNs);
        addLevels(row, Side.BUY, row.bidsFrom, row.bids, "bid");
        addLevels(row, Side.SELL, row.asksFrom, row.asks, "ask");
    }

    private void addLevels(JsonRow row, byte side, int from, int count, String field)
            throws BadField {
        for (int i = 0; i < count; i++) {
            long levelPrice = row.texts.price(from + 2 * i, field, instrument);
            long levelQty = row.texts.qty(from + 2 * i + 1, field, instrument);
            if (levelPrice <= 0 || levelQty < 0) {
                throw new BadField(field + " price must be above 0 and its quantity not below");
            }
            change.add(side, levelPrice, levelQty);
        }
    }

    private static long required(String field, long value) throws BadField {
        if (value == JsonRow.NONE) {
            throw new BadField("the message has no integer " + field);
        }
        return value;
    }

    private static long toNs(String field, long time) throws BadField {
        return EpochUnit.of(field, time).toNs(time);
    }
}
