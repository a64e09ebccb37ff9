package io.ticktide.feed.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.replay.ReplayFeed;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.ReplaySpeed;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real recordings give exactly what was worked out from them independently. */
class RealRecordingsTest {
    private static final String SPOT = "binance-recorded/spot_btcusdt_20240808.gz";
    private static final String FUTURE = "binance-recorded/usdm_btcusdt_20240808.gz";

    @ParameterizedTest
    @CsvSource({
        SPOT + "," + SPOT,
        "binance-csv/BTCUSDT-trades-ms-noheader.csv.gz," + SPOT,
        "binance-csv/BTCUSDT-trades-us-noheader.csv.gz," + SPOT,
        FUTURE + "," + FUTURE,
        "binance-csv/BTCUSDT-um-trades-header.csv.gz," + FUTURE
    })
    void tradesAddUpToTheIndependentTruth(String name, String truth) throws Exception {
        // given
        Path file = RealData.file(name);
        JsonTree expected = expected().at(truth).at("trade");

        // when
        Market market = play(file);

        // then
        assertThat(market.trades).isEqualTo(expected.at("trades").integer());
        assertThat(market.firstNs).isEqualTo(expected.at("first_ns").integer());
        assertThat(market.lastNs).isEqualTo(expected.at("last_ns").integer());
        assertThat(market.min).isEqualByComparingTo(expected.at("min").decimal());
        assertThat(market.max).isEqualByComparingTo(expected.at("max").decimal());
        assertThat(market.last).isEqualByComparingTo(expected.at("last").decimal());
        assertThat(market.volume).isEqualByComparingTo(expected.at("qty").decimal());
        assertThat(market.notional).isEqualByComparingTo(expected.at("notional").decimal());
        assertThat(market.minuteBars()).isEqualTo((int) expected.at("minute_bars").integer());
        assertThat(market.barsSha256()).isEqualTo(expected.at("bars_sha256").text());
        assertThat(market.gaps).as("ids have no hole").isZero();
    }

    @ParameterizedTest
    @CsvSource({SPOT, FUTURE})
    void booksAndQuotesAddUpToTheIndependentTruth(String name) throws Exception {
        // given
        Path file = RealData.file(name);
        JsonTree truth = expected().at(name);
        JsonTree book = truth.at("book");
        JsonTree quote = truth.at("last_bookTicker");

        // when
        ReplayFeed feed = Recordings.open(file, atOnce());
        Market market = new Market(feed.instruments().get(0));
        drain(feed, market);

        // then
        RecordedStats stats = feed.stats();
        assertThat(stats.depthDiffs()).isEqualTo(truth.at("depthUpdate").integer());
        assertThat(stats.diffsApplied()).isEqualTo(book.at("diffs_applied").integer());
        assertThat(stats.lastBookUpdateId()).isEqualTo(book.at("final_u").integer());
        assertThat(stats.continuityBreaks()).isZero();
        assertThat(stats.gaps()).isZero();
        assertThat(market.bids()).hasSize((int) book.at("bid_levels").integer());
        assertThat(market.asks()).hasSize((int) book.at("ask_levels").integer());
        assertThat(market.top5(market.bids())).isEqualTo(book.at("top5_bids").pairs());
        assertThat(market.top5(market.asks())).isEqualTo(book.at("top5_asks").pairs());
        assertThat(market.quotes).isEqualTo(truth.at("bookTicker").integer());
        assertThat(market.lastQuote.stream().map(BigDecimal::new))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(
                        quote.at("b").decimal(),
                        quote.at("B").decimal(),
                        quote.at("a").decimal(),
                        quote.at("A").decimal());
        assertThat(stats.trades() + stats.quotes() + stats.depthDiffs() + stats.snapshots())
                .isEqualTo(truth.at("lines").integer());
    }

    @ParameterizedTest
    @CsvSource({SPOT + ",3449", FUTURE + ",6547"})
    void bookAgreesWithBookTickerAtEveryChange(String name, int changes) throws Exception {
        // given: both streams carry the same update ids
        Path file = RealData.file(name);
        ReplayFeed feed = Recordings.open(file, atOnce());
        NavigableMap<Long, List<String>> touches = touches(file);
        List<Long> disagreeing = new ArrayList<>();
        long[] compared = {0};
        Market market =
                new Market(feed.instruments().get(0)) {
                    @Override
                    public void onBookEnd() {
                        // The snapshot itself counts as the book before the first change.
                        long updateId = feed.stats().lastBookUpdateId();
                        if (compared[0]++ > 0 && !touch().equals(touchAt(updateId))) {
                            disagreeing.add(updateId);
                        }
                    }

                    private List<String> touchAt(long updateId) {
                        return touches.floorEntry(updateId).getValue();
                    }
                };

        // when
        drain(feed, market);

        // then
        assertThat(compared[0] - 1).isEqualTo(changes);
        assertThat(disagreeing).isEmpty();
    }

    @Test
    void bookTickerCsvTellsTheQuotesOfTheRecordedLines() throws Exception {
        // given
        Path csv = RealData.file("binance-csv/BTCUSDT-um-bookTicker-header.csv.gz");
        JsonTree truth = expected().at(FUTURE);

        // when
        Market fromCsv = play(csv);
        Market fromLines = play(RealData.file(FUTURE));

        // then
        assertThat(fromCsv.quotes).isEqualTo(truth.at("bookTicker").integer());
        assertThat(fromCsv.lastQuote).isEqualTo(fromLines.lastQuote);
    }

    @Test
    void interleavedBookTickerIsMarkedWhereItGoesBack() throws Exception {
        // given
        Path file = RealData.file("binance-csv-defects/um-bookTicker-interleaved.csv");
        ReplaySettings settings = atOnce().withSymbol("BTCUSDT").withBadRows(BadRowPolicy.SKIP);

        // when
        ReplayFeed feed = Recordings.open(file, settings);
        Market market = new Market(feed.instruments().get(0));
        drain(feed, market);

        // then
        RecordedStats stats = feed.stats();
        assertThat(stats.outOfOrderRows()).isEqualTo(2);
        assertThat(market.quotes).isEqualTo(3);
        assertThat(market.gaps).as("the second has no quote behind it").isEqualTo(1);
    }

    @Test
    void instrumentsAreReadFromTheContent() {
        // given
        Path spot = RealData.file(SPOT);
        Path future = RealData.file(FUTURE);

        // when
        List<Instrument> spots = instruments(spot);
        List<Instrument> futures = instruments(future);

        // then
        assertThat(spots)
                .containsExactly(
                        new Instrument(
                                0,
                                "BTCUSDT",
                                "BTC / USDT, Binance spot",
                                "BINANCE",
                                "USDT",
                                Instrument.Kind.CRYPTO_SPOT,
                                2,
                                // Trades keep to steps of 0.00001, three far book levels do not.
                                6,
                                1,
                                1));
        assertThat(futures)
                .containsExactly(
                        new Instrument(
                                0,
                                "BTCUSDT",
                                "BTC / USDT perpetual, Binance USD-M",
                                "BINANCE",
                                "USDT",
                                Instrument.Kind.CRYPTO_PERPETUAL,
                                1,
                                3,
                                1,
                                1));
    }

    /** Best bid and ask of every bookTicker message by its update id. */
    private static NavigableMap<Long, List<String>> touches(Path file) throws Exception {
        NavigableMap<Long, List<String>> touches = new TreeMap<>();
        try (RecordedRows rows = new RecordedRows(new RecordingFile(file))) {
            while (rows.next()) {
                JsonRow row = rows.row();
                if (row.type() == JsonRow.Type.QUOTE) {
                    touches.put(
                            row.lastUpdateId,
                            List.of(
                                    plain(row, row.bidPrice),
                                    plain(row, row.bidQty),
                                    plain(row, row.askPrice),
                                    plain(row, row.askQty)));
                }
            }
        }
        return touches;
    }

    private static String plain(JsonRow row, int text) {
        return new BigDecimal(row.texts.text(text)).stripTrailingZeros().toPlainString();
    }

    private static List<Instrument> instruments(Path file) {
        try (ReplayFeed feed = Recordings.open(file, atOnce())) {
            return feed.instruments();
        }
    }

    private static Market play(Path file) {
        try (ReplayFeed feed = Recordings.open(file, atOnce())) {
            Market market = new Market(feed.instruments().get(0));
            drain(feed, market);
            return market;
        }
    }

    private static void drain(ReplayFeed feed, MarketListener listener) {
        while (!feed.isEnded()) {
            feed.poll(listener, 0, 1_000);
        }
    }

    private static ReplaySettings atOnce() {
        return ReplaySettings.defaults().withSpeed(ReplaySpeed.MAX);
    }

    private static JsonTree expected() throws IOException {
        return JsonTree.read(RealData.file("EXPECTED.json"));
    }
}
