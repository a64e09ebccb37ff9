package io.ticktide.feed.recorded;

import io.ticktide.feed.Instrument;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the instrument of a recorded message by the symbol in it, which need not be the one that
 * the feed shows.
 *
 * <p>Owner: one thread. Messages of one symbol in a row cost a comparison.
 */
final class RecordedInstruments {
    private final Map<String, Instrument> bySymbol = new HashMap<>();
    private final List<Instrument> all;
    private String lastSymbol = "";
    private Instrument last;

    /**
     * @param recorded symbols in the file, in the order of {@code all}.
     */
    RecordedInstruments(List<String> recorded, List<Instrument> all) {
        this.all = List.copyOf(all);
        for (int i = 0; i < recorded.size(); i++) {
            bySymbol.put(recorded.get(i), all.get(i));
        }
    }

    List<Instrument> all() {
        return all;
    }

    /**
     * The instrument of a message.
     *
     * @throws BadField when the message names none that the sample has seen, or none at all where
     *     there are several.
     */
    Instrument of(JsonRow row) throws BadField {
        if (row.symbol != RowTexts.ABSENT && row.texts.is(row.symbol, lastSymbol)) {
            return last;
        }
        String symbol = symbol(row);
        if (symbol.isEmpty()) {
            if (all.size() == 1) {
                return all.get(0);
            }
            throw new BadField(
                    "the message has no symbol, and the file has "
                            + all.size()
                            + "; record it with its stream's wrapper, or one symbol per file");
        }
        Instrument found = bySymbol.get(symbol);
        if (found == null) {
            throw new BadField(
                    "symbol "
                            + symbol
                            + " does not appear in the first "
                            + Recordings.SAMPLE_ROWS
                            + " rows; replay it from a file of its own");
        }
        lastSymbol = symbol;
        last = found;
        return found;
    }

    /** The symbol that a message or its stream's name carries, or an empty text. */
    static String symbol(JsonRow row) {
        if (row.symbol != RowTexts.ABSENT) {
            return row.texts.text(row.symbol);
        }
        if (row.stream == RowTexts.ABSENT) {
            return "";
        }
        String stream = row.texts.text(row.stream);
        int at = stream.indexOf('@');
        return at > 0 ? stream.substring(0, at).toUpperCase(Locale.ROOT) : "";
    }
}
