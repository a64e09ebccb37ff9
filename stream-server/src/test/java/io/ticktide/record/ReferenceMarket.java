package io.ticktide.record;

import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageLength;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.FeedClockDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The market kept the simplest way: maps, strings, no shortcuts. */
final class ReferenceMarket {
    private static final long GRACE_NS = 500_000_000L;

    /** What of a bar follows from its trades alone. */
    record Bar(long open, long high, long low, long close, long volume, long trades, long lastSeq) {
        Bar and(Bar later) {
            return new Bar(
                    open,
                    Math.max(high, later.high),
                    Math.min(low, later.low),
                    later.close,
                    volume + later.volume,
                    trades + later.trades,
                    later.lastSeq);
        }
    }

    private final Map<String, String> newest = new HashMap<>();
    private final Map<String, TreeMap<Long, String>> books = new HashMap<>();
    private final Map<String, String> bookEvents = new HashMap<>();
    private final Map<String, TreeMap<Long, Bar>> bars = new HashMap<>();
    private long clockNs;

    void apply(DirectBuffer message, int offset, int length) {
        int templateId = EventHeader.templateId(message, offset);
        if (templateId == FeedClockDecoder.TEMPLATE_ID) {
            FeedClockDecoder clock = new FeedClockDecoder();
            MessageHeaderDecoder header = new MessageHeaderDecoder();
            clockNs = clock.wrapAndApplyHeader(message, offset, header).tsEvent();
            return;
        }
        int id = EventHeader.instrumentId(message, offset);
        switch (templateId) {
            case BookDeltaDecoder.TEMPLATE_ID -> applyBook(id, message, offset);
            case TradeDecoder.TEMPLATE_ID -> {
                newest.put(id + " trade", hex(message, offset, length));
                applyTrade(id, message, offset);
            }
            case CandleDecoder.TEMPLATE_ID -> throw new AssertionError("a bar in the ring");
            default -> {
                boolean quote = templateId == 16 || templateId == 17;
                newest.put(id + (quote ? " quote" : " status"), hex(message, offset, length));
            }
        }
    }

    /** Adds what a message of a snapshot says to a description of it. */
    static void describe(
            DirectBuffer message, int offset, int length, Map<String, String> into, Books books) {
        int templateId = EventHeader.templateId(message, offset);
        int id = EventHeader.instrumentId(message, offset);
        switch (templateId) {
            case BookDeltaDecoder.TEMPLATE_ID -> books.apply(id, message, offset);
            case CandleDecoder.TEMPLATE_ID -> {
                CandleDecoder candle =
                        new CandleDecoder()
                                .wrapAndApplyHeader(message, offset, new MessageHeaderDecoder());
                into.put(
                        id + " bar " + candle.intervalSec(),
                        candle.openTime() + " " + candle.state() + " " + bar(candle));
            }
            default -> {
                String name =
                        templateId == TradeDecoder.TEMPLATE_ID
                                ? " trade"
                                : templateId == 16 || templateId == 17 ? " quote" : " status";
                into.put(id + name, hex(message, offset, length));
            }
        }
    }

    static Bar bar(CandleDecoder candle) {
        return new Bar(
                candle.openPx(),
                candle.highPx(),
                candle.lowPx(),
                candle.closePx(),
                candle.volume(),
                candle.trades(),
                candle.lastTradeSeq());
    }

    /** Everything a snapshot has to say now. */
    Map<String, String> description() {
        Map<String, String> all = new TreeMap<>(newest);
        books.forEach((id, levels) -> all.put(id + " book", bookEvents.get(id) + levels));
        bars.forEach(
                (key, series) -> {
                    long openNs = series.lastKey();
                    int seconds = Integer.parseInt(key.substring(key.lastIndexOf(' ') + 1));
                    String state = isOver(openNs, seconds) ? "CLOSED" : "OPEN";
                    all.put(key, openNs + " " + state + " " + series.get(openNs));
                });
        return all;
    }

    /** Bars that have closed: "instrument bar seconds open-time" to the bar. */
    Map<String, Bar> closedBars() {
        Map<String, Bar> closed = new TreeMap<>();
        bars.forEach(
                (key, series) ->
                        series.forEach(
                                (openNs, bar) -> {
                                    int seconds =
                                            Integer.parseInt(
                                                    key.substring(key.lastIndexOf(' ') + 1));
                                    if (openNs < series.lastKey() || isOver(openNs, seconds)) {
                                        closed.put(key + " " + openNs, bar);
                                    }
                                }));
        return closed;
    }

    /** Books as a snapshot describes them. */
    static final class Books {
        private final ReferenceMarket market = new ReferenceMarket();

        void apply(int id, DirectBuffer message, int offset) {
            market.applyBook(id, message, offset);
        }

        void addTo(Map<String, String> description) {
            description.putAll(market.description());
        }
    }

    private boolean isOver(long openNs, int seconds) {
        return openNs + seconds * 1_000_000_000L <= clockNs - GRACE_NS;
    }

    private void applyBook(int id, DirectBuffer message, int offset) {
        BookDeltaDecoder delta =
                new BookDeltaDecoder()
                        .wrapAndApplyHeader(message, offset, new MessageHeaderDecoder());
        TreeMap<Long, String> levels = books.computeIfAbsent("" + id, any -> new TreeMap<>());
        if ((EventHeader.flags(message, offset) & Bits.FLAG_RESET) != 0) {
            levels.clear();
        }
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            long key = level.price() * 2 + (level.side() == Side.BUY ? 1 : 0);
            if (level.qty() == 0) {
                levels.remove(key);
            } else {
                levels.put(key, level.side() + " " + level.qty());
            }
        }
        bookEvents.put(
                "" + id,
                EventHeader.seq(message, offset) + "@" + EventHeader.tsEvent(message, offset));
    }

    private void applyTrade(int id, DirectBuffer message, int offset) {
        TradeDecoder trade =
                new TradeDecoder().wrapAndApplyHeader(message, offset, new MessageHeaderDecoder());
        long price = trade.price();
        Bar one = new Bar(price, price, price, price, trade.qty(), 1, trade.ev().seq());
        for (BarInterval interval : BarInterval.values()) {
            bars.computeIfAbsent(id + " bar " + interval.seconds(), any -> new TreeMap<>())
                    .merge(interval.openTimeNs(trade.ev().tsEvent()), one, Bar::and);
        }
    }

    private static String hex(DirectBuffer message, int offset, int length) {
        byte[] bytes = new byte[length];
        message.getBytes(offset, bytes);
        return Arrays.toString(bytes);
    }

    /** Messages of a block, one after the other. */
    static List<UnsafeBuffer> messages(UnsafeBuffer content, int length) {
        List<UnsafeBuffer> all = new ArrayList<>();
        for (int at = 0; at < length; ) {
            int bytes = MessageLength.of(content, at);
            all.add(new UnsafeBuffer(content, at, bytes));
            at += bytes;
        }
        return all;
    }
}
