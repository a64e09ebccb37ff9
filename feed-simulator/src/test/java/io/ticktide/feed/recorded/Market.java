package io.ticktide.feed.recorded;

import io.ticktide.codecs.Decimals;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.Side;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What one instrument's events add up to, in exact decimals: compared with independent truths. */
class Market implements MarketListener {
    private final Instrument instrument;
    private final TreeMap<Long, Bar> minutes = new TreeMap<>();
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    long trades;
    long firstNs = Long.MAX_VALUE;
    long lastNs;
    BigDecimal min;
    BigDecimal max;
    BigDecimal volume = BigDecimal.ZERO;
    BigDecimal notional = BigDecimal.ZERO;
    BigDecimal last;
    long quotes;
    long gaps;
    List<String> lastQuote = List.of();

    Market(Instrument instrument) {
        this.instrument = instrument;
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        BigDecimal px = BigDecimal.valueOf(price, instrument.priceScale());
        BigDecimal size = BigDecimal.valueOf(qty, instrument.qtyScale());
        trades++;
        firstNs = Math.min(firstNs, tsEvent);
        lastNs = Math.max(lastNs, tsEvent);
        min = min == null ? px : min.min(px);
        max = max == null ? px : max.max(px);
        volume = volume.add(size);
        notional = notional.add(px.multiply(size));
        last = px;
        long openSec = tsEvent / 60_000_000_000L * 60;
        minutes.computeIfAbsent(openSec, sec -> new Bar(px)).add(px, size);
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        quotes++;
        lastQuote = List.of(price(bidPx), qty(bidQty), price(askPx), qty(askQty));
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        if (reset) {
            bids.clear();
            asks.clear();
        }
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        TreeMap<Long, Long> levels = side == Side.BUY ? bids : asks;
        if (qty == 0) {
            levels.remove(price);
        } else {
            levels.put(price, qty);
        }
    }

    @Override
    public void onBookEnd() {}

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte state) {
        throw new AssertionError("a recording says nothing of trading states");
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        gaps++;
    }

    /** Best bid and ask of the book with their quantities, as {@link #lastQuote} has them. */
    List<String> touch() {
        Map.Entry<Long, Long> bid = bids.firstEntry();
        Map.Entry<Long, Long> ask = asks.firstEntry();
        return List.of(
                price(bid.getKey()), qty(bid.getValue()), price(ask.getKey()), qty(ask.getValue()));
    }

    SortedMap<Long, Long> bids() {
        return bids;
    }

    SortedMap<Long, Long> asks() {
        return asks;
    }

    int minuteBars() {
        return minutes.size();
    }

    /** SHA-256 of {@code openSec,open,high,low,close,volume,count} lines joined by line feeds. */
    String barsSha256() throws NoSuchAlgorithmException {
        List<String> lines = new ArrayList<>();
        minutes.forEach((openSec, bar) -> lines.add(openSec + "," + bar.text()));
        byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    }

    List<List<String>> top5(Map<Long, Long> levels) {
        return levels.entrySet().stream()
                .limit(5)
                .map(level -> List.of(price(level.getKey()), qty(level.getValue())))
                .toList();
    }

    private String price(long mantissa) {
        return Decimals.formatPlain(mantissa, instrument.priceScale());
    }

    private String qty(long mantissa) {
        return Decimals.formatPlain(mantissa, instrument.qtyScale());
    }

    private static final class Bar {
        private final BigDecimal open;
        private BigDecimal high;
        private BigDecimal low;
        private BigDecimal close;
        private BigDecimal volume = BigDecimal.ZERO;
        private int count;

        Bar(BigDecimal open) {
            this.open = open;
            this.high = open;
            this.low = open;
        }

        void add(BigDecimal price, BigDecimal qty) {
            high = high.max(price);
            low = low.min(price);
            close = price;
            volume = volume.add(qty);
            count++;
        }

        String text() {
            return plain(open)
                    + ","
                    + plain(high)
                    + ","
                    + plain(low)
                    + ","
                    + plain(close)
                    + ","
                    + plain(volume)
                    + ","
                    + count;
        }

        private static String plain(BigDecimal value) {
            return value.stripTrailingZeros().toPlainString();
        }
    }
}
