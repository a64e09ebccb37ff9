package io.ticktide.cli.sub;

import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.sbe.BarQualityDecoder;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.EvDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeSummaryDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** Makes one aligned line of a message, for a terminal. */
final class Rows {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Ansi ansi;

    Rows(Ansi ansi) {
        this.ansi = ansi;
    }

    String quote(Definition def, QuoteDecoder quote) {
        long askPx = quote.bidPx() + quote.spread();
        return quoteRow(def, quote.ev(), quote.bidPx(), quote.bidQty(), askPx, quote.askQty());
    }

    String quote(Definition def, QuoteWideDecoder quote) {
        return quoteRow(
                def, quote.ev(), quote.bidPx(), quote.bidQty(), quote.askPx(), quote.askQty());
    }

    String trade(Definition def, TradeDecoder trade) {
        return row(
                def,
                trade.ev(),
                "trade",
                side(trade.aggressor())
                        + price(def, trade.price())
                        + " x "
                        + qty(def, trade.qty()));
    }

    String trades(Definition def, TradeSummaryDecoder summary) {
        return row(
                def,
                summary.ev(),
                "trades",
                side(summary.lastAggressor())
                        + price(def, summary.lastPx())
                        + " x "
                        + qty(def, summary.volume())
                        + summary.trades()
                        + " trades, "
                        + Decimals.format(summary.lowPx(), def.priceScale())
                        + " to "
                        + Decimals.format(summary.highPx(), def.priceScale()));
    }

    String candle(Definition def, CandleDecoder bar) {
        BarQualityDecoder quality = bar.quality();
        return row(
                def,
                bar.ev(),
                interval(bar.intervalSec()),
                String.format(
                        Locale.ROOT,
                        "%s  %-9s O%s H%s L%s C%s  V %s%d trades%s",
                        time(bar.openTime()).substring(0, 8),
                        bar.state(),
                        price(def, bar.openPx()),
                        price(def, bar.highPx()),
                        price(def, bar.lowPx()),
                        price(def, bar.closePx()),
                        qty(def, bar.volume()),
                        bar.trades(),
                        quality.isEmpty() ? "" : " " + names(quality.toString())));
    }

    String book(Definition def, BookSnapshotDecoder book) {
        StringBuilder body = new StringBuilder(96);
        int bids = 0;
        for (BookSnapshotDecoder.BidsDecoder level : book.bids()) {
            body.append(bids++ == 0 ? level(def, level.price(), level.qty()) : "");
        }
        int asks = 0;
        for (BookSnapshotDecoder.AsksDecoder level : book.asks()) {
            body.append(asks++ == 0 ? level(def, level.price(), level.qty()) : "");
        }
        return row(def, book.ev(), "book", body.toString() + bids + " bids, " + asks + " asks");
    }

    String bookChange(Definition def, BookDeltaDecoder delta) {
        StringBuilder body = new StringBuilder(96);
        int changed = 0;
        int left = 0;
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            changed++;
            if (level.qty() == 0) {
                left++;
            } else if (body.isEmpty()) {
                body.append(side(level.side())).append(level(def, level.price(), level.qty()));
            }
        }
        return row(
                def, delta.ev(), "book", body.toString() + changed + " levels, " + left + " gone");
    }

    String status(Definition def, TradingStatusDecoder status) {
        return row(def, status.ev(), "status", status.state().name());
    }

    private String quoteRow(
            Definition def, EvDecoder ev, long bidPx, long bidQty, long askPx, long askQty) {
        return row(
                def,
                ev,
                "quote",
                "     "
                        + price(def, bidPx)
                        + " x "
                        + qty(def, bidQty)
                        + price(def, askPx)
                        + " x "
                        + qty(def, askQty));
    }

    private String row(Definition def, EvDecoder ev, String kind, String body) {
        StringBuilder text = new StringBuilder(160);
        text.append(ansi.string("@|faint " + time(ev.tsEvent()) + "|@"));
        text.append("  ")
                .append(String.format(Locale.ROOT, "%-10s %-6s ", def.symbol(), kind))
                .append(body);
        if (ev.conflated() > 0) {
            text.append(" +").append(ev.conflated()).append(" merged");
            text.append(ev.cause().isEmpty() ? "" : " " + names(ev.cause().toString()));
        }
        if (ev.flags().sNAPSHOT()) {
            text.append(" snapshot");
        }
        return text.toString().stripTrailing();
    }

    private static String level(Definition def, long price, long qty) {
        return price(def, price) + " x " + qty(def, qty);
    }

    private String side(Side side) {
        return switch (side) {
            case BUY -> ansi.string("@|green BUY |@ ");
            case SELL -> ansi.string("@|red SELL|@ ");
            default -> "     ";
        };
    }

    private static String price(Definition def, long mantissa) {
        String text = mantissa == Decimals.NULL ? "-" : Decimals.format(mantissa, def.priceScale());
        return String.format(Locale.ROOT, "%12s", text);
    }

    private static String qty(Definition def, long mantissa) {
        String text = mantissa == Decimals.NULL ? "-" : Decimals.format(mantissa, def.qtyScale());
        return String.format(Locale.ROOT, "%-13s ", text);
    }

    private static String time(long epochNs) {
        Instant instant =
                Instant.ofEpochSecond(
                        Math.floorDiv(epochNs, NS_PER_SECOND),
                        Math.floorMod(epochNs, NS_PER_SECOND));
        return TIME.format(instant);
    }

    private static String interval(long seconds) {
        for (BarInterval interval : BarInterval.values()) {
            if (interval.seconds() == seconds) {
                return interval.label();
            }
        }
        return seconds + "s";
    }

    // The generated names of bits read {rATE,sLOW}.
    private static String names(String bits) {
        return bits.substring(1, bits.length() - 1).toUpperCase(Locale.ROOT);
    }
}
