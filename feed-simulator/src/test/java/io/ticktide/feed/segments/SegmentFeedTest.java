package io.ticktide.feed.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ticktide.codecs.recording.BlockRef;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.replay.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replay of a recording tells. */
class SegmentFeedTest {
    private static final long NOW = 5_000;
    private static final SegmentSettings REAL_TIME = SegmentSettings.at(ReplaySpeed.REAL_TIME);
    private static final SegmentSettings MAX = SegmentSettings.at(ReplaySpeed.MAX);

    @TempDir Path directory;

    private final Told told = new Told();
    private SegmentFeed feed;

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
        }
    }

    @Test
    void replayFromATimeBeginsWithTheStateBeforeIt() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A", "B")) {
            recording.trades(0, 10, 20).trades(1, 25).snapshot();
            recording.trades(0, 30, 40, 50).trades(1, 60);
        }
        feed = SegmentFeed.open(directory, REAL_TIME.from(40).to(60));

        // when, then
        assertThat(poll(NOW)).isEqualTo(4);
        assertThat(told.take())
                .containsExactly(
                        "state trade 0 #2 @20 lost 0",
                        "state trade 1 #1 @25 lost 0",
                        "trade 0 #3 @30 lost 0",
                        "trade 0 #4 @40 lost 0");
        assertThat(feed.nextDueNs()).isEqualTo(NOW + 10);
        assertThat(poll(NOW + 100)).isEqualTo(1);
        assertThat(told.take()).containsExactly("trade 0 #5 @50 lost 0");
        assertThat(feed.isEnded()).isTrue();
    }

    @Test
    void lostMessagesAreAHoleOfTheSourceBehindWhichTheStateIsTold() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A", "B")) {
            recording.trades(0, 10, 20).trades(1, 20);
            recording.lost(0, 5, 50).trades(0, 60).trades(1, 70);
        }
        feed = SegmentFeed.open(directory, MAX);

        // when
        poll(NOW);

        // then
        assertThat(told.take())
                .containsExactly(
                        "trade 0 #1 @10 lost 0",
                        "trade 0 #2 @20 lost 0",
                        "trade 1 #1 @20 lost 0",
                        "state trade 0 #7 @50 lost 4 upstream",
                        "trade 0 #8 @60 lost 0",
                        "trade 1 #2 @70 lost 0");
        assertThat(feed.lost()).isEqualTo(5);
    }

    @Test
    void loopGoesOnBehindAGapOfOneAtOnceWithTimesMovedByWholeMinutes() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10, 30);
        }
        feed = SegmentFeed.open(directory, REAL_TIME.looping());

        // when
        poll(NOW);
        poll(NOW + 20);
        poll(NOW + 40);
        poll(NOW + 60);

        // then
        assertThat(told.take())
                .containsExactly(
                        "trade 0 #1 @10 lost 0",
                        "trade 0 #2 @30 lost 0",
                        "trade 0 #4 @60000000010 lost 1 upstream",
                        "trade 0 #5 @60000000030 lost 0",
                        "trade 0 #7 @120000000010 lost 1 upstream",
                        "trade 0 #8 @120000000030 lost 0",
                        "trade 0 #10 @180000000010 lost 1 upstream");
        assertThat(feed.isEnded()).isFalse();
    }

    @Test
    void loopOfAPartBeginsEachPassWithTheStateBehindAGap() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10, 20).snapshot().trades(0, 30, 40, 50);
        }
        feed = SegmentFeed.open(directory, MAX.from(40).to(50).looping());

        // when
        feed.poll(told, NOW, 6);

        // then
        assertThat(told.take())
                .containsExactly(
                        "state trade 0 #2 @20 lost 0",
                        "trade 0 #3 @30 lost 0",
                        "trade 0 #4 @40 lost 0",
                        "state trade 0 #6 @60000000020 lost 1 upstream",
                        "trade 0 #7 @60000000030 lost 0",
                        "trade 0 #8 @60000000040 lost 0");
    }

    @Test
    void damageEndsTheReplayWithItsPlaceOrIsAHoleOnRequest() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10, 20, 30).snapshot().trades(0, 40);
        }
        BlockRef second = Recording.open(directory).runs().get(0).blocks().get(4);
        Path segment = directory.resolve("00000001.tts");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[(int) second.offset() + second.length() - 1] ^= 1;
        Files.write(segment, bytes);

        // when
        feed = SegmentFeed.open(directory, MAX);
        poll(NOW);
        Throwable failed = catchThrowable(() -> poll(NOW));
        told.take();
        feed = SegmentFeed.open(directory, MAX.skippingDamage());
        poll(NOW);

        // then
        assertThat(failed)
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("00000001.tts")
                .hasMessageContaining("offset " + second.offset());
        assertThat(told.take())
                .containsExactly(
                        "trade 0 #1 @10 lost 0",
                        "state trade 0 #3 @30 lost 1 upstream",
                        "trade 0 #4 @40 lost 0");
        assertThat(feed.lost()).isEqualTo(2);
    }

    @Test
    void whatIsRecordedMeanwhileIsToldAfterALook() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10, 20);
            feed = SegmentFeed.open(directory, MAX);
            poll(NOW);
            assertThat(feed.isEnded()).isTrue();
            assertThat(feed.refresh()).isFalse();
            told.take();

            // when
            recording.trades(0, 30);

            // then
            assertThat(poll(NOW)).isZero();
            assertThat(feed.refresh()).isTrue();
            assertThat(poll(NOW)).isEqualTo(1);
            assertThat(told.take()).containsExactly("trade 0 #3 @30 lost 0");
        }
    }

    @Test
    void furtherRunFollowsBySymbolAfterThePauseBetweenThem() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A", "B")) {
            recording.trades(0, 10).trades(1, 20);
        }
        try (HandRecording recording = new HandRecording(directory, 2, 500, "C", "B")) {
            recording.trades(1, 400, 500).trades(0, 510);
        }
        feed = SegmentFeed.open(directory, REAL_TIME);

        // when
        poll(NOW + 0);
        poll(NOW + 489);
        told.take();
        poll(NOW + 500);

        // then
        assertThat(told.take())
                .containsExactly(
                        "trade 1 #3 @400 lost 1 upstream",
                        "trade 1 #4 @500 lost 0",
                        "trade 2 #1 @510 lost 0");
        assertThat(feed.instruments())
                .extracting(one -> one.symbol())
                .containsExactly("A", "B", "C");
    }

    @Test
    void onlyTheSymbolsAskedForAreTold() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A", "B", "C")) {
            recording.trades(0, 10).trades(1, 20).trades(2, 30).trades(0, 40).trades(2, 50);
        }
        feed = SegmentFeed.open(directory, MAX.only(Set.of("C", "A")));

        // when
        poll(NOW);

        // then
        assertThat(told.take())
                .containsExactly(
                        "trade 0 #1 @10 lost 0",
                        "trade 1 #1 @30 lost 0",
                        "trade 0 #2 @40 lost 0",
                        "trade 1 #2 @50 lost 0");
        assertThatThrownBy(() -> SegmentFeed.open(directory, MAX.only(Set.of("X"))))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("\"X\" is not in")
                .hasMessageContaining("A, B, C");
    }

    @Test
    void seekGoesBackAndOnAlsoFromTheEnd() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10, 20).snapshot().trades(0, 30, 40);
        }
        feed = SegmentFeed.open(directory, REAL_TIME);
        poll(NOW);
        poll(NOW + 100);
        told.take();

        // when
        feed.seek(35, NOW + 200);
        poll(NOW + 200);

        // then
        assertThat(told.take())
                .containsExactly("state trade 0 #2 @20 lost 0", "trade 0 #3 @30 lost 0");
        assertThat(feed.timeNs()).isEqualTo(35);
        assertThat(feed.isEnded()).isFalse();
        assertThat(feed.nextDueNs()).isEqualTo(NOW + 205);
    }

    @Test
    void timesOutsideTheRecordingAreRefused() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10, 20);
        }

        // when, then
        assertThatThrownBy(() -> SegmentFeed.open(directory, MAX.from(21)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("lies behind the end of")
                .hasMessageContaining("1970-01-01T00:00:00.000000020Z");
        assertThatThrownBy(() -> SegmentFeed.open(directory, MAX.to(10)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("lies before the start of");
        assertThatThrownBy(() -> SegmentFeed.open(directory.resolve("none"), MAX))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("does not exist");
    }

    private int poll(long nowNs) {
        return feed.poll(told, nowNs, 100);
    }
}
