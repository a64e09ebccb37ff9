package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.replay.BadRow;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.rows.RowStyle;
import io.ticktide.feed.rows.RowsEncoder;
import java.util.List;
import java.util.Optional;

/** Reads files of recorded lines; what one knows of ids and books holds in the next. */
final class LinesImport implements ImportReader {
    private static final String FORMAT = "recorded lines of Binance messages";

    private final List<RecordingFile> files;
    private final ImportSettings settings;
    private final RecordedStats stats = new RecordedStats();
    private final RecordedInstruments instruments;
    private final RecordedLines lines;
    private int file;
    private boolean atStart;
    private long rows;
    private long readBefore;

    LinesImport(List<RecordingFile> files, ImportSettings settings) {
        if (settings.order().kind() != RowOrderPolicy.Kind.STRICT) {
            throw new FeedException(
                    files.get(0).name()
                            + " holds recorded lines, which stand in the order of their receipt;"
                            + " leave out --order "
                            + settings.order());
        }
        this.files = files;
        this.settings = settings;
        RecordedLinesSample sample = new RecordedLinesSample(files, Recordings.SAMPLE_ROWS);
        instruments = sample.instruments(settings.reading());
        lines = new RecordedLines(files.get(0), instruments, stats);
    }

    @Override
    public String format() {
        return FORMAT;
    }

    @Override
    public List<RecordingFacts> files() {
        return files.stream()
                .map(
                        one ->
                                new RecordingFacts(
                                        FORMAT, one.compression().toString(), "each its own"))
                .toList();
    }

    @Override
    public List<Instrument> instruments() {
        return instruments.all();
    }

    @Override
    public List<RowStyle> styles() {
        return List.of();
    }

    @Override
    public boolean poll(MarketListener listener, int limit) {
        try {
            for (int i = 0; i < limit; i++) {
                if (!advance(listener)) {
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
        return Optional.empty();
    }

    @Override
    public ImportCounts counts() {
        long malformed = stats.skippedRows() - stats.outOfOrderRows();
        return new ImportCounts(
                rows,
                malformed,
                stats.outOfOrderRows(),
                0,
                0,
                stats.offBookTrades() + stats.otherEvents());
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
        lines.close();
    }

    private boolean advance(MarketListener listener) {
        try {
            if (!lines.next()) {
                return nextFile();
            }
            rows++;
            lines.tell(listener);
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
        file++;
        atStart = true;
        lines.continueWith(files.get(file));
        return true;
    }

    private void leaveOut(BadRow bad) {
        if (bad.isOutOfOrder() && atStart) {
            throw ImportRemedies.givenAfter(files.get(file - 1), bad);
        }
        if (settings.reading().badRows() == BadRowPolicy.FAIL) {
            throw ImportRemedies.malformed(bad);
        }
        stats.countSkippedRow(bad.isOutOfOrder());
    }
}
