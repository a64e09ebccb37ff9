package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
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
                    + " CSV bookTicker, each plain or as gzip, zip or zstd; ticktide import also"
                    + " takes COIN-M trades and aggTrades";

    private static final String KLINES = "Binance klines (bars, not events";
    private static final String INSTEAD =
            ": take the trades or aggTrades of the same days, bars are made of them";

    private static final Pattern RECORDED_LINE = Pattern.compile("\\d{9,19} +\\{.*");
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?[\\d.]+([eE][+-]?\\d+)?");
    private static final Pattern BOOL = Pattern.compile("(?i)true|false");
    private static final Pattern BINARY = Pattern.compile("[\\x00-\\x08\\x0E-\\x1F]");

    private static final String TRADES_HEADER = "id,price,qty,quoteqty,time,isbuyermaker";
    private static final String SPOT_TRADES_HEADER = TRADES_HEADER + ",isbestmatch";
    private static final String COIN_TRADES_HEADER = "id,price,qty,baseqty,time,isbuyermaker";
    private static final String AGG_TRADES_HEADER =
            "aggtradeid,price,quantity,firsttradeid,lasttradeid,transacttime,isbuyermaker";
    private static final String SPOT_AGG_TRADES_HEADER = AGG_TRADES_HEADER + ",isbestmatch";
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
            case COIN_TRADES_HEADER -> coinTrades(true);
            case AGG_TRADES_HEADER -> aggTrades(true, 7, Instrument.Kind.CRYPTO_PERPETUAL);
            case SPOT_AGG_TRADES_HEADER -> aggTrades(true, 8, Instrument.Kind.CRYPTO_SPOT);
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
            return isQuoteQty(columns)
                    ? trades(false, 6, Instrument.Kind.CRYPTO_PERPETUAL)
                    : coinTrades(false);
        }
        if (columns.length == 7 && bools == 1) {
            return aggTrades(false, 7, Instrument.Kind.CRYPTO_PERPETUAL);
        }
        if (columns.length == 8 && bools == 2) {
            return aggTrades(false, 8, Instrument.Kind.CRYPTO_SPOT);
        }
        if (columns.length == 7 && allNumbers(columns)) {
            return bookTicker(false);
        }
        if (columns.length == 12 && allNumbers(columns)) {
            throw refused(file, KLINES + timesOf(columns[0]) + " without a header" + INSTEAD);
        }
        throw refused(file, "a CSV of " + columns.length + " columns without a header");
    }

    private static Format trades(boolean header, int columns, Instrument.Kind kind) {
        return Format.csv(new CsvLayout(CsvLayout.Content.TRADES, header, columns, kind));
    }

    private static Format coinTrades(boolean header) {
        return Format.csv(
                new CsvLayout(
                        CsvLayout.Content.COIN_TRADES,
                        header,
                        6,
                        Instrument.Kind.CRYPTO_PERPETUAL));
    }

    private static Format aggTrades(boolean header, int columns, Instrument.Kind kind) {
        return Format.csv(new CsvLayout(CsvLayout.Content.AGG_TRADES, header, columns, kind));
    }

    /** USD-M and COIN-M differ in one column: price × quantity, or contracts divided by price. */
    private static boolean isQuoteQty(String[] columns) {
        try {
            BigDecimal price = new BigDecimal(columns[CsvLayout.TRADE_PRICE].strip());
            BigDecimal qty = new BigDecimal(columns[CsvLayout.TRADE_QTY].strip());
            BigDecimal product = price.multiply(qty);
            BigDecimal apart = product.subtract(new BigDecimal(columns[3].strip())).abs();
            return apart.movePointRight(2).compareTo(product.abs()) <= 0;
        } catch (NumberFormatException e) {
            return true; // A bad row, which is told as such.
        }
    }

    private static String timesOf(String time) {
        try {
            return "; times in " + EpochUnit.of("time", Long.parseLong(time)) + ")";
        } catch (BadField | NumberFormatException e) {
            return ")";
        }
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
            return "Binance aggTrades with other columns than are known";
        }
        if (header.startsWith("opentime,")) {
            return KLINES + ")" + INSTEAD;
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

    /** What may only be imported is refused by a replay. */
    static FeedException refusedForReplay(RecordingFile file, CsvLayout layout) {
        boolean merged = layout.content() == CsvLayout.Content.AGG_TRADES;
        String looks =
                merged
                        ? "Binance aggTrades (merged trades)"
                        : "Binance COIN-M trades (quantities are contracts)";
        return refused(file, looks);
    }

    private static FeedException refused(RecordingFile file, String looks) {
        return new FeedException(
                file.name() + ":1: cannot be read: it looks like " + looks + SUPPORTED);
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
