package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.BadRow;
import io.ticktide.feed.replay.ReplaySettings;
import java.util.Optional;

/**
 * The first rows of a CSV file, read to learn its scales and the unit of its times. Bad rows are
 * passed over here; they are told as such when the replay comes to them.
 */
final class CsvSample {
    private final InstrumentSketch sketch = new InstrumentSketch();
    private EpochUnit unit;
    private BadRow firstBad;

    /**
     * Reads the first {@code limit} rows.
     *
     * @throws FeedException when the file cannot be read, or no row is sound.
     */
    CsvSample(RecordingFile file, CsvLayout layout, int limit) {
        if (layout.kind() == Instrument.Kind.CRYPTO_PERPETUAL) {
            sketch.isFuture();
        }
        if (layout.content() == CsvLayout.Content.COIN_TRADES) {
            sketch.isCoinMargined();
        }
        try (CsvRows rows = new CsvRows(file, layout)) {
            int left = limit;
            while (left > 0 && take(rows, layout)) {
                left--;
            }
        }
        if (unit == null) {
            throw new FeedException(
                    file.name()
                            + " holds no row that can be told"
                            + (firstBad == null ? "" : ": " + firstBad.getMessage())
                            + "; fetch or record it again");
        }
    }

    /** Unit of the file's times: that of its first sound row. */
    EpochUnit unit() {
        return unit;
    }

    /** What its rows tell of the instrument. */
    InstrumentSketch sketch() {
        return sketch;
    }

    /**
     * The file's instrument.
     *
     * @throws FeedException when neither the settings nor the file's name say its symbol.
     */
    Instrument instrument(RecordingFile file, ReplaySettings settings) {
        Optional<String> symbol = settings.symbol().or(file::symbolInName);
        return sketch.instrument(
                0,
                symbol.orElseThrow(
                        () ->
                                new FeedException(
                                        file.name()
                                                + " does not begin with a symbol and a dash like"
                                                + " BTCUSDT-trades.csv; rename it, or name the"
                                                + " symbol with --set feed.symbol=BTCUSDT")),
                settings);
    }

    private boolean take(CsvRows rows, CsvLayout layout) {
        try {
            if (!rows.next()) {
                return false;
            }
            takeRow(rows, layout);
        } catch (BadRow bad) {
            firstBad = firstBad == null ? bad : firstBad;
        }
        return true;
    }

    private void takeRow(CsvRows rows, CsvLayout layout) throws BadRow {
        RowTexts row = rows.row();
        try {
            row.integer(CsvLayout.ID, "id");
            EpochUnit rowUnit = EpochUnit.of("time", row.integer(layout.timeColumn(), "time"));
            if (layout.content().isTrade()) {
                sketch.take(row, CsvLayout.TRADE_PRICE, CsvLayout.TRADE_QTY);
            } else {
                sketch.take(row, CsvLayout.BID_PRICE, CsvLayout.BID_QTY);
                sketch.take(row, CsvLayout.ASK_PRICE, CsvLayout.ASK_QTY);
            }
            unit = unit == null ? rowUnit : unit;
        } catch (BadField e) {
            throw rows.bad(e);
        }
    }
}
