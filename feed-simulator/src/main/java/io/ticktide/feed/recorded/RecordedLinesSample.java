package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.BadRow;
import io.ticktide.feed.replay.ReplaySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first messages of a file of recorded lines, read to learn its instruments and their scales.
 * Instruments are numbered in the order of their first message. Bad rows are passed over here; they
 * are told as such when the replay comes to them.
 */
final class RecordedLinesSample {
    private static final int MAX_SYMBOL_LENGTH = 32;

    private final RecordingFile file;
    private final Map<String, InstrumentSketch> sketches = new LinkedHashMap<>();
    private final InstrumentSketch unnamed = new InstrumentSketch();
    private BadRow firstBad;

    /**
     * Reads the first {@code limit} messages.
     *
     * @throws FeedException when the file cannot be read.
     */
    RecordedLinesSample(RecordingFile file, int limit) {
        this(List.of(file), limit);
    }

    /** The same of several files that belong together: {@code limit} messages of each. */
    RecordedLinesSample(List<RecordingFile> files, int limit) {
        file = files.get(0);
        for (RecordingFile one : files) {
            try (RecordedRows rows = new RecordedRows(one)) {
                int left = limit;
                while (left > 0 && take(rows)) {
                    left--;
                }
            }
        }
    }

    /**
     * The file's instruments.
     *
     * @throws FeedException when no message names one, spot and futures are mixed, or the settings
     *     name one symbol for several.
     */
    RecordedInstruments instruments(ReplaySettings settings) {
        if (sketches.isEmpty()) {
            throw new FeedException(
                    file.name()
                            + " holds no trade, bookTicker or depth message with a symbol"
                            + (firstBad == null ? "" : ": " + firstBad.getMessage())
                            + "; record such streams");
        }
        List<String> symbols = new ArrayList<>(sketches.keySet());
        if (symbols.size() > Instrument.MAX_INSTRUMENTS) {
            throw new FeedException(
                    file.name()
                            + " has "
                            + symbols.size()
                            + " symbols, more than "
                            + Instrument.MAX_INSTRUMENTS
                            + "; split it");
        }
        if (settings.symbol().isPresent() && symbols.size() > 1) {
            throw new FeedException(
                    file.name()
                            + " has "
                            + symbols.size()
                            + " symbols of its own; leave out --set feed.symbol="
                            + settings.symbol().get());
        }
        List<Instrument> instruments = new ArrayList<>();
        for (String symbol : symbols) {
            InstrumentSketch sketch = sketches.get(symbol);
            if (symbols.size() == 1) {
                sketch.take(unnamed);
            }
            if (sketch.isMixed()) {
                throw new FeedException(
                        file.name()
                                + " has messages of both the spot pair and the future "
                                + symbol
                                + "; replay them from a file each");
            }
            String shown = settings.symbol().orElse(symbol);
            instruments.add(sketch.instrument(instruments.size(), shown, settings));
        }
        return new RecordedInstruments(symbols, instruments);
    }

    private boolean take(RecordedRows rows) {
        try {
            if (!rows.next()) {
                return false;
            }
            takeRow(rows);
        } catch (BadRow bad) {
            firstBad = firstBad == null ? bad : firstBad;
        }
        return true;
    }

    private void takeRow(RecordedRows rows) throws BadRow {
        JsonRow row = rows.row();
        JsonRow.Type type = row.type();
        if (type == JsonRow.Type.OTHER) {
            return;
        }
        try {
            InstrumentSketch seen = new InstrumentSketch();
            takeNumbers(row, type, seen);
            String symbol = RecordedInstruments.symbol(row);
            if (symbol.length() > MAX_SYMBOL_LENGTH) {
                throw new BadField("the symbol is longer than " + MAX_SYMBOL_LENGTH);
            }
            InstrumentSketch sketch =
                    symbol.isEmpty()
                            ? unnamed
                            : sketches.computeIfAbsent(symbol, s -> new InstrumentSketch());
            sketch.take(seen);
        } catch (BadField e) {
            throw rows.bad(e);
        }
    }

    private static void takeNumbers(JsonRow row, JsonRow.Type type, InstrumentSketch sketch)
            throws BadField {
        if (row.isFuture(type)) {
            sketch.isFuture();
        }
        if (row.isSpot(type)) {
            sketch.isSpot();
        }
        switch (type) {
            case TRADE -> take(row, row.price, row.qty, sketch);
            case QUOTE -> {
                take(row, row.bidPrice, row.bidQty, sketch);
                take(row, row.askPrice, row.askQty, sketch);
            }
            case DEPTH, SNAPSHOT -> {
                takeLevels(row, row.bidsFrom, row.bids, sketch);
                takeLevels(row, row.asksFrom, row.asks, sketch);
            }
            case OTHER -> throw new IllegalStateException("there is nothing to take");
        }
    }

    private static void takeLevels(JsonRow row, int from, int count, InstrumentSketch sketch)
            throws BadField {
        for (int i = 0; i < count; i++) {
            take(row, from + 2 * i, from + 2 * i + 1, sketch);
        }
    }

    private static void take(JsonRow row, int price, int qty, InstrumentSketch sketch)
            throws BadField {
        if (price == RowTexts.ABSENT || qty == RowTexts.ABSENT) {
            throw new BadField("the message has no price or no quantity");
        }
        sketch.take(row.texts, price, qty);
    }
}
