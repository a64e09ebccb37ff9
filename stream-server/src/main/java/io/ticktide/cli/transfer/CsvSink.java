package io.ticktide.cli.transfer;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import io.ticktide.feed.Instrument;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Columns of our own: a line for each event, and one for each level of a change of a book. */
final class CsvSink implements EventSink {
    static final String HEADER =
            "run,kind,symbol,time_ns,seq,conflated,price,qty,side,trade_id,bid_price,bid_qty,"
                    + "ask_price,ask_qty,state";

    private final Writer out;
    private final StringBuilder line = new StringBuilder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final QuoteWideDecoder quoteWide = new QuoteWideDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final BookDeltaDecoder book = new BookDeltaDecoder();
    private final TradingStatusDecoder status = new TradingStatusDecoder();
    private List<Instrument> instruments = List.of();
    private int run;

    CsvSink(Writer out) throws IOException {
        this.out = out;
        out.write(HEADER + "\n");
    }

    @Override
    public boolean needsAll() {
        return false;
    }

    @Override
    public void begin(Recording recording, Run newRun, List<Instrument> newInstruments) {
        run = newRun.number();
        instruments = newInstruments;
    }

    @Override
    public void onEvent(DirectBuffer message, int offset, boolean wanted) throws IOException {
        Instrument of = instruments.get(EventHeader.instrumentId(message, offset));
        switch (EventHeader.templateId(message, offset)) {
            case QuoteDecoder.TEMPLATE_ID -> {
                quote.wrapAndApplyHeader(message, offset, header);
                begin("quote", of, message, offset);
                touch(
                        of,
                        quote.bidPx(),
                        quote.bidQty(),
                        quote.bidPx() + quote.spread(),
                        quote.askQty());
            }
            case QuoteWideDecoder.TEMPLATE_ID -> {
                quoteWide.wrapAndApplyHeader(message, offset, header);
                begin("quote", of, message, offset);
                touch(
                        of,
                        quoteWide.bidPx(),
                        quoteWide.bidQty(),
                        quoteWide.askPx(),
                        quoteWide.askQty());
            }
            case TradeDecoder.TEMPLATE_ID -> {
                trade.wrapAndApplyHeader(message, offset, header);
                begin("trade", of, message, offset);
                decimal(trade.price(), of.priceScale());
                decimal(trade.qty(), of.qtyScale());
                field(trade.aggressor().name().toLowerCase(Locale.ROOT));
                field(Long.toUnsignedString(trade.tradeId()));
                end(5, "");
            }
            case BookDeltaDecoder.TEMPLATE_ID -> levels(of, message, offset);
            case TradingStatusDecoder.TEMPLATE_ID -> {
                status.wrapAndApplyHeader(message, offset, header);
                begin("status", of, message, offset);
                end(9, status.state().name().toLowerCase(Locale.ROOT));
            }
            default -> throw new IllegalStateException("no event of the ring");
        }
    }

    @Override
    public void onGap(long lost) throws IOException {
        out.write(run + ",gap,,,," + lost + ",,,,,,,,,\n");
    }

    @Override
    public void close() {
        // Nothing is open.
    }

    private void levels(Instrument of, DirectBuffer message, int offset) throws IOException {
        book.wrapAndApplyHeader(message, offset, header);
        int flags = EventHeader.flags(message, offset);
        if ((flags & Bits.FLAG_RESET) != 0) {
            begin("book_reset", of, message, offset);
            end(9, "");
        }
        for (BookDeltaDecoder.LevelsDecoder level : book.levels()) {
            begin("book", of, message, offset);
            decimal(level.price(), of.priceScale());
            decimal(level.qty(), of.qtyScale());
            field(level.side() == Side.BUY ? "bid" : "ask");
            end(6, "");
        }
    }

    private void begin(String kind, Instrument of, DirectBuffer message, int offset) {
        line.setLength(0);
        line.append(run).append(',').append(kind).append(',').append(of.symbol());
        field(Long.toString(EventHeader.tsEvent(message, offset)));
        field(Long.toUnsignedString(EventHeader.seq(message, offset)));
        field(Long.toString(EventHeader.conflated(message, offset)));
    }

    private void touch(Instrument of, long bidPrice, long bidQty, long askPrice, long askQty)
            throws IOException {
        line.append(",,,,");
        decimal(bidPrice, of.priceScale());
        decimal(bidQty, of.qtyScale());
        decimal(askPrice, of.priceScale());
        decimal(askQty, of.qtyScale());
        end(1, "");
    }

    private void field(String text) {
        line.append(',').append(text);
    }

    private void decimal(long mantissa, int scale) {
        line.append(',');
        if (mantissa != Decimals.NULL) {
            Decimals.appendTo(line, mantissa, scale);
        }
    }

    /** Fills up to the last column, the state, and writes the line. */
    private void end(int commas, String state) throws IOException {
        line.append(",".repeat(commas)).append(state).append('\n');
        out.append(line);
    }
}
