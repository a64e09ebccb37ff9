package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransferCommandsTest {
    private static final String SPOT =
            """
            1,100.50000000,0.25000000,25.12500000,1723161255342,True,True
            2,100.75000000,0.50000000,50.37500000,1723161256343,False,True
            4,100.75000000,0.50000000,50.37500000,1723161257343,False,True
            """;

    @TempDir private Path folder;

    private Path recording;
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void nameRecording() {
        recording = folder.resolve("rec");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SPOT,
                // Line ends, a quote that is no product, a trade off the best price, 1E-7.
                """
                1,100.5,0.25,25.125,1723161255342,true,true\r
                2,100.5,0.25,25.13,1723161255342,true,false\r
                3,1.005E2,2.5E-1,25.125,1723161255342,false,true\r
                """,
                """
                id,price,qty,quote_qty,time,is_buyer_maker
                1,100.50,0.250,25.12500,1723161255342,false
                1,100.50,0.250,25.12500,1723161255342,false
                """,
                """
                1,50000.0,5,0.01000000,1723161255342,true
                2,50000.1,15,0.02999994,1723161255343,false
                """,
                """
                id,price,qty,base_qty,time,is_buyer_maker
                1,50000.1,5,0.00999998,1723161255342,true
                """,
                """
                agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker
                7,29223.0,0.639,100,103,1682899200101,false
                8,29223.25,1.0,104,104,1682899200102,true
                9,29223.25,0.02,104,103,1682899200102,true
                """,
                """
                7,29223.00,0.6390,100,103,1735689600000101,False,True
                """,
                """
                5,100.10,1.000,100.20,2.000,1723161255342,1723161255347
                5,100.10,1.500,100.20,2.000,1723161255342,1723161255340
                9,0.00,0.000,100.20,2.000,1723161255350,1723161255351
                """,
            })
    void rowsOfEveryLayoutComeBackByteForByte(String rows) throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("BTCUSDT-x.csv"), rows);

        // when
        int imported = terminal.run("import", file.toString(), "--out", recording.toString());
        Terminal back = new Terminal();
        int exported = back.run("export", recording.toString(), "--format", "binance-csv");

        // then
        assertThat(terminal.err()).isEmpty();
        assertThat(imported).isZero();
        assertThat(exported).isZero();
        assertThat(back.out()).isEqualTo(rows);
        assertThat(new Terminal().run("verify", recording.toString())).isZero();
    }

    @Test
    void filesOfOneRunComeBackOneAfterTheOtherWithTheFirstHeader() throws IOException {
        // given
        String header = "id,price,qty,quote_qty,time,is_buyer_maker\n";
        Path a = Files.writeString(folder.resolve("A-1.csv"), header + row(1, "1723161255342"));
        Path b = Files.writeString(folder.resolve("A-2.csv"), header + row(2, "1723161255342999"));

        // when
        terminal.run("import", a.toString(), b.toString(), "--out", recording.toString());
        Terminal back = new Terminal();
        back.run("export", recording.toString(), "--format", "binance-csv");

        // then
        assertThat(back.out())
                .isEqualTo(header + row(1, "1723161255342") + row(2, "1723161255342999"));
    }

    @Test
    void importTellsWhatItDid() throws IOException {
        // when
        int code = importSpot();

        // then: standard error is no terminal here, so there is no bar in it
        assertThat(code).isZero();
        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out())
                .contains("BTCUSDT-x.csv: Binance CSV trades, spot, no header, none, times in ms")
                .containsPattern("rows +3\n")
                .containsPattern("events +3\n")
                .containsPattern("left out +0\n")
                .containsPattern("holes +1 of 1 events\n")
                .containsPattern("first event +2024-08-08T23:54:15.342Z\n")
                .containsPattern("last event +2024-08-08T23:54:17.343Z\n")
                .containsPattern("digest +[0-9a-f]{16}\n")
                .containsPattern("bytes +[0-9,]+\n");
    }

    @Test
    void failedImportLeavesNothingBehind() throws IOException {
        // given: a sound start, then a row that is none; and a file that was cut off
        Path bad = Files.writeString(folder.resolve("BTCUSDT-bad.csv"), SPOT + "5,x,1,1,1,t,t\n");
        byte[] packed = gzip(SPOT);
        Path cut =
                Files.write(
                        folder.resolve("BTCUSDT-cut.csv.gz"),
                        Arrays.copyOf(packed, packed.length - 12));

        // when
        int ofBad = terminal.run("import", bad.toString(), "--out", recording.toString());
        Terminal other = new Terminal();
        int ofCut = other.run("import", cut.toString(), "--out", recording.toString());

        // then
        assertThat(ofBad).isEqualTo(1);
        assertThat(terminal.err()).contains("BTCUSDT-bad.csv:4: ").contains("--bad-rows skip");
        assertThat(ofCut).isEqualTo(1);
        assertThat(other.err())
                .contains("BTCUSDT-cut.csv.gz")
                .contains("the gzip data ends in the middle");
        assertThat(names(folder)).containsExactly("BTCUSDT-bad.csv", "BTCUSDT-cut.csv.gz");
    }

    @Test
    void directoryInUseIsLeftAlone() throws IOException {
        // given
        importSpot();
        List<String> before = names(recording);

        // when
        Terminal again = new Terminal();
        int code =
                again.run(
                        "import",
                        folder.resolve("BTCUSDT-x.csv").toString(),
                        "--out",
                        recording.toString());

        // then
        assertThat(code).isEqualTo(1);
        assertThat(again.err()).contains("is not empty; name a directory that is not there yet");
        assertThat(names(recording)).isEqualTo(before);
    }

    @Test
    void sameEventsHaveTheSameDigestWhateverFileTheyCameFrom() throws IOException {
        // given
        importSpot();
        Path micros =
                Files.writeString(
                        folder.resolve("BTCUSDT-us.csv"),
                        SPOT.replaceAll("(17231612\\d+)", "$1000"));

        // when
        Terminal other = new Terminal();
        other.run("import", micros.toString(), "--out", folder.resolve("us").toString());

        // then
        assertThat(digest(other)).isEqualTo(digest(terminal));
    }

    @Test
    void scaleAndSymbolAreThoseAskedFor() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("trades.csv"), SPOT);

        // when
        terminal.run("import", file.toString(), "--out", recording.toString());
        Terminal named = new Terminal();
        named.run(
                "import",
                file.toString(),
                "--symbol",
                "ETHUSDT",
                "--scale",
                "4,6",
                "--out",
                recording.toString());
        Terminal csv = new Terminal();
        csv.run("export", recording.toString(), "--format", "csv");

        // then
        assertThat(terminal.err()).contains("name the symbol with --symbol BTCUSDT");
        assertThat(csv.out())
                .contains(
                        "1,trade,ETHUSDT,1723161255342000000,1,0,100.5000,0.250000,sell,1,,,,,\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--scale=x", "--order=loose", "--bad-rows=keep", "--symbol=A B"})
    void wrongOptionsAreWrongUsage(String option) throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("BTCUSDT-x.csv"), SPOT);

        // when
        int code = terminal.run("import", file.toString(), "--out", recording.toString(), option);

        // then
        assertThat(code).isEqualTo(2);
    }

    @Test
    void csvHasALineForEachEventWithinTheTimesAskedFor() throws IOException {
        // given
        importSpot();

        // when
        Terminal csv = new Terminal();
        int code =
                csv.run(
                        "export",
                        recording.toString(),
                        "--format",
                        "csv",
                        "--from",
                        "2024-08-08T23:54:16.343Z",
                        "--to",
                        "1723161257343000000",
                        "--symbol",
                        "BTCUSDT");

        // then
        assertThat(code).isZero();
        assertThat(csv.out())
                .isEqualTo(
                        "run,kind,symbol,time_ns,seq,conflated,price,qty,side,trade_id,bid_price,"
                                + "bid_qty,ask_price,ask_qty,state\n"
                                + "1,trade,BTCUSDT,1723161256343000000,2,0,100.75,0.50,buy,2,,,,,\n");
    }

    @Test
    void ndjsonHasAnObjectForEachEventWithDecimalsAsStrings() throws IOException {
        // given
        importSpot();
        Path file = folder.resolve("out.json");

        // when
        Terminal json = new Terminal();
        int code =
                json.run(
                        "export",
                        recording.toString(),
                        "--format",
                        "ndjson",
                        "--out",
                        file.toString());

        // then
        assertThat(code).isZero();
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(Files.readAllLines(file).get(2))
                .startsWith("{\"type\":\"trade\",\"sym\":\"BTCUSDT\",")
                .contains("\"seq\":\"4\",\"conflated\":1,\"cause\":[\"UPSTREAM\"]")
                .contains("\"price\":\"100.75\",\"qty\":\"0.50\",\"tradeId\":\"4\"");
        assertThat(json.err()).contains("exported 3 events");
    }

    @Test
    void whatCannotBeExportedSaysWhy() throws IOException {
        // given
        importSpot();
        String rec = recording.toString();

        // then
        assertThat(terminal.run("export", rec, "--format", "xml")).isEqualTo(2);
        assertThat(terminal.run("export", rec, "--format", "csv", "--from", "noon")).isEqualTo(2);
        assertThat(terminal.err()).contains("--from noon is neither ns since 1970 nor such as");
        assertThat(terminal.run("export", rec, "--format", "csv", "--symbol", "X")).isEqualTo(1);
        assertThat(terminal.err()).contains("has no symbol X");
        assertThat(terminal.run("export", folder.toString(), "--format", "csv")).isEqualTo(1);
        assertThat(terminal.err()).contains("holds no recording");
    }

    private int importSpot() throws IOException {
        Path file = Files.writeString(folder.resolve("BTCUSDT-x.csv"), SPOT);
        return terminal.run("import", file.toString(), "--out", recording.toString());
    }

    private static String row(int id, String time) {
        return id + ",100.50,0.250,25.12500," + time + ",false\n";
    }

    private static String digest(Terminal terminal) {
        return terminal.out()
                .lines()
                .filter(line -> line.startsWith("digest"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
