package io.ticktide.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.recording.Recording;
import io.ticktide.feed.Instrument;
import io.ticktide.harness.RecordingMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordingCatalogueTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final List<Instrument> INSTRUMENTS =
            List.of(
                    new Instrument(0, "A", "Aa", "V", "USD", Instrument.Kind.EQUITY, 2, 3, 1, 1),
                    new Instrument(
                            1, "B", "Bb", "W", "EUR", Instrument.Kind.CRYPTO_SPOT, 1, 0, 5, 2));

    @TempDir Path directory;

    @Test
    void subdirectoriesWithSegmentsAreOfferedAndTheOneBeingWritten() throws IOException {
        // given
        Path offered = directory.resolve("offered");
        Path written = directory.resolve("day");
        make(offered.resolve("monday"), 1);
        make(offered.resolve("day"), 1);
        make(written, 1);
        make(offered.resolve(".tuesday.importing-4711"), 1);
        Files.createDirectories(offered.resolve("empty"));

        // when
        RecordingCatalogue catalogue =
                RecordingCatalogue.of(offered.toString(), written.toString());

        // then
        assertThat(catalogue.recordings())
                .containsExactly(
                        Map.entry("day", written),
                        Map.entry("day-2", offered.resolve("day")),
                        Map.entry("monday", offered.resolve("monday")));
    }

    @Test
    void directoryThatIsARecordingItselfIsOfferedUnderItsOwnName() {
        // given
        Path alone = directory.resolve("alone");
        make(alone, 1);

        // when
        RecordingCatalogue catalogue = RecordingCatalogue.of(alone.toString(), alone.toString());

        // then
        assertThat(catalogue.find("alone")).hasValue(alone);
        assertThat(catalogue.recordings()).hasSize(1);
    }

    @Test
    void namesThatLeadElsewhereAreNotFound() {
        // given
        make(directory.resolve("offered/one"), 1);
        make(directory.resolve("secret"), 1);
        RecordingCatalogue catalogue =
                new RecordingCatalogue(Optional.of(directory.resolve("offered")), Optional.empty());

        // when, then
        assertThat(catalogue.find("../secret")).isEmpty();
        assertThat(catalogue.find("")).isEmpty();
        assertThat(catalogue.find(directory.resolve("secret").toString())).isEmpty();
        assertThat(catalogue.find("one")).isPresent();
    }

    @Test
    void directoryThatIsNotThereOffersNothing() {
        RecordingCatalogue catalogue =
                RecordingCatalogue.of(directory.resolve("gone").toString(), "");

        assertThat(catalogue.recordings()).isEmpty();
        assertThat(catalogue.isEmpty()).isFalse();
        assertThat(RecordingCatalogue.of("", " ").isEmpty()).isTrue();
    }

    @Test
    void summaryTellsSpanSymbolsAndDensity() {
        // given: 200 s with a trade a second, and 900 more in the last one
        Path path = directory.resolve("one");
        try (RecordingMaker maker = new RecordingMaker(path, INSTRUMENTS, 7)) {
            IntStream.range(0, 200).forEach(i -> maker.trade(0, 1_000 * S + i * S, 100, 1));
            maker.flush();
            IntStream.range(0, 900).forEach(i -> maker.trade(1, 1_200 * S, 100, 1));
        }

        // when
        RecordingSummary summary = RecordingSummary.of("one", Recording.open(path));

        // then
        assertThat(summary.firstTimeNs()).isEqualTo(1_000 * S);
        assertThat(summary.lastTimeNs()).isEqualTo(1_200 * S);
        assertThat(summary.messages()).isEqualTo(1_100);
        assertThat(summary.instruments()).isEqualTo(INSTRUMENTS);
        assertThat(summary.isComplete()).isTrue();
        assertThat(summary.problems()).isEmpty();
        assertThat(summary.density()).hasSize(Density.PARTS);
        assertThat(summary.density().subList(0, 199)).containsOnly(1L);
        assertThat(summary.density().get(199)).isEqualTo(901);
        List<Long> ofBlocks = Density.of(Recording.open(path), 1_000 * S, 1_200 * S, 0);
        assertThat(ofBlocks.subList(0, 199)).containsOnly(1L);
        assertThat(ofBlocks.get(199)).isEqualTo(900);
    }

    @Test
    void damageIsToldWithoutTheDirectoriesOfThisMachine() throws IOException {
        // given
        Path path = directory.resolve("torn");
        make(path, 3);
        Path segment = path.resolve("00000001.tts");
        Files.deleteIfExists(path.resolve("00000001.tti"));
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length - 70));

        // when
        RecordingSummary summary = RecordingSummary.of("torn", Recording.open(path));

        // then
        assertThat(summary.isComplete()).isFalse();
        assertThat(summary.problems()).hasSize(1);
        assertThat(summary.problems().get(0))
                .startsWith("00000001.tts: the last ")
                .doesNotContain(directory.toString());
    }

    private static void make(Path path, int trades) {
        try (RecordingMaker maker = new RecordingMaker(path, INSTRUMENTS, 7)) {
            IntStream.range(0, trades).forEach(i -> maker.trade(0, S + i, 100, 1));
        }
    }
}
