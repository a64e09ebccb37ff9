package io.ticktide.feed.recorded;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.feed.FeedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatSnifferTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1735689600000000,0.3,0.3,0.3,0.3,27,1735689600999999,8.5,1,0,0,0 | Binance klines",
                "open_time,open,high,low,close,volume | Binance klines",
                "agg_trade_id,price,quantity,first_trade_id | Binance aggTrades",
                "17,29223.0,0.639,36,38,1682899200101,false | Binance aggTrades",
                "17,29223.0,0.639,36,38,1682899200101,True,True | Binance aggTrades",
                "id,price,qty,base_qty,time,is_buyer_maker | Binance COIN-M trades",
                "1,2,3 | a CSV of 3 columns",
                "date,open,close | a CSV that begins \"date,open,close\"",
                "{\"e\":\"trade\"} | JSON without a receive time",
                "[1] | JSON without a receive time",
                "hello world | text that begins \"hello world\"",
            })
    void whatIsNotSupportedIsRefusedByWhatItLooksLike(String line, String looks)
            throws IOException {
        // given
        Path file = Recorded.write(folder, "BTCUSDT-trades.csv", line.strip());

        // when / then
        assertThatThrownBy(() -> Recordings.open(file, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("BTCUSDT-trades.csv:1: ")
                .hasMessageContaining("looks like " + looks)
                .hasMessageContaining("supported are recorded lines")
                .hasMessageContaining("gzip, zip or zstd");
    }

    @Test
    void binaryDataIsRefusedByItsMagic() throws IOException {
        // given
        byte[] xz = {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0, 4};
        Path file = Files.write(folder.resolve("BTCUSDT-a.csv"), xz);
        Path other = Files.write(folder.resolve("BTCUSDT-b.csv"), new byte[] {1, 2, 3, 0});
        Path gzip = Files.write(folder.resolve("BTCUSDT-c.csv"), Recorded.gzip("BZh91AY"));

        // when / then
        assertThatThrownBy(() -> Recordings.open(file, Recorded.atOnce()))
                .hasMessageContaining("looks like xz-compressed data");
        assertThatThrownBy(() -> Recordings.open(other, Recorded.atOnce()))
                .hasMessageContaining("looks like binary data");
        assertThatThrownBy(() -> Recordings.open(gzip, Recorded.atOnce()))
                .hasMessageContaining("looks like bzip2-compressed data");
    }

    @Test
    void fileWithoutAnySoundRowIsRefusedWithItsFirstError() throws IOException {
        // given
        Path csv =
                Recorded.write(
                        folder,
                        "BTCUSDT-t.csv",
                        "id,price,qty,quote_qty,time,is_buyer_maker",
                        "1,x,1,1,1723161255000,true");
        Path lines = Recorded.write(folder, "lines", "1723161253937085768 {\"e\":\"kline\"}");
        Path headerOnly =
                Files.write(
                        folder.resolve("BTCUSDT-h.csv"),
                        "id,price,qty,quote_qty,time,is_buyer_maker"
                                .getBytes(StandardCharsets.US_ASCII));

        // when / then
        assertThatThrownBy(() -> Recordings.open(csv, Recorded.skipping()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("BTCUSDT-t.csv:2: price \"x\"");
        assertThatThrownBy(() -> Recordings.open(lines, Recorded.skipping()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("no trade, bookTicker or depth message");
        assertThatThrownBy(() -> Recordings.open(headerOnly, Recorded.skipping()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("holds no row that can be told");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spot-klines-1s-us.csv | looks like Binance klines",
                "um-aggTrades-interleaved-header.csv | looks like Binance aggTrades",
                "um-bookTicker-interleaved.csv | :4: out of order: id 3831603310668",
            })
    void realDefectsAreNamed(String name, String defect) {
        // given
        Path file = RealData.file("binance-csv-defects/" + name);

        // when / then
        assertThatThrownBy(() -> Recorded.told(file, Recorded.atOnce().withSymbol("ETHUSDT")))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(defect);
    }
}
