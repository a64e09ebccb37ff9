package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingCursor;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.segments.DefinedInstruments;
import io.ticktide.replay.BarQuery;
import io.ticktide.replay.RecordedBars;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real recordings, imported and read back, are what was worked out from them independently. */
final class RealImportTest {
    @TempDir private Path folder;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final BookDeltaDecoder delta = new BookDeltaDecoder();
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal notional = BigDecimal.ZERO;
    private BigDecimal last;
    private long trades;
    private long quotes;
    private List<String> lastQuote = List.of();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTCUSDT-trades-ms-noheader",
                "BTCUSDT-trades-us-noheader",
                "BTCUSDT-um-trades-header",
                "BTCUSDT-um-bookTicker-header"
            })
    void rowsOfEveryCsvFileComeBackByteForByte(String name) throws IOException {
        // given
        Path file = data("binance-csv/" + name + ".csv.gz");
        Path back = folder.resolve("back.csv");

        // when
        Path recording = imported(file);
        int code =
                new Terminal()
                        .run(
                                "export",
                                recording.toString(),
                                "--format",
                                "binance-csv",
                                "--out",
                                back.toString());

        // then
        assertThat(code).isZero();
        assertThat(Files.readAllBytes(back)).isEqualTo(unpacked(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spot_btcusdt_20240808.gz", "usdm_btcusdt_20240808.gz"})
    void recordedLinesReadBackAreTheIndependentTruth(String name) throws Exception {
        // given
        Path file = data("binance-recorded/" + name);
        JsonNode truth =
                new JsonMapper()
                        .readTree(data("EXPECTED.json").toFile())
                        .get("binance-recorded/" + name);
        JsonNode book = truth.get("book");

        // when
        Recording recording = Recording.open(imported(file));
        Instrument instrument =
                DefinedInstruments.read(recording.definitions(recording.runs().get(0))).get(0);
        readBack(recording, instrument);

        // then
        assertThat(recording.problems()).isEmpty();
        assertThat(trades).isEqualTo(truth.get("trade").get("trades").asLong());
        assertThat(volume).isEqualByComparingTo(truth.get("trade").get("qty").asString());
        assertThat(notional).isEqualByComparingTo(truth.get("trade").get("notional").asString());
        assertThat(last).isEqualByComparingTo(truth.get("trade").get("last").asString());
        assertThat(quotes).isEqualTo(truth.get("bookTicker").asLong());
        assertThat(lastQuote)
                .containsExactly(
                        plain(truth.get("last_bookTicker").get("b").asString()),
                        plain(truth.get("last_bookTicker").get("B").asString()),
                        plain(truth.get("last_bookTicker").get("a").asString()),
                        plain(truth.get("last_bookTicker").get("A").asString()));
        assertThat(bids).hasSize(book.get("bid_levels").asInt());
        assertThat(asks).hasSize(book.get("ask_levels").asInt());
        assertThat(top5(bids, instrument)).isEqualTo(pairs(book.get("top5_bids")));
        assertThat(top5(asks, instrument)).isEqualTo(pairs(book.get("top5_asks")));
        List<String> bars = minuteBars(recording, instrument);
        assertThat(bars).hasSize(truth.get("trade").get("minute_bars").asInt());
        assertThat(sha256(String.join("\n", bars)))
                .isEqualTo(truth.get("trade").get("bars_sha256").asString());
        assertThat(new Terminal().run("verify", recording.path().toString())).isZero();
    }

    private void readBack(Recording recording, Instrument instrument) {
        try (RecordingCursor cursor = recording.cursor(recording.runs().get(0))) {
            while (cursor.next()) {
                assertThat(cursor.kind()).isEqualTo(RecordingCursor.Kind.EVENT);
                DirectBuffer buffer = cursor.buffer();
                int at = cursor.offset();
                switch (EventHeader.templateId(buffer, at)) {
                    case TradeDecoder.TEMPLATE_ID -> {
                        trade.wrapAndApplyHeader(buffer, at, header);
                        trades++;
                        last = BigDecimal.valueOf(trade.price(), instrument.priceScale());
                        BigDecimal qty = BigDecimal.valueOf(trade.qty(), instrument.qtyScale());
                        volume = volume.add(qty);
                        notional = notional.add(last.multiply(qty));
                    }
                    case QuoteDecoder.TEMPLATE_ID -> {
                        quote.wrapAndApplyHeader(buffer, at, header);
                        quotes++;
                        lastQuote =
                                List.of(
                                        price(quote.bidPx(), instrument),
                                        qty(quote.bidQty(), instrument),
                                        price(quote.bidPx() + quote.spread(), instrument),
                                        qty(quote.askQty(), instrument));
                    }
                    case BookDeltaDecoder.TEMPLATE_ID -> applyBook(buffer, at);
                    default -> {
                        // The feed's clock.
                    }
                }
            }
        }
    }

    private void applyBook(DirectBuffer buffer, int at) {
        if ((EventHeader.flags(buffer, at) & Bits.FLAG_RESET) != 0) {
            bids.clear();
            asks.clear();
        }
        delta.wrapAndApplyHeader(buffer, at, header);
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            TreeMap<Long, Long> side = level.side() == Side.BUY ? bids : asks;
            if (level.qty() == 0) {
                side.remove(level.price());
            } else {
                side.put(level.price(), level.qty());
            }
        }
    }

    private static List<String> minuteBars(Recording recording, Instrument instrument) {
        BarQuery all =
                new BarQuery(
                        instrument.symbol(),
                        BarInterval.M1,
                        0,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        1_000,
                        0);
        List<String> lines = new ArrayList<>();
        CandleDecoder candle = new CandleDecoder();
        for (UnsafeBuffer bar : RecordedBars.read(recording, all).orElseThrow().bars()) {
            candle.wrapAndApplyHeader(bar, 0, new MessageHeaderDecoder());
            lines.add(
                    candle.openTime() / 1_000_000_000
                            + ","
                            + price(candle.openPx(), instrument)
                            + ","
                            + price(candle.highPx(), instrument)
                            + ","
                            + price(candle.lowPx(), instrument)
                            + ","
                            + price(candle.closePx(), instrument)
                            + ","
                            + qty(candle.volume(), instrument)
                            + ","
                            + candle.trades());
        }
        return lines;
    }

    private Path imported(Path file) {
        Path recording = folder.resolve("rec");
        Terminal terminal = new Terminal();
        int code = terminal.run("import", file.toString(), "--out", recording.toString());
        assertThat(terminal.err()).isEmpty();
        assertThat(code).isZero();
        return recording;
    }

    private static List<List<String>> top5(Map<Long, Long> levels, Instrument instrument) {
        return levels.entrySet().stream()
                .limit(5)
                .map(
                        level ->
                                List.of(
                                        price(level.getKey(), instrument),
                                        qty(level.getValue(), instrument)))
                .toList();
    }

    private static List<List<String>> pairs(JsonNode levels) {
        List<List<String>> pairs = new ArrayList<>();
        for (JsonNode level : levels) {
            pairs.add(List.of(level.get(0).asString(), level.get(1).asString()));
        }
        return pairs;
    }

    private static String price(long mantissa, Instrument instrument) {
        return Decimals.formatPlain(mantissa, instrument.priceScale());
    }

    private static String qty(long mantissa, Instrument instrument) {
        return Decimals.formatPlain(mantissa, instrument.qtyScale());
    }

    private static String plain(String decimal) {
        return new BigDecimal(decimal).stripTrailingZeros().toPlainString();
    }

    private static String sha256(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    /** A file of the real data, which is no part of the repository. */
    private static Path data(String name) {
        String named = System.getProperty("ticktide.data");
        Path relative = Path.of("shared", "data");
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve(relative))) {
            at = at.getParent();
        }
        Path data = named != null ? Path.of(named) : at == null ? relative : at.resolve(relative);
        Path file = data.resolve(name);
        assumeTrue(
                Files.isRegularFile(file),
                () ->
                        "skipped: no real recording "
                                + name
                                + " beside the repository; point -Dticktide.data at the folder");
        return file;
    }
}
