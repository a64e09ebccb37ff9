package io.ticktide.cli.transfer;

import io.ticktide.cli.CommandFailed;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.BlockReader;
import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.BlockType;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.Run;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.rows.RowPrinter;
import io.ticktide.feed.rows.RowStyle;
import io.ticktide.feed.rows.RowValues;
import io.ticktide.feed.rows.RowsDecoder;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The rows of imported Binance CSV files, byte for byte as they were. */
final class BinanceCsvSink implements EventSink {
    private final Writer out;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final QuoteWideDecoder quoteWide = new QuoteWideDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final RowValues row = new RowValues();
    private final List<RowPrinter> printers = new ArrayList<>();
    private List<RowStyle> styles = List.of();
    private Recording recording;
    private BlockReader reader;
    private Iterator<BlockRef> blocks;
    private RowsDecoder rows;
    private boolean wroteHeader;

    BinanceCsvSink(Writer out) {
        this.out = out;
    }

    @Override
    public boolean needsAll() {
        return true; // Rows are told apart by their order alone.
    }

    @Override
    public void begin(Recording newRecording, Run run, List<Instrument> instruments)
            throws IOException {
        recording = newRecording;
        styles = styles(run);
        if (styles.isEmpty()) {
            throw new CommandFailed(
                    recording.path()
                            + " was not imported from Binance CSV, so it has no rows to give back;"
                            + " export it with --format csv or ndjson");
        }
        if (run.blocks().get(0).position() > 0) {
            throw new CommandFailed(
                    recording.path()
                            + " is not the whole run, so its rows cannot be told apart; name the"
                            + " directory with all its segments");
        }
        printers.clear();
        for (RowStyle style : styles) {
            printers.add(new RowPrinter(style, instruments.get(0)));
        }
        close();
        reader = recording.reader();
        blocks = run.blocks().stream().filter(b -> b.type() == BlockType.ROWS).iterator();
        rows = new RowsDecoder(styles);
        if (!wroteHeader && !styles.get(0).header().isEmpty()) {
            out.write(styles.get(0).header() + styles.get(0).lineEnd());
        }
        wroteHeader = true;
    }

    @Override
    public void onEvent(DirectBuffer message, int offset, boolean wanted) throws IOException {
        take(message, offset);
        try {
            while (!rows.next(row)) {
                if (!blocks.hasNext()) {
                    throw new CommandFailed(
                            recording.path()
                                    + " has an event without a row: a ROWS block is missing; import"
                                    + " the files again");
                }
                rows.wrap(content(blocks.next()));
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(recording.path() + ": " + e.getMessage(), e);
        }
        if (wanted) {
            write();
        }
    }

    @Override
    public void onGap(long lost) {
        throw new CommandFailed(
                recording.path()
                        + " lacks "
                        + lost
                        + " messages, so its rows cannot be told apart any more; export it with"
                        + " --format csv or ndjson, or import the files again");
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    private void write() throws IOException {
        byte[] raw = rows.raw();
        if (raw != null) {
            out.write(new String(raw, StandardCharsets.ISO_8859_1));
        } else {
            RowPrinter printer = printers.get(rows.file());
            printer.print(row);
            out.write(
                    new String(printer.bytes(), 0, printer.length(), StandardCharsets.ISO_8859_1));
        }
        out.write(styles.get(rows.file()).lineEnd());
    }

    private void take(DirectBuffer message, int offset) {
        row.timeNs = EventHeader.tsEvent(message, offset);
        switch (EventHeader.templateId(message, offset)) {
            case TradeDecoder.TEMPLATE_ID -> {
                trade.wrapAndApplyHeader(message, offset, header);
                row.id = trade.tradeId();
                row.price = trade.price();
                row.qty = trade.qty();
                row.buyerMaker = trade.aggressor() == Side.SELL;
            }
            case QuoteDecoder.TEMPLATE_ID -> {
                quote.wrapAndApplyHeader(message, offset, header);
                row.bidPrice = quote.bidPx();
                row.bidQty = quote.bidQty();
                row.askPrice = quote.bidPx() + quote.spread();
                row.askQty = quote.askQty();
            }
            case QuoteWideDecoder.TEMPLATE_ID -> {
                quoteWide.wrapAndApplyHeader(message, offset, header);
                row.bidPrice = quoteWide.bidPx();
                row.bidQty = quoteWide.bidQty();
                row.askPrice = quoteWide.askPx();
                row.askQty = quoteWide.askQty();
            }
            default ->
                    throw new CommandFailed(
                            recording.path() + " has an event that no Binance CSV row makes");
        }
    }

    private ByteBuffer content(BlockRef block) {
        UnsafeBuffer read = reader.read(block);
        byte[] copy = new byte[reader.length()];
        read.getBytes(0, copy);
        return ByteBuffer.wrap(copy);
    }

    private List<RowStyle> styles(Run run) {
        try {
            return ImportMeta.styles(recording.meta(run));
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(recording.path() + ": " + e.getMessage(), e);
        }
    }
}
