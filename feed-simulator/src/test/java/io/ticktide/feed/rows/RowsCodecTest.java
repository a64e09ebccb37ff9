package io.ticktide.feed.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.feed.Instrument;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowsCodecTest {
    private static final long MS = 1_000_000;
    private static final Instrument BTC =
            new Instrument(
                    0, "BTCUSDT", "BTC", "BINANCE", "USDT", Instrument.Kind.OTHER, 2, 3, 1, 1);

    @Test
    void styleSurvivesItsMap() {
        RowStyle style = quotes("id,\"b\"", MS);

        assertThat(RowStyle.of(style.toMap())).isEqualTo(style);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverRowsHeldComesBackBlockByBlock(long seed) {
        // given
        Random random = new Random(seed);
        List<RowStyle> styles = List.of(quotes("", MS), quotes("", 1_000), quotes("", 1));
        RowsEncoder encoder = new RowsEncoder(styles.get(0));
        List<ByteBuffer> blocks = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        int file = 0;
        for (int i = 0; i < 2_000; i++) {
            RowValues row = new RowValues();
            row.timeNs = random.nextLong(4_000_000_000L) * MS;
            row.id = random.nextLong() >>> random.nextInt(64);
            row.sentTime = random.nextLong() >>> random.nextInt(64);
            times.add(row.timeNs);
            if (random.nextInt(5) == 0) {
                byte[] raw = ("raw" + i).getBytes(StandardCharsets.US_ASCII);
                encoder.raw(raw, raw.length);
                expected.add(file + " raw" + i);
            } else {
                encoder.regular(row);
                expected.add(file + " " + row.id + " " + row.sentTime);
            }
            if (random.nextInt(300) == 0) {
                blocks.add(encoder.take());
            }
            if (i == 700 || i == 1_500) {
                encoder.nextFile(styles.get(++file));
            }
        }
        blocks.add(encoder.take());

        // when
        List<String> decoded = new ArrayList<>();
        RowsDecoder decoder = new RowsDecoder(styles);
        RowValues row = new RowValues();
        for (ByteBuffer block : blocks) {
            decoder.wrap(block);
            row.timeNs = times.get(decoded.size() % times.size());
            while (decoder.next(row)) {
                String text =
                        decoder.raw() == null
                                ? row.id + " " + row.sentTime
                                : new String(decoder.raw(), StandardCharsets.US_ASCII);
                decoded.add(decoder.file() + " " + text);
                row.timeNs = times.get(decoded.size() % times.size());
            }
        }

        // then
        assertThat(decoded).isEqualTo(expected);
    }

    @Test
    void rowsThatPrintAsTheStyleSaysTakeNoRoom() {
        // given
        RowStyle style = style(MS, new RowColumn(ColumnRole.TRADE_ID, 0, 0));
        RowsEncoder encoder = new RowsEncoder(style);

        // when
        for (int i = 0; i < 1_000_000; i++) {
            encoder.regular(new RowValues());
        }

        // then
        assertThat(encoder.rows()).isEqualTo(1_000_000);
        assertThat(encoder.take().remaining()).isLessThan(8);
    }

    @Test
    void blockThatEndsWithinARowIsRefused() {
        // given
        RowsDecoder decoder = new RowsDecoder(List.of(quotes("", MS)));

        // when
        decoder.wrap(ByteBuffer.wrap(new byte[] {1, 3}));

        // then
        assertThatThrownBy(() -> decoder.next(new RowValues()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ROWS block ends within a row");
        assertThatThrownBy(() -> decoder.wrap(ByteBuffer.wrap(new byte[] {9, 1})))
                .hasMessageContaining("ROWS block ends within a row");
    }

    @ParameterizedTest
    @CsvSource({
        // price at 2 decimals, quantity at 3; zeros printed at least, decimals at most
        "10125, 1500, 8, 8, '101.25000000,1.50000000,151.87500000'",
        "10100, 2000, 0, 8, '101,2,202'",
        "10100, 2000, 1, 8, '101.0,2.0,202.0'",
        "10125, 1, 0, 3, '101.25,0.001,0.101'",
        "10150, 5, 2, 4, '101.50,0.005,0.5075'",
        "12345, 5, 0, 4, '123.45,0.005,0.6173'",
        "0, 0, 2, 2, '0.00,0.00,0.00'"
    })
    void decimalsArePrintedAsTheColumnHadThem(
            long price, long qty, int least, int most, String printed) {
        // given
        RowPrinter printer =
                new RowPrinter(
                        style(
                                MS,
                                new RowColumn(ColumnRole.PRICE, least, most),
                                new RowColumn(ColumnRole.QTY, least, most),
                                new RowColumn(ColumnRole.QUOTE_QTY, least, most)),
                        BTC);
        RowValues row = new RowValues();
        row.price = price;
        row.qty = qty;

        // when
        printer.print(row);

        // then
        String text = new String(printer.bytes(), 0, printer.length(), StandardCharsets.US_ASCII);
        assertThat(text).isEqualTo(printed);
    }

    @Test
    void columnWithoutItsDecimalsIsRefused() {
        assertThatThrownBy(() -> RowColumn.parse("PRICE"))
                .hasMessage("column \"PRICE\" lacks its decimals");
        assertThat(RowColumn.parse("PRICE 2 8")).isEqualTo(new RowColumn(ColumnRole.PRICE, 2, 8));
    }

    private static RowStyle quotes(String header, long unitNs) {
        return new RowStyle(
                "f.csv",
                "bookTicker",
                header,
                "\r\n",
                unitNs,
                "true",
                "false",
                List.of(
                        new RowColumn(ColumnRole.UPDATE_ID, 0, 0),
                        new RowColumn(ColumnRole.BID_PRICE, 1, 4),
                        new RowColumn(ColumnRole.TIME, 0, 0),
                        new RowColumn(ColumnRole.SENT_TIME, 0, 0)));
    }

    private static RowStyle style(long unitNs, RowColumn... columns) {
        return new RowStyle("f.csv", "trades", "", "\n", unitNs, "True", "False", List.of(columns));
    }
}
