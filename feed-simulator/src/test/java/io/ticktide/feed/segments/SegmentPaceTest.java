package io.ticktide.feed.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.Feed;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.feed.replay.Told;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a replay of a recording tells what. */
class SegmentPaceTest {
    private static final long NOW = 5_000;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;
    private static final SegmentSettings REAL_TIME = SegmentSettings.at(ReplaySpeed.REAL_TIME);

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
    void messagesComeWhenTheyAreDueAndBurstsStayBursts() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 100, "A")) {
            recording.trades(0, 100, 140, 140, 140, 200);
        }
        feed = SegmentFeed.open(directory, REAL_TIME);

        // when, then
        assertThat(poll(NOW)).isEqualTo(1);
        assertThat(feed.nextDueNs()).isEqualTo(NOW + 40);
        assertThat(poll(NOW + 39)).isZero();
        assertThat(poll(NOW + 41)).isEqualTo(3);
        assertThat(feed.nextDueNs()).isEqualTo(NOW + 100);
        assertThat(feed.timeNs()).isEqualTo(140);
        assertThat(poll(NOW + 1_000)).isEqualTo(1);
        assertThat(poll(NOW + 1_001)).isZero();
        assertThat(feed.isEnded()).isTrue();
        assertThat(feed.nextDueNs()).isEqualTo(Feed.NEVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", "0.7", "1", "3", "10", "333", "1000"})
    void dueTimesDoNotDriftHoweverLongItPlays(String text) throws IOException {
        // given
        ReplaySpeed speed = ReplaySpeed.parse(text);
        long day = 86_400 * SECOND_NS;
        long[] times = new long[300];
        for (int i = 0; i < times.length; i++) {
            times[i] = 1_700_000_000L * SECOND_NS + i * (day / 299 + 1);
        }
        try (HandRecording recording = new HandRecording(directory, 1, times[0], "A")) {
            recording.trades(0, times);
        }
        feed = SegmentFeed.open(directory, SegmentSettings.at(speed));
        poll(NOW);

        for (int i = 1; i < times.length; i++) {
            // when
            long dueNs = feed.nextDueNs();

            // then
            assertThat(dueNs).isEqualTo(NOW + speed.playedNs(times[i] - times[0]));
            assertThat(poll(dueNs - 1)).isZero();
            assertThat(poll(dueNs + i % 7)).isEqualTo(1);
        }
    }

    @Test
    void longPausesAreJumpedOverAndShortOnesAreNot() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10, 10 + MINUTE_NS, 10 + 10 * MINUTE_NS, 20 + 10 * MINUTE_NS);
        }
        feed = SegmentFeed.open(directory, REAL_TIME.skippingGaps(5 * MINUTE_NS));

        // when, then
        poll(NOW);
        assertThat(feed.nextDueNs()).isEqualTo(NOW + MINUTE_NS);
        assertThat(poll(NOW + MINUTE_NS)).isEqualTo(2);
        assertThat(feed.nextDueNs()).isEqualTo(NOW + MINUTE_NS + 10);
    }

    @Test
    void pauseInWhichOnlyTheClockTicksIsCutToTheLengthThatIsBearable() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10);
            for (int minute = 1; minute < 10; minute++) {
                recording.clock(10 + minute * MINUTE_NS);
            }
            recording.trades(0, 10 * MINUTE_NS);
        }
        feed = SegmentFeed.open(directory, REAL_TIME.skippingGaps(5 * MINUTE_NS));

        // when, then
        poll(NOW);
        assertThat(poll(NOW + 5 * MINUTE_NS - 1)).isEqualTo(4);
        assertThat(poll(NOW + 5 * MINUTE_NS)).isEqualTo(6);
    }

    @Test
    void pausedReplayStepsFromEventTimeToEventTime() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10).clock(15).clock(20).trades(0, 30, 30).clock(30).trades(0, 40);
        }
        feed = SegmentFeed.open(directory, REAL_TIME);
        poll(NOW);
        feed.pause(NOW + 4);

        // when, then
        assertThat(feed.nextDueNs()).isEqualTo(Feed.NEVER);
        assertThat(poll(NOW + 1_000)).isZero();
        feed.step();
        assertThat(poll(NOW + 1_001)).isEqualTo(5);
        assertThat(feed.timeNs()).isEqualTo(30);
        assertThat(poll(NOW + 1_002)).isZero();
        feed.play(NOW + 2_000);
        assertThat(feed.nextDueNs()).isEqualTo(NOW + 2_010);
    }

    @Test
    void pauseAndSpeedTakeEffectFromThePresentTimeOn() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 1_000, "A")) {
            recording.trades(0, 1_000, 2_000, 3_000);
        }
        feed = SegmentFeed.open(directory, REAL_TIME);
        poll(NOW);

        // when, then
        feed.pause(NOW + 400);
        feed.play(NOW + 10_000);
        assertThat(feed.nextDueNs()).isEqualTo(NOW + 10_600);
        feed.speed(ReplaySpeed.of(10), NOW + 10_100);
        assertThat(feed.nextDueNs()).isEqualTo(NOW + 10_150);
        assertThat(poll(NOW + 10_150)).isEqualTo(1);
        feed.speed(ReplaySpeed.MAX, NOW + 10_160);
        assertThat(poll(NOW + 10_160)).isEqualTo(1);
    }

    @Test
    void clockIsThatOfTheEventsWhereNoneWasRecorded() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 10, "A")) {
            recording.trades(0, 10, 20).clock(25).trades(0, 30);
        }
        feed = SegmentFeed.open(directory, REAL_TIME);
        assertThat(feed.clockNs(NOW)).isZero();

        // when, then
        poll(NOW + 0);
        poll(NOW + 10);
        assertThat(feed.clockNs(NOW)).isEqualTo(20);
        poll(NOW + 20);
        assertThat(feed.clockNs(NOW)).isZero();
    }

    @Test
    void whatWasToldBeforeTheMarketWentLiveIsToldAtOnce() throws IOException {
        // given
        try (HandRecording recording = new HandRecording(directory, 1, 1_000, "A")) {
            recording.trades(0, 100, 300, 500, 1_000, 1_050);
        }
        feed = SegmentFeed.open(directory, REAL_TIME);
        assertThat(feed.isCatchingUp()).isTrue();

        // when, then
        assertThat(poll(NOW)).isEqualTo(4);
        assertThat(feed.isCatchingUp()).isFalse();
        assertThat(feed.nextDueNs()).isEqualTo(NOW + 50);
    }

    private int poll(long nowNs) {
        return feed.poll(told, nowNs, 100);
    }
}
