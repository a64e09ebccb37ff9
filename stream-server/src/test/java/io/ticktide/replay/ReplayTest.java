package io.ticktide.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.distribute.DistributeSettings;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.harness.RecordedDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay whose thread and whose reader are moved by hand. */
final class ReplayTest {
    private static final int TICKS = 5_000;

    /** Of the ring between the two. */
    private static final int SLOTS = 4_096;

    @TempDir private Path directory;

    private final ReplayAgent agent = new ReplayAgent(() -> 1);
    private final List<Replay> opened = new ArrayList<>();
    private final List<ReplayRefused> refused = new ArrayList<>();
    private Replays replays;

    @BeforeEach
    void record() {
        RecordedDay.write(directory.resolve("day"), RecordedDay.instruments(), TICKS);
        replays =
                new Replays(
                        RecordingCatalogue.of(directory.toString(), ""),
                        agent,
                        Runnable::run,
                        2,
                        new DistributeSettings(
                                Replay.BATCH_LIMIT, 100, 4_096, 0, Long.MAX_VALUE / 2),
                        () -> 9);
    }

    @Test
    void nothingIsToldBeyondTheRingToAReaderThatDoesNotRead() {
        // given
        Replay replay = open(0, ReplaySpeed.MAX);
        replay.play();
        int told = playAll();

        // when
        int more = agent.doWork() + agent.doWork();
        long dueNs = replay.nextDueNs();
        int read = readAll(replay);
        int later = playAll();

        // then
        assertThat(told).isBetween(SLOTS / 2, SLOTS);
        assertThat(more).isZero();
        assertThat(dueNs)
                .as("a replay that waits for its reader is never due")
                .isEqualTo(Long.MAX_VALUE);
        assertThat(read).isGreaterThan(SLOTS / 2);
        assertThat(later).isGreaterThan(SLOTS / 2);
    }

    @Test
    void aPausedReplayHasTheStateOfItsStartAndIsNeverDue() {
        // given
        Replay replay = open(1_234, ReplaySpeed.REAL_TIME);

        // when
        while (playAll() + readAll(replay) > 0) {
            assertThat(replay.isEnded()).isFalse();
        }

        // then
        assertThat(replay.isReady()).isTrue();
        assertThat(replay.isSettled()).isTrue();
        assertThat(replay.positionNs()).isEqualTo(RecordedDay.timeNs(1_234));
        assertThat(replay.distributor().instrument("S2").book().newest().seq()).isEqualTo(1_235);
        assertThat(replay.nextDueNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatWasAskedIsSettledWhenItIsDone() {
        Replay replay = open(0, ReplaySpeed.REAL_TIME);
        playAll();

        replay.pause();
        boolean before = replay.isSettled();
        agent.doWork();

        assertThat(before).isFalse();
        assertThat(replay.isSettled()).isTrue();
    }

    @Test
    void damageEndsTheReplayButNotItsThread() throws IOException {
        // given
        Path segment = directory.resolve("day/00000001.tts");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        Replay broken = open(0, ReplaySpeed.MAX);
        broken.play();

        // when
        while (playAll() + readAll(broken) > 0) {
            assertThat(broken.positionNs()).isLessThan(RecordedDay.timeNs(TICKS - 1));
        }

        // then
        assertThat(broken.isFailed()).isTrue();
        assertThat(broken.isEnded()).isTrue();
        assertThat(broken.nextDueNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void endsOfTheRecordingMayBeNamedToTheMillisecond() {
        Replay replay = openAt(RecordedDay.timeNs(TICKS - 1) + 900_000);

        assertThat(replay.positionNs()).isEqualTo(RecordedDay.timeNs(TICKS - 1));
        replays.open(
                "day",
                RecordedDay.timeNs(TICKS - 1) + 1_100_000,
                ReplaySpeed.REAL_TIME,
                () -> {},
                opened::add,
                refused::add);
        assertThat(refused.get(0).reason()).isEqualTo(ReplayRefused.Reason.OUT_OF_RANGE);
    }

    @Test
    void placesAreBoundedAndComeBack() {
        boolean first = replays.tryEnter();
        boolean second = replays.tryEnter();
        boolean third = replays.tryEnter();
        replays.leave();

        assertThat(List.of(first, second, third)).containsExactly(true, true, false);
        assertThat(replays.refused()).isEqualTo(1);
        assertThat(replays.tryEnter()).isTrue();
    }

    private Replay open(long tick, ReplaySpeed speed) {
        Replay replay = openAt(RecordedDay.timeNs(tick), speed);
        replay.begin();
        return replay;
    }

    private Replay openAt(long timeNs) {
        return openAt(timeNs, ReplaySpeed.REAL_TIME);
    }

    private Replay openAt(long timeNs, ReplaySpeed speed) {
        replays.open("day", timeNs, speed, () -> {}, opened::add, refused::add);
        assertThat(refused).isEmpty();
        return opened.get(opened.size() - 1);
    }

    /** Lets the thread "replay" tell all it can; returns how much that was, tasks included. */
    private int playAll() {
        int all = 0;
        for (int told = agent.doWork(); told > 0; told = agent.doWork()) {
            all += told;
        }
        return all;
    }

    private static int readAll(Replay replay) {
        int all = 0;
        for (int read = replay.distributor().doWork(); read > 0; ) {
            replay.onRead();
            all += read;
            read = replay.distributor().doWork();
        }
        return all;
    }
}
