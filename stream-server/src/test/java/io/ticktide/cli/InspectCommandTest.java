package io.ticktide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InspectCommandTest {
    private static final Path GOLDEN = Path.of("../codecs/golden");

    @TempDir private Path directory;

    private final Terminal terminal = new Terminal();

    @Test
    void recordingIsReportedWithItsBadAndDisorderlyRows() throws IOException {
        // given
        Path file = directory.resolve("BTCUSDT-trades.csv");
        Files.writeString(
                file,
                """
                1,100.5,0.25,25.1,1723161255342,true,true
                2,100.75,0.5,50.3,1723161255343,false,true
                3,oops,0.5,50.3,1723161255344,false,true
                5,101,0.5,50.5,1723161255350,false,true
                4,101,0.5,50.5,1723161255345,false,true
                """);

        // when
        int code = terminal.run("inspect", file.toString(), "--json");

        // then
        assertThat(code).isZero();
        assertThat(terminal.out())
                .startsWith(
                        "{\"format\":\"Binance CSV trades, spot, no header\","
                                + "\"compression\":\"none\",\"timeUnit\":\"ms\","
                                + "\"instruments\":\"BTCUSDT price 10^-2 qty 10^-2\","
                                + "\"rows\":5,\"trades\":3,")
                .contains("\"badRows\":1,\"outOfOrderRows\":1,")
                .contains("\"firstEvent\":\"2024-08-08T23:54:15.342Z\"")
                .contains("\"lastEvent\":\"2024-08-08T23:54:15.350Z\",\"events\":3,")
                .containsPattern("\"digest\":\"[0-9a-f]{16}\"");
    }

    @Test
    void missingRecordingSaysSo() {
        assertThat(terminal.run("inspect", "no-such-file.csv")).isEqualTo(1);
        assertThat(terminal.err()).contains("no-such-file.csv does not exist; check the path");
    }

    @Test
    void packetIsTakenApartWithOffsetsBytesAndFields() {
        // when
        int code = terminal.run("inspect", "--packet", GOLDEN.resolve("packet.hex").toString());

        // then
        assertThat(code).isZero();
        assertThat(terminal.out().lines())
                .contains(
                        "packet of 259 bytes, 4 messages, sendTime 1723108211125456789",
                        "InstrumentDefinition at 12, 61 bytes",
                        "  symbol='BTC-USD'",
                        "Quote at 73, 64 bytes",
                        "  spread=50",
                        "Trade at 137, 61 bytes",
                        "Trade at 198, 61 bytes");
        assertThat(terminal.out()).contains("cause={}|flags={REPLAY}");
    }

    static Stream<Path> goldenPackets() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".hex")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("goldenPackets")
    void everyGoldenPacketIsExactAndOneByteMoreOrLessIsNot(Path golden) throws IOException {
        // given
        String digits = Files.readString(golden).replaceAll("#[^\\n]*|\\s", "");

        // then
        assertThat(new Terminal().run("inspect", "--packet", digits)).isZero();
        Terminal longer = new Terminal();
        assertThat(longer.run("inspect", "--packet", digits + "00")).isEqualTo(1);
        assertThat(longer.err()).contains("the packet is not exact: 1 bytes are left over");
        Terminal shorter = new Terminal();
        String cut = digits.substring(0, digits.length() - 2);
        assertThat(shorter.run("inspect", "--packet", cut)).isEqualTo(1);
    }

    @Test
    void rawBytesOfAPacketAreReadToo() throws IOException {
        // given
        Path raw = directory.resolve("quote.bin");
        String digits =
                Files.readString(GOLDEN.resolve("quote.hex")).replaceAll("#[^\\n]*|\\s", "");
        Files.write(raw, HexFormat.of().parseHex(digits));

        // when
        int code = terminal.run("inspect", "--packet", raw.toString());

        // then
        assertThat(code).isZero();
        assertThat(terminal.out()).contains("Quote at 12, 64 bytes");
    }

    @Test
    void whatIsNeitherHexNorAFileIsToldSo() {
        assertThat(terminal.run("inspect", "--packet", "12 3")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("\"12 3\" is neither a file nor pairs of hex digits; check it");
    }

    @Test
    void nothingToInspectIsWrongUsage() {
        assertThat(terminal.run("inspect")).isEqualTo(2);
        assertThat(terminal.err()).contains("name a recording, or a packet with --packet");
    }

    @Test
    void sizesAreThoseThatTheContractPromises() {
        // when
        int code = terminal.run("inspect", "sizes");

        // then
        assertThat(code).isZero();
        assertThat(terminal.out())
                .containsPattern("(?m)^quote +76 +78 +64 ")
                .containsPattern("(?m)^trade +73 +75 +61 ");
    }
}
