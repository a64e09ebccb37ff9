package io.ticktide.feed.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.Side;
import io.ticktide.feed.replay.RecordedStats;
import io.ticktide.feed.replay.Told;
import org.junit.jupiter.api.Test;

class DepthSpliceTest {
    private final RecordedStats stats = new RecordedStats();
    private final DepthSplice splice = new DepthSplice("by-hand", 0, stats, new Holes(1));
    private final Told told = new Told();

    @Test
    void changesBeforeTheSnapshotWaitForIt() {
        // given
        spot(1, 10);
        spot(11, 20);
        spot(21, 30);
        assertThat(told.take()).isEmpty();

        // when
        snapshot(15);

        // then
        assertThat(told.take())
                .containsExactly("reset 0 @15 b1x15", "book 0 @20 a1x20", "book 0 @30 a1x30");
        assertThat(stats.depthDiffs()).isEqualTo(3);
        assertThat(stats.diffsSuperseded()).isEqualTo(1);
        assertThat(stats.diffsApplied()).isEqualTo(2);
        assertThat(stats.lastBookUpdateId()).isEqualTo(30);
    }

    @Test
    void firstSpotChangeMustSpanTheSnapshotAndTheNextFollowExactly() {
        // given
        snapshot(15);

        // when
        spot(16, 20);
        spot(21, 25);

        // then
        assertThat(told.take())
                .containsExactly("reset 0 @15 b1x15", "book 0 @20 a1x20", "book 0 @25 a1x25");
        assertThat(stats.continuityBreaks()).isZero();
    }

    @Test
    void spotChangeBeyondTheSnapshotLosesTheBook() {
        // given
        snapshot(15);

        // when
        spot(17, 20);

        // then
        assertThat(told.take())
                .containsExactly("reset 0 @15 b1x15", "gap 0 books 1", "reset 0 @20");
        assertThat(stats.continuityBreaks()).isEqualTo(1);
        assertThat(stats.diffsApplied()).isZero();
    }

    @Test
    void futuresFollowByTheirPreviousId() {
        // given
        snapshot(15);

        // when
        future(12, 20, 11);
        future(25, 30, 20);
        future(41, 50, 40);

        // then
        assertThat(told.take())
                .containsExactly(
                        "reset 0 @15 b1x15",
                        "book 0 @20 a1x20",
                        "book 0 @30 a1x30",
                        "gap 0 books 1",
                        "reset 0 @50");
        assertThat(stats.continuityBreaks()).isEqualTo(1);
    }

    @Test
    void futuresSnapshotExactlyBetweenTwoChangesIsBridged() {
        // given
        snapshot(15);

        // when
        future(18, 20, 15);

        // then
        assertThat(told.take()).containsExactly("reset 0 @15 b1x15", "book 0 @20 a1x20");
    }

    @Test
    void brokenContinuityIsToldOnceAndHealedByTheNextSnapshot() {
        // given
        snapshot(15);
        spot(16, 20);
        told.take();

        // when
        spot(22, 30);
        spot(31, 40);
        snapshot(35);
        spot(41, 50);

        // then
        assertThat(told.take())
                .containsExactly(
                        "gap 0 books 1",
                        "reset 0 @30",
                        "reset 0 @35 b1x35",
                        "book 0 @40 a1x40",
                        "book 0 @50 a1x50");
        assertThat(stats.continuityBreaks()).isEqualTo(1);
        assertThat(stats.diffsSuperseded()).isEqualTo(1);
    }

    @Test
    void snapshotOlderThanTheBookIsCountedOnly() {
        // given
        snapshot(15);
        spot(16, 20);
        told.take();

        // when
        snapshot(18);
        spot(21, 25);

        // then
        assertThat(told.take()).containsExactly("book 0 @25 a1x25");
        assertThat(stats.staleSnapshots()).isEqualTo(1);
    }

    @Test
    void changesThatComeAgainAreDroppedAndMarked() {
        // given
        snapshot(15);
        spot(16, 20);
        told.take();

        // when
        spot(16, 20);
        spot(21, 25);

        // then
        assertThat(told.take()).containsExactly("gap 0 books 1", "book 0 @25 a1x25");
        assertThat(stats.diffsSuperseded()).isEqualTo(1);
    }

    @Test
    void changesThatASnapshotIsAheadOfAreNoGap() {
        // given
        snapshot(15);
        spot(16, 20);
        snapshot(35);
        told.take();

        // when
        spot(21, 30);
        spot(31, 40);

        // then
        assertThat(told.take()).containsExactly("book 0 @40 a1x40");
        assertThat(stats.diffsSuperseded()).isEqualTo(1);
    }

    @Test
    void waitingChangesAreBoundedAndTheOldestGiveWay() {
        // given
        for (int i = 0; i < DepthSplice.MAX_WAITING + 3; i++) {
            spot(10L * i + 1, 10L * i + 10);
        }

        // when
        snapshot(10L * (DepthSplice.MAX_WAITING + 1));

        // then
        assertThat(stats.diffsOverflowed()).isEqualTo(3);
        assertThat(stats.diffsApplied()).isEqualTo(2);
        assertThat(stats.continuityBreaks()).isZero();
    }

    @Test
    void bookOfThePassBeforeIsVoidInTheNext() {
        // given
        snapshot(15);
        spot(16, 20);
        told.take();

        // when
        splice.restart();
        spot(1, 10);
        spot(11, 14);
        snapshot(15);

        // then
        assertThat(told.take()).containsExactly("reset 0 @10", "reset 0 @15 b1x15");
        assertThat(stats.continuityBreaks()).isZero();
    }

    private void snapshot(long id) {
        BookChange snapshot = new BookChange();
        snapshot.start(id, id, BookChange.UNKNOWN, id);
        snapshot.add(Side.BUY, id, 1);
        splice.onSnapshot(snapshot, 1, told);
    }

    private void spot(long first, long last) {
        future(first, last, BookChange.UNKNOWN);
    }

    private void future(long first, long last, long previous) {
        BookChange change = new BookChange();
        change.start(first, last, previous, last);
        change.add(Side.SELL, last, 1);
        splice.onDiff(change, 1, told);
    }
}
