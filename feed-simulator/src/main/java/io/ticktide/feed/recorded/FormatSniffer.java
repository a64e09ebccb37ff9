package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells the format of a recording by how its first line looks; never by the file's name. What is
 * not supported is refused with what it looks like.
 */
final class FormatSniffer {
    private static final int PREFIX_BYTES = 1 << 14;
    private static final String SUPPORTED =
            "; supported are recorded lines (receive time in ns, a space, a Binance trade,"
                    + " bookTicker or depth message), Binance CSV trades (spot, USD-M) and Binance"
                    + " CSV bookTicker, each plain or as gzip, zip or zstd";

    private static final Pattern RECORDED_LINE = Pattern.compile("\\d{9,19} +\\{.*");
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.]+([eE][+-]?\\d+)?");
    private static final Pattern BOOL = Pattern.compile("(?i)true|false");
    private static final Pattern BINARY = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F]");

    private static final String TRADES_HEADER = "id,price,qty,quoteqty,time,isbuyermaker";
    private static final String SPOT_TRADES_HEADER = TRADES_HEADER + ",isbestmatch";
    private static final String BOOK_TICKER_HEADER =
            "updateid,bestbidprice,bestbidqty,bestaskprice,bestaskqty,transactiontime,eventtime";

    private FormatSniffer() {}

    /**
     * The format of a file.
     *
     * @throws FeedException when the file cannot be read, holds nothing, or is of another format.
     */
    static Format sniff(RecordingFile file) {
        String line = firstLine(prefix(file));
        if (line.isEmpty()) {
            throw new FeedException(
                    file.name() + " holds no rows; fetch or record it again" + SUPPORTED);
        }
        if (RECORDED_LINE.matcher(line).matches()) {
            return Format.RECORDED_LINES;
        }
        String[] columns = line.split(",", -1);
        if (WHOLE.matcher(columns[0]).matches() && columns.length > 1) {
            return headerless(file, columns);
        }
        return byHeader(file, line);
    }

    private static Format byHeader(RecordingFile file, String line) {
        String header = line.toLowerCase(Locale.ROOT).replaceAll("[_ \"]", "");
        return switch (header) {
            case TRADES_HEADER -> trades(true, 6, Instrument.Kind.CRYPTO_PERPETUAL);
            case SPOT_TRADES_HEADER -> trades(true, 7, Instrument.Kind.CRYPTO_SPOT);
            case BOOK_TICKER_HEADER -> bookTicker(true);
            default -> throw refused(file, looks(line, header));
        };
    }

    private static Format headerless(RecordingFile file, String[] columns) {
        int bools = 0;
        while (bools < columns.length
                && BOOL.matcher(columns[columns.length - 1 - bools].strip()).matches()) {
            bools++;
        }
        if (columns.length == 7 && bools == 2) {
            return trades(false, 7, Instrument.Kind.CRYPTO_SPOT);
        }
        if (columns.length == 6 && bools == 1) {
            return trades(false, 6, Instrument.Kind.CRYPTO_PERPETUAL);
        }
        if (columns.length == 7 && allNumbers(columns)) {
            return bookTicker(false);
        }
        if (columns.length == 12 && allNumbers(columns)) {
            throw refused(file, "Binance klines (bars, not events) without a header");
        }
        if (bools > 0 && columns.length - bools == 6) {
            throw refused(file, "Binance aggTrades (merged trades) without a header");
        }
        throw refused(file, "a CSV of " + columns.length + " columns without a header");
    }

    private static Format trades(boolean header, int columns, Instrument.Kind kind) {
        return Format.csv(new CsvLayout(CsvLayout.Content.TRADES, header, columns, kind));
    }

    private static Format bookTicker(boolean header) {
        return Format.csv(
                new CsvLayout(
                        CsvLayout.Content.BOOK_TICKER,
                        header,
                        7,
                        Instrument.Kind.CRYPTO_PERPETUAL));
    }

    private static String looks(String line, String header) {
        if (header.startsWith("aggtradeid,")) {
            return "Binance aggTrades (merged trades)";
        }
        if (header.startsWith("opentime,")) {
            return "Binance klines (bars, not events)";
        }
        if (header.startsWith("id,price,qty,baseqty,")) {
            return "Binance COIN-M trades (quantities are contracts)";
        }
        if (line.startsWith("{") || line.startsWith("[")) {
            return "JSON without a receive time before each message";
        }
        if (line.startsWith("BZh")) {
            return "bzip2-compressed data";
        }
        if (line.startsWith("\u00FD7zXZ")) {
            return "xz-compressed data";
        }
        if (line.startsWith("PAR1")) {
            return "a Parquet file";
        }
        if (BINARY.matcher(line).find()) {
            return "binary data";
        }
        String shown = RowTexts.shown(line);
        return line.contains(",")
                ? "a CSV that begins \"" + shown + '"'
                : "text that begins \"" + shown + '"';
    }

    private static boolean allNumbers(String[] columns) {
        for (String column : columns) {
            if (!NUMBER.matcher(column.strip()).matches()) {
                return false;
            }
        }
        return true;
    }

    private static FeedException refused(RecordingFile file, String looks) {
        return new FeedException(
                file.name() + ":1: cannot be replayed: it looks like " + looks + SUPPORTED);
    }

    private static String firstLine(byte[] prefix) {
        String text = new String(prefix, StandardCharsets.UTF_8);
        if (BINARY.matcher(text).find()) {
            // Magic bytes beyond ASCII survive in Latin-1 only.
            text = new String(prefix, StandardCharsets.ISO_8859_1);
        }
        return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }

    private static byte[] prefix(RecordingFile file) {
        try (InputStream in = file.open()) {
            return in.readNBytes(PREFIX_BYTES);
        } catch (IOException e) {
            throw file.unreadable(e);
        }
    }
}
