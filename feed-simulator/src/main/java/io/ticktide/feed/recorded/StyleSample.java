package io.ticktide.feed.recorded;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.BadRow;
import io.ticktide.feed.rows.ColumnRole;
import io.ticktide.feed.rows.RowColumn;
import io.ticktide.feed.rows.RowStyle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Learns from the first rows of a CSV file how its rows are printed. */
final class StyleSample {
    private static final int ROWS = 20_000;
    private static final int PREFIX_BYTES = 1 << 14;
    // More would not fit a long beside the digits before the point.
    private static final int MOST_DECIMALS = 12;

    private final List<ColumnRole> roles;
    private final int[] least;
    private final int[] most;
    private String whatIsTrue = "";
    private int left = ROWS;

    private StyleSample(CsvLayout layout) {
        roles = roles(layout);
        least = new int[roles.size()];
        most = new int[roles.size()];
        Arrays.fill(least, MOST_DECIMALS);
    }

    static RowStyle of(RecordingFile file, CsvLayout layout, EpochUnit unit) {
        StyleSample sample = new StyleSample(layout);
        try (CsvRows rows = new CsvRows(file, layout)) {
            while (sample.left > 0 && sample.take(rows)) {
                sample.left--;
            }
        }
        String firstLine = firstLine(file);
        boolean carriageReturn = firstLine.endsWith("\r");
        String header = carriageReturn ? firstLine.substring(0, firstLine.length() - 1) : firstLine;
        return new RowStyle(
                file.name(),
                layout.name(),
                layout.header() ? header : "",
                carriageReturn ? "\r\n" : "\n",
                unit.toNs(1),
                sample.whatIsTrue,
                falseLike(sample.whatIsTrue),
                sample.columns());
    }

    private boolean take(CsvRows rows) {
        try {
            if (!rows.next()) {
                return false;
            }
        } catch (BadRow e) {
            return true; // Told when the import comes to it.
        }
        for (int i = 0; i < roles.size(); i++) {
            if (roles.get(i).isDecimal()) {
                int decimals = rows.row().printedDecimals(i);
                least[i] = Math.min(least[i], decimals);
                most[i] = Math.min(MOST_DECIMALS, Math.max(most[i], decimals));
            } else if (roles.get(i) == ColumnRole.BUYER_MAKER && whatIsTrue.isEmpty()) {
                whatIsTrue = trueLike(rows.row().text(i));
            }
        }
        return true;
    }

    private List<RowColumn> columns() {
        List<RowColumn> columns = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            boolean decimal = roles.get(i).isDecimal();
            // Where the decimals differ zeros are stripped, all of them or all but one.
            int zeros = least[i] < most[i] ? Math.min(least[i], 1) : least[i];
            columns.add(new RowColumn(roles.get(i), decimal ? zeros : 0, most[i]));
        }
        return columns;
    }

    private static List<ColumnRole> roles(CsvLayout layout) {
        if (layout.content() == CsvLayout.Content.BOOK_TICKER) {
            return List.of(
                    ColumnRole.UPDATE_ID,
                    ColumnRole.BID_PRICE,
                    ColumnRole.BID_QTY,
                    ColumnRole.ASK_PRICE,
                    ColumnRole.ASK_QTY,
                    ColumnRole.TIME,
                    ColumnRole.SENT_TIME);
        }
        List<ColumnRole> roles =
                new ArrayList<>(List.of(ColumnRole.TRADE_ID, ColumnRole.PRICE, ColumnRole.QTY));
        switch (layout.content()) {
            case AGG_TRADES -> {
                roles.add(ColumnRole.FIRST_TRADE_ID);
                roles.add(ColumnRole.LAST_TRADE_ID);
            }
            case COIN_TRADES -> roles.add(ColumnRole.BASE_QTY);
            default -> roles.add(ColumnRole.QUOTE_QTY);
        }
        roles.add(ColumnRole.TIME);
        roles.add(ColumnRole.BUYER_MAKER);
        if (layout.kind() == Instrument.Kind.CRYPTO_SPOT) {
            roles.add(ColumnRole.BEST_MATCH);
        }
        return roles;
    }

    /** The word for true in the case of a sample, which may be a false. */
    private static String trueLike(String sample) {
        if (sample.equals(sample.toLowerCase(Locale.ROOT))) {
            return "true";
        }
        return sample.equals(sample.toUpperCase(Locale.ROOT)) ? "TRUE" : "True";
    }

    private static String falseLike(String whatIsTrue) {
        return switch (whatIsTrue) {
            case "true" -> "false";
            case "TRUE" -> "FALSE";
            default -> "False";
        };
    }

    private static String firstLine(RecordingFile file) {
        try (InputStream in = file.open()) {
            String start = new String(in.readNBytes(PREFIX_BYTES), StandardCharsets.UTF_8);
            int end = start.indexOf('\n');
            return end < 0 ? start : start.substring(0, end);
        } catch (IOException e) {
            throw file.unreadable(e);
        } catch (FeedException e) {
            throw ImportRemedies.of(e);
        }
    }
}
