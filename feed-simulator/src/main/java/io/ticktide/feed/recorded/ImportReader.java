package io.ticktide.feed.recorded;

import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.rows.RowStyle;
import io.ticktide.feed.rows.RowsEncoder;
import java.util.List;
import java.util.Optional;

/**
 * Files that are read row by row to be recorded.
 *
 * <p>Owner: one thread.
 */
public interface ImportReader extends AutoCloseable {
    /** For people: "Binance CSV trades, spot". */
    String format();

    /** What each file is, in their order. */
    List<RecordingFacts> files();

    /** The instruments in the order of their ids. */
    List<Instrument> instruments();

    /** How the rows of each CSV file were printed; empty for recorded lines. */
    List<RowStyle> styles();

    /**
     * Goes on by some rows.
     *
     * @param listener hears of the events in them.
     * @return whether there may be more.
     * @throws io.ticktide.feed.FeedException when a file cannot be read on, or a row is not sound
     *     or not in order and must not be left out; says which, why and what to do.
     */
    boolean poll(MarketListener listener, int rows);

    /** What rows so far held beyond their events; empty for recorded lines. */
    Optional<RowsEncoder> rows();

    /** What became of the rows so far. */
    ImportCounts counts();

    /** Bytes of the files that were read, as they are on the disk. */
    long readBytes();

    /** Bytes of all files. */
    long totalBytes();

    @Override
    void close();
}
