package io.ticktide.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.feed.Instrument;
import io.ticktide.harness.BarText;
import io.ticktide.harness.RecordingMaker;
import io.ticktide.harness.TestMarket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordedBarsTest {
    private static final long S = TimeUnit.SECONDS.toNanos(1);
    private static final long END = Long.MAX_VALUE;
    private static final List<Instrument> INSTRUMENTS =
            List.of(TestMarket.instrument("A", 0), TestMarket.instrument("B", 1));

    @TempDir Path directory;

    @Test
    void closedBarsComeFromBlocksAndTheOpenOneFromTheEventsBehindTheSnapshot() {
        // given
        try (RecordingMaker maker = maker(1)) {
            maker.trade(0, 10 * S, 100, 1).trade(1, 11 * S, 7, 1).trade(0, 60 * S, 110, 2);
            maker.snapshot();
            maker.trade(0, 70 * S, 90, 3).trade(0, 121 * S, 105, 4).trade(1, 122 * S, 8, 1);
        }

        // when, then
        assertThat(bars("A", 0, END, 10))
                .containsExactly(
                        "0 100 100 100 100 1 1 CLOSED",
                        "60 110 110 90 90 5 2 CLOSED",
                        "120 105 105 105 105 4 1 OPEN");
        assertThat(bars("B", 0, END, 10))
                .containsExactly("0 7 7 7 7 1 1 CLOSED", "120 8 8 8 8 1 1 OPEN");
    }

    @Test
    void barsAreToldAsTheyStoodAtTheMomentAskedFor() {
        // given
        try (RecordingMaker maker = maker(1)) {
            maker.trade(0, 10 * S, 100, 1).trade(0, 60 * S, 110, 2).snapshot();
            maker.trade(0, 70 * S, 90, 3).snapshot();
            maker.trade(0, 121 * S, 105, 4);
        }

        // when, then
        assertThat(bars("A", 0, 9 * S, 10)).isEmpty();
        assertThat(bars("A", 0, 10 * S, 10)).containsExactly("0 100 100 100 100 1 1 OPEN");
        assertThat(bars("A", 0, 69 * S, 10))
                .containsExactly("0 100 100 100 100 1 1 CLOSED", "60 110 110 110 110 2 1 OPEN");
        assertThat(bars("A", 0, 70 * S, 10))
                .containsExactly("0 100 100 100 100 1 1 CLOSED", "60 110 110 90 90 5 2 OPEN");
    }

    @Test
    void lateTradeCorrectsTheBarOfAnEarlierBlock() {
        // given
        try (RecordingMaker maker = maker(1)) {
            maker.trade(0, 10 * S, 100, 1).trade(0, 60 * S, 110, 2).snapshot();
            maker.trade(0, 120 * S, 120, 3).snapshot();
            maker.trade(0, 20 * S, 130, 5).snapshot();
            maker.trade(0, 80 * S, 70, 1);
        }

        // when, then
        assertThat(bars("A", 0, END, 10))
                .containsExactly(
                        "0 100 130 100 130 6 2 CORRECTED",
                        "60 110 110 70 70 3 2 CORRECTED",
                        "120 120 120 120 120 3 1 OPEN");
        assertThat(bars("A", 0, END, 2)).hasSize(2).first().asString().startsWith("60 ");
    }

    @Test
    void limitAndFromBoundWhatIsTold() {
        // given
        try (RecordingMaker maker = maker(1)) {
            for (int minute = 0; minute < 50; minute++) {
                maker.trade(0, minute * 60L * S, 100 + minute, 1);
                maker.snapshot();
            }
        }

        // when, then
        assertThat(bars("A", 0, END, 3))
                .containsExactly(
                        "2820 147 147 147 147 1 1 CLOSED",
                        "2880 148 148 148 148 1 1 CLOSED",
                        "2940 149 149 149 149 1 1 OPEN");
        assertThat(bars("A", 48 * 60 * S, END, 10)).hasSize(2);
        assertThat(bars("A", 48 * 60 * S + 1, END, 10)).hasSize(1);
        assertThat(bars("A", 0, END, 1_000)).hasSize(50);
        assertThat(bars("A", 0, 10 * 60 * S, 1_000)).hasSize(11);
    }

    @Test
    void latestOpenTimeBoundsThemTooThoughTheyAreToldAsOfTheEnd() {
        // given
        try (RecordingMaker maker = maker(1)) {
            for (int minute = 0; minute < 50; minute++) {
                maker.trade(0, minute * 60L * S, 100 + minute, 1);
                maker.snapshot();
            }
            maker.trade(0, 9 * 60 * S + S, 7, 1);
        }

        // when
        BarQuery query = new BarQuery("A", BarInterval.M1, 5 * 60 * S, 10 * 60 * S, END, 2, S / 2);
        List<String> found =
                RecordedBars.read(Recording.open(directory), query).orElseThrow().bars().stream()
                        .map(BarText::of)
                        .toList();

        // then
        assertThat(found)
                .containsExactly("540 109 109 7 7 2 2 CORRECTED", "600 110 110 110 110 1 1 CLOSED");
    }

    @Test
    void earlierRunGivesWhatWasBeforeTheLaterOne() {
        // given
        try (RecordingMaker maker = maker(1)) {
            maker.trade(0, 0, 100, 1).trade(0, 60 * S, 110, 2).trade(0, 120 * S, 1, 1).snapshot();
        }
        try (RecordingMaker maker = maker(2)) {
            maker.trade(0, 130 * S, 200, 1).trade(0, 180 * S, 210, 2).snapshot();
        }

        // when, then
        assertThat(bars("A", 0, END, 10))
                .containsExactly(
                        "0 100 100 100 100 1 1 CLOSED",
                        "60 110 110 110 110 2 1 CLOSED",
                        "120 200 200 200 200 1 1 CLOSED",
                        "180 210 210 210 210 2 1 OPEN");
        assertThat(bars("A", 0, 125 * S, 10)).hasSize(3).last().isEqualTo("120 1 1 1 1 1 1 OPEN");
    }

    @Test
    void barsGoOnBehindAGapFromItsSnapshot() {
        // given
        try (RecordingMaker maker = maker(1)) {
            maker.trade(0, 10 * S, 100, 1).flush();
            maker.unwritten(0, 20 * S, 999, 1).gap(1, 20 * S).snapshot();
            maker.trade(0, 30 * S, 105, 1);
        }

        // when, then
        assertThat(bars("A", 0, END, 10)).containsExactly("0 100 999 100 105 3 3 OPEN");
    }

    @Test
    void symbolThatIsNotInTheRecordingHasNoAnswer() {
        maker(1).close();

        assertThat(RecordedBars.read(Recording.open(directory), query("C", 0, END, 1))).isEmpty();
        assertThat(bars("A", 0, END, 1)).isEmpty();
    }

    private RecordingMaker maker(long epochNs) {
        return new RecordingMaker(directory, INSTRUMENTS, epochNs);
    }

    private static BarQuery query(String symbol, long fromNs, long toNs, int limit) {
        return new BarQuery(symbol, BarInterval.M1, fromNs, END, toNs, limit, S / 2);
    }

    private List<String> bars(String symbol, long fromNs, long toNs, int limit) {
        Recording recording = Recording.open(directory);
        RecordedBars.Found found =
                RecordedBars.read(recording, query(symbol, fromNs, toNs, limit)).orElseThrow();
        assertThat(found.problems()).isEmpty();
        return found.bars().stream().map(BarText::of).toList();
    }
}
