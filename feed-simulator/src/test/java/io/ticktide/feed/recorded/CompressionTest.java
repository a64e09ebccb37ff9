package io.ticktide.feed.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.feed.FeedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompressionTest {
    private static final String FIRST = rows(0, 1_000);
    private static final String SECOND = rows(1_000, 2_000);

    @TempDir Path folder;

    static Stream<Arguments> packed() throws IOException {
        return Stream.of(
                Arguments.of("plain", (FIRST + SECOND).getBytes(StandardCharsets.UTF_8)),
                Arguments.of("gzip", Recorded.gzip(FIRST + SECOND)),
                Arguments.of("gzip members", both(Recorded.gzip(FIRST), Recorded.gzip(SECOND))),
                Arguments.of("padded gzip", both(Recorded.gzip(FIRST + SECOND), new byte[512])),
                Arguments.of("zip", Recorded.zip(FIRST + SECOND)),
                Arguments.of("zip of two", Recorded.zip(FIRST + SECOND, "not read")),
                Arguments.of("zstd", Recorded.zstd(FIRST + SECOND)),
                Arguments.of("zstd frames", both(Recorded.zstd(FIRST), Recorded.zstd(SECOND))));
    }

    static Stream<Arguments> damaged() throws IOException {
        byte[] flipped = Recorded.gzip(FIRST + SECOND);
        flipped[flipped.length - 6] ^= 1;
        byte[] flippedZip = Recorded.zip(FIRST + SECOND);
        flippedZip[flippedZip.length / 2] ^= 1;
        byte[] flippedZstd = Recorded.zstd(FIRST + SECOND);
        flippedZstd[flippedZstd.length / 2] ^= 1;
        return Stream.of(
                Arguments.of("gzip cut", half(Recorded.gzip(FIRST + SECOND))),
                Arguments.of("gzip header cut", Arrays.copyOf(Recorded.gzip(FIRST), 5)),
                Arguments.of("gzip checksum", flipped),
                Arguments.of(
                        "second member cut",
                        both(Recorded.gzip(FIRST), Arrays.copyOf(Recorded.gzip(SECOND), 7))),
                Arguments.of(
                        "text behind gzip",
                        both(Recorded.gzip(FIRST), "rest".getBytes(StandardCharsets.UTF_8))),
                Arguments.of("zip cut", Arrays.copyOf(Recorded.zip(FIRST + SECOND), 3_000)),
                Arguments.of("zip flipped", flippedZip),
                Arguments.of("zip without a file", Recorded.zip()),
                Arguments.of("zstd cut", half(Recorded.zstd(FIRST + SECOND))),
                Arguments.of("zstd flipped", flippedZstd));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packed")
    void contentCountsAndNotTheExtension(String what, byte[] packed) throws IOException {
        // given
        Path plain = Files.writeString(folder.resolve("BTCUSDT-plain.csv"), FIRST + SECOND);
        Path file = Files.write(folder.resolve("BTCUSDT-trades.txt"), packed);

        // when
        List<String> told = Recorded.told(file, Recorded.atOnce());

        // then
        assertThat(told).hasSize(2_000).isEqualTo(Recorded.told(plain, Recorded.atOnce()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damaged")
    void damageIsAnErrorThatNamesTheFileAndTheRemedy(String what, byte[] packed)
            throws IOException {
        // given
        Path file = Files.write(folder.resolve("BTCUSDT-trades.csv"), packed);

        // when / then
        assertThatThrownBy(() -> Recorded.told(file, Recorded.skipping()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("BTCUSDT-trades.csv")
                .hasMessageContaining("again");
    }

    @Test
    void cutFileSaysAfterWhichLine() throws IOException {
        // given
        byte[] whole = Recorded.gzip(FIRST + SECOND);
        Path file = Files.write(folder.resolve("BTCUSDT-trades.csv"), half(whole));

        // when / then
        assertThatThrownBy(() -> Recorded.told(file, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageMatching(".*cannot be read on after line \\d+: .*ends in the middle.*");
    }

    @Test
    void missingEmptyAndFolderAreToldApart() throws IOException {
        // given
        Path empty = Files.createFile(folder.resolve("BTCUSDT-empty.csv"));
        Path blank = Recorded.write(folder, "BTCUSDT-blank.csv", "", "");

        // when / then
        assertThatThrownBy(() -> Recorded.told(folder.resolve("none.gz"), Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("none.gz does not exist");
        assertThatThrownBy(() -> Recorded.told(empty, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("BTCUSDT-empty.csv is empty");
        assertThatThrownBy(() -> Recorded.told(blank, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("holds no rows");
        assertThatThrownBy(() -> Recorded.told(folder, Recorded.atOnce()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("is not a file");
    }

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < to; i++) {
            rows.append(i).append(",618").append(i % 97).append(".5,0.0").append(i * 7919 % 9973);
            rows.append("1,1,").append(1_723_161_255_000L + i).append(",True,True\n");
        }
        return rows.toString();
    }

    private static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static byte[] both(byte[] first, byte[] second) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first);
        bytes.write(second);
        return bytes.toByteArray();
    }
}
