package io.ticktide.feed.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.Instrument;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayFeedTest {
    private static final long START_NS = -5_000;
    private static final long MINUTE_NS = 60_000_000_000L;

    private static final Instrument INSTRUMENT =
            new Instrument(0, "X", "by hand", "X", "X", Instrument.Kind.OTHER, 2, 0, 1, 1);

    private final Told told = new Told();

    @Test
    void rowsAreDueByTheirDistanceFromTheFirstDividedBySpeed() {
        // given
        ReplayFeed feed = feed(new RowsByHand(1_000L, 1_100L, 1_100L, 1_300L), at("2"));

        // when
        int first = feed.poll(told, START_NS, 100);

        // then
        assertThat(first).isEqualTo(1);
        assertThat(told.take()).containsExactly("trade 0 @1000 1x100 #1 buy");
        assertThat(feed.nextDueNs()).isEqualTo(START_NS + 50);
        assertThat(feed.poll(told, START_NS + 49, 100)).isZero();
        assertThat(feed.poll(told, START_NS + 50, 100)).isEqualTo(2);
        assertThat(feed.nextDueNs()).isEqualTo(START_NS + 150);
        assertThat(feed.poll(told, START_NS + 150, 100)).isEqualTo(1);
        assertThat(feed.isEnded()).isTrue();
        assertThat(feed.nextDueNs()).isEqualTo(Feed.NEVER);
    }

    @Test
    void latePollDoesNotMoveTheRowsBehindIt() {
        // given
        ReplayFeed feed = feed(new RowsByHand(0L, 100L, 200L, 300L), at("1"));
        feed.poll(told, START_NS, 100);

        // when
        int late = feed.poll(told, START_NS + 250, 100);

        // then
        assertThat(late).isEqualTo(2);
        assertThat(feed.nextDueNs()).isEqualTo(START_NS + 300);
    }

    @Test
    void atMaxEveryRowIsDueAtOnce() {
        // given
        ReplayFeed feed = feed(new RowsByHand(0L, MINUTE_NS, 2 * MINUTE_NS), at("max"));

        // when
        int events = feed.poll(told, START_NS, 2);

        // then
        assertThat(events).isEqualTo(2);
        assertThat(feed.nextDueNs()).isLessThanOrEqualTo(START_NS);
        assertThat(feed.poll(told, START_NS, 2)).isEqualTo(1);
        assertThat(feed.isEnded()).isTrue();
    }

    @Test
    void feedIsDueBeforeItsFirstPoll() {
        // given
        ReplayFeed feed = feed(new RowsByHand(0L), at("1"));

        // when
        long dueNs = feed.nextDueNs();

        // then
        assertThat(dueNs).isLessThan(START_NS);
        assertThat(dueNs - Long.MAX_VALUE / 4).as("no overflow").isNegative();
    }

    @Test
    void limitOfOneStillMakesProgress() {
        // given
        ReplayFeed feed = feed(new RowsByHand(0L, 0L), at("1"));

        // when
        int first = feed.poll(told, START_NS, 1);
        int second = feed.poll(told, START_NS, 1);

        // then
        assertThat(List.of(first, second)).containsExactly(1, 1);
        assertThat(feed.isEnded()).isTrue();
    }

    @Test
    void clockIsTheLatestEventTimeTold() {
        // given
        ReplayFeed feed = feed(new RowsByHand(700L, 900L), at("1"));
        assertThat(feed.clockNs(START_NS)).isZero();

        // when
        feed.poll(told, START_NS, 100);

        // then
        assertThat(feed.clockNs(START_NS + 100)).isEqualTo(700);
        feed.poll(told, START_NS + 200, 100);
        assertThat(feed.clockNs(START_NS + 200)).isEqualTo(900);
    }

    @Test
    void loopMovesEveryPassOnByWholeMinutesBeyondItsDuration() {
        // given
        RowsByHand rows = new RowsByHand(10L, 10L + MINUTE_NS);
        ReplayFeed feed = feed(rows, at("max").withLoop(true));

        // when
        int events = feed.poll(told, START_NS, 7);

        // then: five trades and two gaps
        assertThat(events).isEqualTo(5);
        assertThat(told.take())
                .containsExactly(
                        "trade 0 @10 1x100 #1 buy",
                        "trade 0 @60000000010 1x100 #2 buy",
                        "gap 0 trades 1",
                        "trade 0 @120000000010 1x100 #1 buy",
                        "trade 0 @180000000010 1x100 #2 buy",
                        "gap 0 trades 1",
                        "trade 0 @240000000010 1x100 #1 buy");
        assertThat(feed.isEnded()).isFalse();
        assertThat(feed.clockNs(START_NS)).isEqualTo(240_000_000_010L);
        assertThat(feed.stats().passes()).isEqualTo(2);
    }

    @Test
    void loopKeepsThePaceAcrossPasses() {
        // given
        ReplayFeed feed = feed(new RowsByHand(10L, 20L), at("10").withLoop(true));
        feed.poll(told, START_NS, 100);

        // when
        feed.poll(told, START_NS + 1, 100);

        // then
        assertThat(feed.nextDueNs()).isEqualTo(START_NS + MINUTE_NS / 10);
    }

    @Test
    void loopOverRowsThatTellNothingEnds() {
        // given
        RowsByHand rows = new RowsByHand(RowsByHand.SILENT, RowsByHand.SILENT);
        ReplayFeed feed = feed(rows, at("max").withLoop(true));

        // when
        int events = feed.poll(told, START_NS, 100);

        // then
        assertThat(events).isZero();
        assertThat(feed.isEnded()).isTrue();
        assertThat(rows.rewinds).isZero();
    }

    @Test
    void rowsThatTellNothingDoNotHoldUpThePoll() {
        // given
        Long[] silent = new Long[50];
        Arrays.fill(silent, RowsByHand.SILENT);
        ReplayFeed feed = feed(new RowsByHand(silent), at("1"));

        // when
        int events = feed.poll(told, START_NS, 10);

        // then
        assertThat(events).isZero();
        assertThat(feed.isEnded()).isFalse();
        assertThat(feed.nextDueNs()).isLessThanOrEqualTo(START_NS);
    }

    @Test
    void badRowEndsTheFeedAfterWhatCameBeforeIt() {
        // given
        RowsByHand rows = new RowsByHand(1L, RowsByHand.BAD, 3L);
        ReplayFeed feed = feed(rows, at("max"));

        // when
        int before = feed.poll(told, START_NS, 100);

        // then
        assertThat(before).isEqualTo(1);
        assertThat(feed.nextDueNs()).isLessThanOrEqualTo(START_NS);
        assertThatThrownBy(() -> feed.poll(told, START_NS, 100))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("by-hand:2: price \"x\" is not a number; the row: x,y")
                .hasMessageContaining("--set feed.bad-rows=skip");
        assertThat(feed.isEnded()).isTrue();
        assertThat(feed.nextDueNs()).isEqualTo(Feed.NEVER);
        assertThat(rows.closed).isTrue();
        assertThat(feed.poll(told, START_NS, 100)).isZero();
    }

    @Test
    void skippedRowsAreCountedAndTheRestIsTold() {
        // given
        RowsByHand rows = new RowsByHand(RowsByHand.BAD, 1L, RowsByHand.BAD, 3L);
        ReplayFeed feed = feed(rows, at("max").withBadRows(BadRowPolicy.SKIP));

        // when
        feed.poll(told, START_NS, 100);

        // then
        assertThat(told.take())
                .containsExactly("trade 0 @1 1x100 #2 buy", "trade 0 @3 1x100 #4 buy");
        assertThat(feed.skippedRows()).isEqualTo(2);
    }

    @Test
    void brokenRecordingEndsTheFeedWhateverThePolicy() {
        // given
        RowsByHand rows = new RowsByHand(RowsByHand.BROKEN);
        ReplayFeed feed = feed(rows, at("max").withBadRows(BadRowPolicy.SKIP));

        // when / then
        assertThatThrownBy(() -> feed.poll(told, START_NS, 100))
                .isInstanceOf(FeedException.class)
                .hasMessage("by-hand is truncated");
        assertThat(feed.isEnded()).isTrue();
    }

    @Test
    void nameSaysFileAndSpeed() {
        // given
        ReplayFeed feed = feed(new RowsByHand(), at("2.5"));

        // when
        String name = feed.name();

        // then
        assertThat(name).isEqualTo("by-hand speed=2.5x");
        assertThat(feed.isReplay()).isTrue();
    }

    private static ReplayFeed feed(RowsByHand rows, ReplaySettings settings) {
        return new ReplayFeed("by-hand", List.of(INSTRUMENT), rows, settings, new RecordedStats());
    }

    private static ReplaySettings at(String speed) {
        return ReplaySettings.defaults().withSpeed(ReplaySpeed.parse(speed));
    }
}
