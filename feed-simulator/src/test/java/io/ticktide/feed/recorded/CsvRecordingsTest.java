package io.ticktide.feed.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.replay.ReplayFeed;
import io.ticktide.feed.replay.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordingsTest {
    private static final String BOOK_TICKER =
            "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,transaction_time,event_time";
    private static final String UM_TRADES = "id,price,qty,quote_qty,time,is_buyer_maker";

    @TempDir Path folder;

    @Test
    void spotTradesWithoutHeaderAreTold() throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-trades-2024-08.csv",
                        "7,61837.63000000,0.02000000,1236.7526,1723161255342,True,True",
                        "8,61837.6,1E-5,0.61,1723161255343,FALSE,TRUE",
                        "8,61837.6,1E-5,0.61,1723161255343,false,true");

        // when
        List<String> told = Recorded.told(file, Recorded.atOnce());

        // then: what looks like a duplicate is told, too, but marked
        assertThat(told)
                .containsExactly(
                        "trade 0 @1723161255342000000 2000x6183763 #7 sell",
                        "trade 0 @1723161255343000000 1x6183760 #8 buy",
                        "gap 0 trades 1",
                        "trade 0 @1723161255343000000 1x6183760 #8 buy");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1723161255", "1723161255000", "1723161255000000", "1723161255000000000"})
    void unitOfTimesIsToldByTheirMagnitude(String time) throws IOException {
        // given
        Path file = Recorded.write(folder, "ETHBTC-t.csv", "1,2,3,6," + time + ",true,true");

        // when
        List<String> told = Recorded.told(file, Recorded.atOnce());

        // then
        assertThat(told).containsExactly("trade 0 @1723161255000000000 3x2 #1 sell");
    }

    @ParameterizedTest
    @ValueSource(strings = {UM_TRADES, "id,price,qty,quoteQty,time,isBuyerMaker", ""})
    void usdMarginedTradesAreTold(String header) throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-um.csv",
                        header,
                        "5,61800.3,0.006,370.8,1723161256322,false");

        // when
        ReplayFeed feed = Recordings.open(file, Recorded.atOnce());

        // then
        Instrument instrument = feed.instruments().get(0);
        assertThat(instrument.kind()).isEqualTo(Instrument.Kind.CRYPTO_PERPETUAL);
        assertThat(instrument.priceScale()).isEqualTo(1);
        assertThat(instrument.qtyScale()).isEqualTo(3);
        assertThat(Recorded.told(feed))
                .containsExactly("trade 0 @1723161256322000000 6x618003 #5 buy");
    }

    @Test
    void bookTickerIsToldAsQuotesAtTransactionTime() throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-bookTicker.csv",
                        BOOK_TICKER,
                        "1,61800.2,2.5,61800.3,2.51,1723161256313,1723161256318",
                        "2,0.00000000,0,61800.3,2.5,1723161256314,1723161256319");

        // when
        List<String> told = Recorded.told(file, Recorded.atOnce());

        // then
        assertThat(told)
                .containsExactly(
                        "quote 0 @1723161256313000000 250x618002 251x618003",
                        "quote 0 @1723161256314000000 none 250x618003");
    }

    @Test
    void symbolComesFromTheSettingsWhereTheNameHasNone() throws IOException {
        // given
        Path file = Recorded.write(folder, "trades.csv", "1,2,3,6,1723161255000,true,true");

        // when
        ReplayFeed feed = Recordings.open(file, Recorded.atOnce().withSymbol("BTC-EUR"));

        // then
        assertThat(feed.instruments().get(0).symbol()).isEqualTo("BTC-EUR");
        assertThat(feed.instruments().get(0).currency()).isEqualTo("EUR");
        feed.close();
        assertThatThrownBy(() -> Recordings.open(file, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("trades.csv")
                .hasMessageContaining("--set feed.symbol=");
    }

    @Test
    void scalesCanBeSetAndTooFineRowNamesTheRemedy() throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-t.csv",
                        "1,2.5,3,6,1723161255000,true,true",
                        "2,2.505,3,6,1723161255000,true,true");

        // when
        ReplayFeed wide = Recordings.open(file, Recorded.atOnce().withPriceScale(4));
        ReplayFeed narrow = Recordings.open(file, Recorded.atOnce().withPriceScale(1));

        // then
        assertThat(Recorded.told(wide))
                .containsExactly(
                        "trade 0 @1723161255000000000 3x25000 #1 sell",
                        "trade 0 @1723161255000000000 3x25050 #2 sell");
        assertThatThrownBy(() -> Recorded.told(narrow))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("BTCUSDT-t.csv:2: price \"2.505\" needs more decimals")
                .hasMessageContaining("raise the scale with --set feed.price-scale=3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2,x,1,1,1723161255000,true,true|price \"x\" is not a decimal number",
                "2,1,,1,1723161255000,true,true|qty \"\" is not a decimal number",
                "2,0,1,1,1723161255000,true,true|must be above 0",
                "2,1,1,1,1723161255000,maybe,true|is_buyer_maker \"maybe\" is neither",
                "b,1,1,1,1723161255000,true,true|id \"b\" is not a whole number",
                "2,1,1,1,172,true,true|time 172 is no time",
                "2,1,1,1,1723161255000000,true,true|is in µs but the file's times are in ms",
                "2,1,1,1,1723161255000,true|the row has 6 columns, 7 are expected",
                "2,\"1,1,1,1723161255000,true,true|price",
                "99999999999999999999,1,1,1,1723161255000,true,true|id",
            })
    void badRowIsNamedByLineOrSkippedAndCounted(String rowAndReason) throws IOException {
        // given
        String row = rowAndReason.substring(0, rowAndReason.indexOf('|'));
        String reason = rowAndReason.substring(rowAndReason.indexOf('|') + 1);
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-t.csv",
                        "1,2,3,6,1723161255000,true,true",
                        "",
                        row,
                        "3,2,3,6,1723161255000,true,true");

        // when
        ReplayFeed skipping = Recordings.open(file, Recorded.skipping());
        List<String> told = Recorded.told(skipping);

        // then
        assertThat(told)
                .containsExactly(
                        "trade 0 @1723161255000000000 3x2 #1 sell",
                        "gap 0 trades 1",
                        "trade 0 @1723161255000000000 3x2 #3 sell");
        assertThat(skipping.skippedRows()).isEqualTo(1);
        assertThatThrownBy(() -> Recorded.told(file, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("BTCUSDT-t.csv:3: ")
                .hasMessageContaining(reason)
                .hasMessageContaining("the row: " + row.substring(0, 1));
    }

    @Test
    void interleavedHalvesAreAnErrorThatNamesBothIds() throws IOException {
        // given
        Path file = interleaved();

        // when / then
        assertThatThrownBy(() -> Recorded.told(file, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining(
                        "BTCUSDT-t.csv:3: out of order: id 2 at time 1723161255001 comes behind id"
                                + " 900 at time 1723961255000")
                .hasMessageContaining("two files are interleaved");
    }

    @Test
    void skippingInterleavedHalvesKeepsTheLaterAndCountsTheRest() throws IOException {
        // given
        ReplayFeed feed = Recordings.open(interleaved(), Recorded.skipping());

        // when
        List<String> told = Recorded.told(feed);

        // then
        assertThat(told)
                .containsExactly(
                        "trade 0 @1723161255000000000 1x2 #1 sell",
                        "gap 0 trades 898",
                        "trade 0 @1723961255000000000 1x2 #900 sell",
                        "gap 0 trades 1",
                        "trade 0 @1723961255001000000 1x2 #901 sell");
        RecordedStats stats = feed.stats();
        assertThat(stats.skippedRows()).isEqualTo(2);
        assertThat(stats.outOfOrderRows()).isEqualTo(2);
    }

    @Test
    void tradeIdsThatSkipAreAGapOfWhatIsMissing() throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-t.csv",
                        "5,2,3,6,1723161255000,true,true",
                        "6,2,3,6,1723161255000,true,true",
                        "10,2,3,6,1723161255001,true,true");
        ReplayFeed feed = Recordings.open(file, Recorded.atOnce());

        // when
        List<String> told = Recorded.told(feed);

        // then
        assertThat(told)
                .containsExactly(
                        "trade 0 @1723161255000000000 3x2 #5 sell",
                        "trade 0 @1723161255000000000 3x2 #6 sell",
                        "gap 0 trades 3",
                        "trade 0 @1723161255001000000 3x2 #10 sell");
        assertThat(feed.stats().gaps()).isEqualTo(1);
        assertThat(feed.stats().missedEvents()).isEqualTo(3);
    }

    @Test
    void skippedRowsAndSkippedIdsAreNotCountedTwice() throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-t.csv",
                        "1,2,3,6,1723161255000,true,true",
                        "2,x,3,6,1723161255000,true,true",
                        "3,x,3,6,1723161255000,true,true",
                        "5,2,3,6,1723161255000,true,true",
                        "x,2,3,6,1723161255000,true,true",
                        "x,2,3,6,1723161255000,true,true",
                        "6,2,3,6,1723161255000,true,true");

        // when
        List<String> told = Recorded.told(file, Recorded.skipping());

        // then
        assertThat(told)
                .containsExactly(
                        "trade 0 @1723161255000000000 3x2 #1 sell",
                        "gap 0 trades 3",
                        "trade 0 @1723161255000000000 3x2 #5 sell",
                        "gap 0 trades 2",
                        "trade 0 @1723161255000000000 3x2 #6 sell");
    }

    @Test
    void quotesWhoseUpdateIdRepeatsOrGoesBackAreMarked() throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-bookTicker.csv",
                        BOOK_TICKER,
                        "1,1,2,3,4,1723161256313,1723161256318",
                        "7,1,2,3,5,1723161256313,1723161256318",
                        "7,1,2,3,5,1723161256313,1723161256318",
                        "6,1,2,3,6,1723161256313,1723161256318",
                        "8,1,2,3,7,1723161256313,1723161256318");

        // when
        ReplayFeed feed = Recordings.open(file, Recorded.skipping());
        List<String> told = Recorded.told(feed);

        // then: update ids skip as a rule
        assertThat(told)
                .containsExactly(
                        "quote 0 @1723161256313000000 2x1 4x3",
                        "quote 0 @1723161256313000000 2x1 5x3",
                        "gap 0 quotes 1",
                        "quote 0 @1723161256313000000 2x1 5x3",
                        "gap 0 quotes 1",
                        "quote 0 @1723161256313000000 2x1 7x3");
        assertThat(feed.stats().outOfOrderRows()).isEqualTo(1);
    }

    @Test
    void oneDamagedNumberDoesNotTakeTheRoomOfTheSoundOnes() throws IOException {
        // given
        Path file =
                Recorded.write(
                        folder,
                        "BTCUSDT-t.csv",
                        "1,61837.25,1,1,1723161255000,true,true",
                        "2,61837.000000000000001,1,1,1723161255000,true,true",
                        "3,61837.25,1,1,1723161255000,true,true");

        // when
        ReplayFeed feed = Recordings.open(file, Recorded.skipping());

        // then
        assertThat(Recorded.told(feed)).hasSize(3).element(1).isEqualTo("gap 0 trades 1");
        assertThat(feed.skippedRows()).isEqualTo(1);
    }

    @Test
    void byteOrderMarkAndCarriageReturnsAreNoPartOfARow() throws IOException {
        // given
        Path file =
                Files.writeString(
                        folder.resolve("BTCUSDT-t.csv"),
                        "\uFEFF1,2,3,6,1723161255000,true,true\r\n2,2,3,6,1723161255000,true,true");

        // when
        List<String> told = Recorded.told(file, Recorded.atOnce());

        // then
        assertThat(told)
                .containsExactly(
                        "trade 0 @1723161255000000000 3x2 #1 sell",
                        "trade 0 @1723161255000000000 3x2 #2 sell");
    }

    @Test
    void loopTellsTheSameRowsLater() throws IOException {
        // given
        Path file = Recorded.write(folder, "BTCUSDT-t.csv", "1,2,3,6,1723161255000,true,true");
        Told told = new Told();

        // when
        try (ReplayFeed feed = Recordings.open(file, Recorded.atOnce().withLoop(true))) {
            feed.poll(told, 0, 2);
        }

        // then
        assertThat(told.take())
                .containsExactly(
                        "trade 0 @1723161255000000000 3x2 #1 sell",
                        "gap 0 trades 1",
                        "trade 0 @1723161315000000000 3x2 #1 sell");
    }

    private Path interleaved() throws IOException {
        return Recorded.write(
                folder,
                "BTCUSDT-t.csv",
                "1,2,1,2,1723161255000,true,true",
                "900,2,1,2,1723961255000,true,true",
                "2,2,1,2,1723161255001,true,true",
                "901,2,1,2,1723961255001,true,true",
                "3,2,1,2,1723161255002,true,true");
    }
}
