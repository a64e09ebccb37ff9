package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.replay.ReplayFeed;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.RowReader;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens real recordings as feeds. Format and compression are told by content:
 *
 * <ul>
 *   <li>recorded lines, {@code <receive time ns> <JSON>}: Binance trade, bookTicker and depth
 *       messages, in {@code {"stream","data"}} wrappers or bare, and REST depth snapshots;
 *   <li>Binance CSV trades: spot and USD-M, with or without a header;
 *   <li>Binance CSV bookTicker;
 *   <li>each plain or as gzip (of any number of members), zip or zstd.
 * </ul>
 *
 * <p>The first {@value #SAMPLE_ROWS} rows are read in advance to learn symbols, decimals and the
 * unit of times. A later row that does not fit what they said is a bad row.
 */
public final class Recordings {
    /** Rows that are read in advance. */
    public static final int SAMPLE_ROWS = 200_000;

    private Recordings() {}

    /**
     * What a recording is, without playing it.
     *
     * @throws FeedException as {@link #open} does.
     */
    public static RecordingFacts facts(Path path) {
        RecordingFile file = new RecordingFile(path);
        Format format = FormatSniffer.sniff(file);
        String compression = file.compression().toString();
        if (format.csv().isEmpty()) {
            return new RecordingFacts(
                    "recorded lines of Binance messages", compression, "each by its size");
        }
        CsvLayout layout = format.csv().get();
        String unit = new CsvSample(file, layout, SAMPLE_ROWS).unit().toString();
        return new RecordingFacts(layout.toString(), compression, unit);
    }

    /**
     * A feed that plays a recording; nothing is due before its first poll.
     *
     * @throws FeedException when the file is missing, unreadable, empty, truncated within the
     *     sample, of an unsupported format, or does not say its symbol; the message says what to
     *     do.
     */
    public static ReplayFeed open(Path path, ReplaySettings settings) {
        RecordingFile file = new RecordingFile(path);
        RecordedStats stats = new RecordedStats();
        Format format = FormatSniffer.sniff(file);
        List<Instrument> instruments;
        RowReader reader;
        if (format.csv().isPresent()) {
            CsvLayout layout = format.csv().get();
            if (!layout.isForReplay()) {
                throw FormatSniffer.refusedForReplay(file, layout);
            }
            CsvSample sample = new CsvSample(file, layout, SAMPLE_ROWS);
            Instrument instrument = sample.instrument(file, settings);
            instruments = List.of(instrument);
            reader = new CsvEvents(file, layout, instrument, sample.unit(), stats);
        } else {
            RecordedLinesSample sample = new RecordedLinesSample(file, SAMPLE_ROWS);
            RecordedInstruments recorded = sample.instruments(settings);
            instruments = recorded.all();
            reader = new RecordedLines(file, recorded, stats);
        }
        return new ReplayFeed(file.name(), instruments, reader, settings, stats);
    }
}
