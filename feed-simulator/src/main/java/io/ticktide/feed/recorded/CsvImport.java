package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.replay.BadRow;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.rows.RowStyle;
import io.ticktide.feed.rows.RowsEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads CSV files of one layout and instrument; the ids and times of one go on in the next. */
final class CsvImport implements ImportReader {
    private final List<RecordingFile> files;
    private final List<CsvLayout> layouts;
    private final ImportSettings settings;
    private final List<EpochUnit> units = new ArrayList<>();
    private final List<RowStyle> styles = new ArrayList<>();
    private final RecordedStats stats = new RecordedStats();
    private final Instrument instrument;
    private final RowOrder order;
    private final CsvEvents events;
    private final RowKeeper keeper;
    private RowSource source;
    private int file;
    private boolean atStart = true;
    private long rows;
    private long malformed;
    private long late;
    private long reordered;
    private long readBefore;

    CsvImport(List<RecordingFile> files, List<CsvLayout> layouts, ImportSettings settings) {
        this.files = files;
        this.layouts = layouts;
        this.settings = settings;
        instrument = sample();
        boolean trades = layouts.get(0).content().isTrade();
        order = RowOrder.ofImport(trades, settings.order().kind() != RowOrderPolicy.Kind.STRICT);
        source = source(0);
        events =
                new CsvEvents(() -> source, layouts.get(0), instrument, units.get(0), stats, order);
        keeper = new RowKeeper(styles.get(0), instrument);
    }

    @Override
    public String format() {
        return layouts.get(0).name();
    }

    @Override
    public List<RecordingFacts> files() {
        List<RecordingFacts> facts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String compression = files.get(i).compression().toString();
            facts.add(
                    new RecordingFacts(
                            layouts.get(i).toString(), compression, units.get(i).toString()));
        }
        return facts;
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(instrument);
    }

    @Override
    public List<RowStyle> styles() {
        return List.copyOf(styles);
    }

    @Override
    public boolean poll(MarketListener listener, int limit) {
        try {
            for (int i = 0; i < limit; i++) {
                if (!advance(listener, limit)) {
                    return false;
                }
            }
            return true;
        } catch (FeedException e) {
            throw ImportRemedies.of(e);
        }
    }

    @Override
    public Optional<RowsEncoder> rows() {
        return Optional.of(keeper.rows());
    }

    @Override
    public ImportCounts counts() {
        return new ImportCounts(
                rows, malformed, late, reordered + reorderedHere(), order.timesBack(), 0);
    }

    @Override
    public long readBytes() {
        return readBefore + files.get(file).readBytes();
    }

    @Override
    public long totalBytes() {
        return files.stream().mapToLong(RecordingFile::sizeBytes).sum();
    }

    @Override
    public void close() {
        events.close();
    }

    private Instrument sample() {
        InstrumentSketch all = new InstrumentSketch();
        Optional<String> symbol = settings.reading().symbol();
        for (int i = 0; i < files.size(); i++) {
            RecordingFile one = files.get(i);
            CsvSample sample = new CsvSample(one, layouts.get(i), Recordings.SAMPLE_ROWS);
            all.take(sample.sketch());
            units.add(sample.unit());
            styles.add(StyleSample.of(one, layouts.get(i), sample.unit()));
            if (symbol.isEmpty()) {
                symbol = Optional.of(sample.instrument(one, settings.reading()).symbol());
            } else if (settings.reading().symbol().isEmpty()
                    && !one.symbolInName().equals(symbol)) {
                throw new FeedException(
                        one.name()
                                + " is not of "
                                + symbol.get()
                                + " as "
                                + files.get(0).name()
                                + " is; import each instrument into a recording of its own, or name"
                                + " the symbol of all with --symbol");
            }
        }
        ReplaySettings reading = settings.reading();
        return all.instrument(0, symbol.orElseThrow(), reading);
    }

    private RowSource source(int index) {
        CsvRows unsorted = new CsvRows(files.get(index), layouts.get(index));
        return switch (settings.order().kind()) {
            case STRICT -> unsorted;
            case WINDOW -> new WindowedRows(unsorted, settings.order().window());
            case SORT -> new SortedRows(unsorted, settings);
        };
    }

    private boolean advance(MarketListener listener, int limit) {
        try {
            if (source instanceof SortedRows sorted && !sorted.isLoaded()) {
                sorted.load(limit);
                return true;
            }
            if (!events.next()) {
                return nextFile();
            }
            rows++;
            keeper.keep(events);
            events.tell(listener);
            atStart = false;
        } catch (BadRow bad) {
            rows++;
            leaveOut(bad);
        }
        return true;
    }

    private boolean nextFile() {
        if (file + 1 == files.size()) {
            return false;
        }
        readBefore += files.get(file).readBytes();
        reordered += reorderedHere();
        file++;
        atStart = true;
        source = source(file);
        events.continueWith(source, layouts.get(file), units.get(file));
        keeper.nextFile(styles.get(file));
        return true;
    }

    private long reorderedHere() {
        if (source instanceof SortedRows sorted) {
            return sorted.reordered();
        }
        return source instanceof WindowedRows windowed ? windowed.reordered() : 0;
    }

    private void leaveOut(BadRow bad) {
        if (bad.isOutOfOrder()) {
            refuseIfItMust(bad);
            late++;
            return;
        }
        if (settings.reading().badRows() == BadRowPolicy.FAIL) {
            throw ImportRemedies.malformed(bad);
        }
        malformed++;
    }

    private void refuseIfItMust(BadRow bad) {
        if (atStart && file > 0) {
            throw ImportRemedies.givenAfter(files.get(file - 1), bad);
        }
        if (settings.order().kind() == RowOrderPolicy.Kind.STRICT) {
            throw new FeedException(
                    bad.getMessage()
                            + "; "
                            + Interleaving.describe(files.get(file), layouts.get(file), behindId())
                            + "; import with --order sort, or with --order window:N where rows are"
                            + " a few lines out of place",
                    bad);
        }
    }

    private long behindId() {
        try {
            return source.id();
        } catch (BadRow e) {
            throw new IllegalStateException("a row out of order has an id", e);
        }
    }
}
