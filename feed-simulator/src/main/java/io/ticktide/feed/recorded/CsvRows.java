package io.ticktide.feed.recorded;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.replay.BadRow;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The rows of a CSV file behind its header, one at a time, as texts.
 *
 * <p>Owner: one thread.
 */
final class CsvRows implements RowSource {
    private static final int MAX_ROW_CHARS = 1 << 16;
    // Binance quotes nothing; a stray quote must spoil its own row, not swallow those behind it.
    private static final char NO_QUOTE = '\u0001';

    private final RecordingFile file;
    private final CsvLayout layout;
    private final Texts texts = new Texts();
    private final CsvReader<RowTexts> reader;
    private final CloseableIterator<RowTexts> rows;

    /**
     * @throws FeedException when the file cannot be opened.
     */
    CsvRows(RecordingFile file, CsvLayout layout) {
        this.file = file;
        this.layout = layout;
        this.reader =
                CsvReader.builder()
                        .quoteCharacter(NO_QUOTE)
                        .skipEmptyLines(true)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .maxBufferSize(MAX_ROW_CHARS)
                        .build(
                                texts,
                                new InputStreamReader(file.open(), StandardCharsets.ISO_8859_1));
        this.rows = reader.iterator();
        if (layout.header()) {
            advance();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws BadRow when the row has another number of columns.
     */
    @Override
    public boolean next() throws BadRow {
        if (!advance()) {
            return false;
        }
        if (texts.row.count() != layout.columns()) {
            throw bad(
                    new BadField(
                            "the row has "
                                    + texts.row.count()
                                    + " columns, "
                                    + layout.columns()
                                    + " are expected"));
        }
        return true;
    }

    @Override
    public RowTexts row() {
        return texts.row;
    }

    @Override
    public long line() {
        return texts.line;
    }

    @Override
    public RecordingFile file() {
        return file;
    }

    @Override
    public void close() {
        try {
            rows.close();
            reader.close();
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }

    private boolean advance() {
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            return true;
        } catch (UncheckedIOException e) {
            throw file.brokenAfter(line(), e.getCause());
        } catch (CsvParseException e) {
            throw new FeedException(
                    file.name() + ":" + (line() + 1) + ": cannot be read as CSV: " + e.getMessage(),
                    e);
        }
    }

    /** Takes fields as the parser finds them, without a String each. */
    private static final class Texts extends AbstractBaseCsvCallbackHandler<RowTexts> {
        private final RowTexts row = new RowTexts();
        private long line;

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            row.clear();
        }

        @Override
        protected void handleField(int fieldIdx, char[] buf, int offset, int len, boolean quoted) {
            row.add(buf, offset, len);
        }

        @Override
        protected RowTexts buildRecord() {
            return row;
        }
    }
}
