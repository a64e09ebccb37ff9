package io.ticktide.feed.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.feed.replay.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportsTest {
    private static final long T = 1_723_161_255_000L;
    private static final long NS = 1_000_000L;

    @TempDir private Path folder;

    @Test
    void strictNamesLineIdAndRemedyOfARowThatGoesBack() throws IOException {
        // given
        Path file = trades("BTCUSDT-t.csv", 1, 2, 4, 3, 5);

        // when / then
        assertThatThrownBy(() -> told(RowOrderPolicy.STRICT, file))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("BTCUSDT-t.csv:4: out of order: id 3 at time 1723161255003")
                .hasMessageContaining("comes behind id 4")
                .hasMessageContaining("import with --order sort");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 100 2 101 3 102 | are interleaved line by line: ids 1…3 (3 rows) and 100…102 (3",
                "1 2 100 3 4 5 101 | are interleaved: ids 1…5 (5 rows) and 100…101 (2 rows)",
                "100 101 102 1 2 3 | follow each other the wrong way round: ids 1…3 (3 rows)",
                "1 9 5 3 7 | the rows are shuffled",
            })
    void disorderIsNamedForWhatItIs(String ids, String name) throws IOException {
        // given
        List<Long> all = new ArrayList<>();
        for (String id : ids.strip().split(" ", -1)) {
            all.add(Long.valueOf(id));
        }
        Path file = trades("BTCUSDT-t.csv", all);

        // when / then
        assertThatThrownBy(() -> told(RowOrderPolicy.STRICT, file)).hasMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spot-klines-1s-us.csv | looks like Binance klines (bars, not events; times in µs)",
                "spot-klines-1s-us.csv | take the trades or aggTrades of the same days",
                "um-aggTrades-interleaved-header.csv | csv:4: out of order: id 1715206949",
                "um-aggTrades-interleaved-header.csv | two ascending runs of ids are interleaved"
                        + " line by line: ids 1715206948…1715206952 (5 rows) and"
                        + " 1750606761…1750606765 (5 rows); import with --order sort",
                "um-bookTicker-interleaved.csv | interleaved line by line: ids"
                        + " 3831603310013…3831603313269 (3 rows) and"
                        + " 3835812359996…3835812361675 (2 rows); import with --order sort",
            })
    void realDefectsAreNamed(String name, String defect) {
        // given
        Path file = RealData.file("binance-csv-defects/" + name);

        // when / then
        assertThatThrownBy(() -> told(RowOrderPolicy.STRICT, file))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(defect);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sortingShuffledRowsTellsWhatTheOrderedFileTells(long seed) throws IOException {
        // given: memory for some hundreds of rows
        List<Long> ids = new ArrayList<>();
        for (long id = 1; id <= 5_000; id++) {
            ids.add(id);
        }
        Path ordered = trades("BTCUSDT-ordered.csv", ids);
        Collections.shuffle(ids, new Random(seed));
        Path shuffled = trades("BTCUSDT-shuffled.csv", ids);

        // when
        List<String> fromOrdered = told(RowOrderPolicy.STRICT, ordered);
        List<String> fromShuffled = told(RowOrderPolicy.SORT, shuffled);

        // then
        assertThat(fromShuffled).isEqualTo(fromOrdered).hasSize(5_000);
    }

    @Test
    void windowPutsInOrderWhatItReachesAndCountsWhatComesLater() throws IOException {
        // given: 2 is one row late, 1 is three
        Path file = trades("BTCUSDT-t.csv", 3, 2, 4, 5, 1, 6);

        // when
        try (ImportReader reader = open(RowOrderPolicy.parse("window:2"), file)) {
            List<String> told = told(reader);

            // then
            assertThat(told).hasSize(5);
            assertThat(told.get(0)).contains("#2 ");
            assertThat(reader.counts()).isEqualTo(new ImportCounts(6, 0, 1, 1, 0, 0));
        }
    }

    @Test
    void rowsInOrderOfIdsWhoseTimeGoesBackPassAWindowAndASortAndAreCounted() throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-t.csv",
                        "1,100,1,100," + T + ",true,true",
                        "2,100,1,100," + (T - 5) + ",true,true");

        // when / then
        assertThatThrownBy(() -> told(RowOrderPolicy.STRICT, file))
                .hasMessageContaining("out of order: id 2");
        try (ImportReader reader = open(RowOrderPolicy.SORT, file)) {
            assertThat(told(reader)).hasSize(2);
            assertThat(reader.counts().timesBack()).isEqualTo(1);
        }
    }

    @Test
    void malformedRowsFailWithTheRemedyOrAreLeftOutAndCounted() throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-t.csv",
                        "1,100,1,100," + T + ",true,true",
                        "2,x,1,100," + T + ",true,true",
                        "3,100,1,100," + T + ",true,true");

        // when / then
        assertThatThrownBy(() -> told(RowOrderPolicy.STRICT, file))
                .hasMessageContaining("BTCUSDT-t.csv:2: price \"x\"")
                .hasMessageContaining("--bad-rows skip");
        try (ImportReader reader =
                Imports.open(
                        List.of(file),
                        settings(
                                RowOrderPolicy.STRICT,
                                ReplaySettings.defaults().withBadRows(BadRowPolicy.SKIP)))) {
            assertThat(told(reader))
                    .containsExactly(
                            "trade 0 @" + T * NS + " 1x100 #1 sell",
                            "gap 0 trades 1",
                            "trade 0 @" + T * NS + " 1x100 #3 sell");
            assertThat(reader.counts()).isEqualTo(new ImportCounts(3, 1, 0, 0, 0, 0));
        }
    }

    @Test
    void filesFollowEachOtherInOneRunWhateverTheirUnitsAndHeaders() throws IOException {
        // given
        Path first = trades("BTCUSDT-a.csv", 1, 2);
        Path second =
                Recorded.write(
                        folder,
                        "BTCUSDT-b.csv",
                        "id,price,qty,quote_qty,time,is_buyer_maker,is_best_match",
                        "4,100,1,100," + (T + 9) + "000,true,true");

        // when
        try (ImportReader reader = open(RowOrderPolicy.STRICT, first, second)) {
            List<String> told = told(reader);

            // then: number 3 is missing between the files
            assertThat(told).hasSize(4);
            assertThat(told.subList(2, 4))
                    .containsExactly(
                            "gap 0 trades 1", "trade 0 @" + (T + 9) * NS + " 1x100 #4 sell");
            assertThat(reader.styles()).extracting("unitNs").containsExactly(NS, 1_000L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "sort", "window:3"})
    void fileThatBeginsBeforeTheOneBeforeItEndsIsRefused(String order) throws IOException {
        // given
        Path first = trades("BTCUSDT-a.csv", 5, 6);
        Path second = trades("BTCUSDT-b.csv", 1, 2);

        // when / then
        assertThatThrownBy(() -> told(RowOrderPolicy.parse(order), first, second))
                .hasMessageContaining("BTCUSDT-b.csv:1")
                .hasMessageContaining("given after BTCUSDT-a.csv")
                .hasMessageContaining("name the files in the order of their times");
    }

    @Test
    void filesThatDoNotBelongTogetherAreRefused() throws IOException {
        // given
        Path btc = trades("BTCUSDT-a.csv", 1);
        Path eth = trades("ETHUSDT-a.csv", 2);
        Path quotes = Recorded.write(folder, "BTCUSDT-q.csv", "3,100,1,101,1," + T + "," + (T + 1));

        // when / then
        assertThatThrownBy(() -> told(RowOrderPolicy.STRICT, btc, eth))
                .hasMessageContaining("ETHUSDT-a.csv is not of BTCUSDT");
        assertThatThrownBy(() -> told(RowOrderPolicy.STRICT, btc, quotes))
                .hasMessageContaining("BTCUSDT-q.csv is not of the same layout as BTCUSDT-a.csv");
        assertThatThrownBy(() -> told(RowOrderPolicy.STRICT, folder.resolve("none.csv")))
                .hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,price,qty,base_qty,time,is_buyer_maker",
                "''",
            })
    void coinMarginedTradesAreToldByTheirColumnsOrTheirNumbers(String header) throws IOException {
        // given: 5 contracts of 100 dollars at 50,000
        Path file = folder.resolve("BTCUSD_PERP-trades.csv");
        String head = header.isEmpty() ? "" : header + "\n";
        Files.writeString(file, head + "1,50000.0,5,0.01000000," + T + ",true\n");

        // when
        try (ImportReader reader = open(RowOrderPolicy.STRICT, file)) {
            // then
            assertThat(told(reader)).containsExactly("trade 0 @" + T * NS + " 5x50000 #1 sell");
            assertThat(reader.format()).isEqualTo("Binance CSV trades, COIN-M");
            assertThat(reader.instruments())
                    .containsExactly(
                            new Instrument(
                                    0,
                                    "BTCUSD_PERP",
                                    "BTC / USD, Binance COIN-M, quantities in contracts",
                                    "BINANCE",
                                    "USD",
                                    Instrument.Kind.CRYPTO_PERPETUAL,
                                    0,
                                    0,
                                    1,
                                    1));
        }
    }

    @Test
    void aggregatesAreOneTradeEach() throws IOException {
        // given
        Path spot =
                Recorded.write(folder, "BTCUSDT-s.csv", "7,100.5,0.25,30,32," + T + ",False,True");
        Path future = Recorded.write(folder, "BTCUSDT-f.csv", "7,100.5,0.25,30,32," + T + ",false");

        // when / then
        String trade = "trade 0 @" + T * NS + " 25x1005 #7 buy";
        assertThat(told(RowOrderPolicy.STRICT, spot)).containsExactly(trade);
        assertThat(told(RowOrderPolicy.STRICT, future)).containsExactly(trade);
    }

    @Test
    void recordedLinesTakeNoOrder() throws IOException {
        // given
        Path lines = Recorded.write(folder, "lines", "1723161253937085768 {\"e\":\"kline\"}");

        // when / then
        assertThatThrownBy(() -> told(RowOrderPolicy.SORT, lines))
                .hasMessageContaining("stand in the order of their receipt; leave out --order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loose", "window", "window:0", "window:99999999", "sort:1"})
    void unknownOrdersAreRefused(String order) {
        assertThatThrownBy(() -> RowOrderPolicy.parse(order))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is neither strict, sort nor window:N");
    }

    private Path trades(String name, long... ids) throws IOException {
        List<Long> all = new ArrayList<>();
        for (long id : ids) {
            all.add(id);
        }
        return trades(name, all);
    }

    /** A trade a millisecond, each at a price of its own. */
    private Path trades(String name, List<Long> ids) throws IOException {
        List<String> rows = new ArrayList<>();
        for (long id : ids) {
            rows.add(id + "," + (99 + id) + ",1," + (99 + id) + "," + (T + id) + ",true,true");
        }
        return Recorded.write(folder, name, rows.toArray(String[]::new));
    }

    private List<String> told(RowOrderPolicy order, Path... files) {
        try (ImportReader reader = open(order, files)) {
            return told(reader);
        }
    }

    private static List<String> told(ImportReader reader) {
        Told told = new Told();
        while (reader.poll(told, 7)) {
            // All of it.
        }
        return told.take();
    }

    private ImportReader open(RowOrderPolicy order, Path... files) {
        ReplaySettings reading = ReplaySettings.defaults();
        boolean real = !files[0].startsWith(folder);
        return Imports.open(
                List.of(files), settings(order, real ? reading.withSymbol("ETHUSDT") : reading));
    }

    private ImportSettings settings(RowOrderPolicy order, ReplaySettings reading) {
        return new ImportSettings(reading, order, folder, 1 << 16);
    }
}
