package io.ticktide.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.EventHeader;
import io.ticktide.feed.FeedException;
import io.ticktide.harness.HandFeed;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class FeedAgentTest {
    private static final long CLOCK_STEP_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int FEED_CLOCK = 3;

    private final HandFeed feed = new HandFeed(2);
    private final MarketRing ring = new MarketRing(1_024);
    private final RingReader reader = new RingReader(ring);
    private final FeedCounters counters = new FeedCounters();
    private long nowNs = 1;
    private int wakeUps;
    private final FeedIngress ingress =
            new FeedIngress(ring, 2, false, () -> 5, counters, () -> wakeUps++);
    private final FeedAgent agent =
            new FeedAgent(feed, ingress, ring, () -> nowNs, counters, () -> wakeUps++, 0);

    @Test
    void publishedEventsWakeTheReadersOnceAndSilenceDoesNot() {
        // given
        feed.quote(0, 1, 100);
        feed.quote(1, 1, 100);

        // when, then
        assertThat(agent.doWork()).isEqualTo(2);
        assertThat(wakeUps).isEqualTo(1);
        assertThat(reader.read()).hasSize(2);
        assertThat(agent.doWork()).isZero();
        assertThat(wakeUps).isEqualTo(1);
        assertThat(agent.state()).isEqualTo(FeedAgent.State.RUNNING);
    }

    @Test
    void endedFeedIsPolledNoMore() {
        // given
        feed.quote(0, 1, 100);
        feed.end();

        // when
        agent.doWork();
        FeedAgent.State afterLastEvent = agent.state();
        agent.doWork();
        feed.quote(0, 2, 100);
        int told = agent.doWork();

        // then
        assertThat(afterLastEvent).isEqualTo(FeedAgent.State.RUNNING);
        assertThat(agent.state()).isEqualTo(FeedAgent.State.ENDED);
        assertThat(agent.failure()).isNull();
        assertThat(told).isZero();
        assertThat(feed.waiting()).isEqualTo(1);
    }

    @Test
    void brokenFeedSaysWhyAndWhatItToldBeforeIsServed() {
        // given
        feed.quote(0, 1, 100);
        feed.fail(new FeedException("trades.csv:7: price \"x\" is not a decimal number"));

        // when
        agent.doWork();

        // then
        assertThat(agent.state()).isEqualTo(FeedAgent.State.FAILED);
        assertThat(agent.failure()).isEqualTo("trades.csv:7: price \"x\" is not a decimal number");
        assertThat(reader.read()).hasSize(3); // And that both instruments are stale.
        assertThat(wakeUps).isEqualTo(1);
        assertThat(agent.doWork()).isZero();
    }

    @Test
    void feedWithABugFailsOnceInsteadOfForEver() {
        // given
        feed.quote(7, 1, 100);

        // when
        agent.doWork();

        // then
        assertThat(agent.state()).isEqualTo(FeedAgent.State.FAILED);
        assertThat(agent.failure()).contains("ArrayIndexOutOfBoundsException");
        assertThat(agent.doWork()).isZero();
    }

    @Test
    void feedTimeIsPublishedEveryQuarterSecondOfIt() {
        // given
        long startNs = 1_000 * CLOCK_STEP_NS;

        // when
        int atStart = clocksAt(startNs);
        int aLittleLater = clocksAt(startNs + CLOCK_STEP_NS - 1);
        int oneStepLater = clocksAt(startNs + CLOCK_STEP_NS);
        int backInTime = clocksAt(startNs - 10 * CLOCK_STEP_NS);

        // then
        assertThat(atStart).isEqualTo(1);
        assertThat(aLittleLater).isZero();
        assertThat(oneStepLater).isEqualTo(1);
        assertThat(backInTime).isZero();
        assertThat(wakeUps).isEqualTo(2);
        assertThat(counters.events()).isZero();
    }

    @Test
    void feedIsNotPulledWhileTheReadersAreBehind() {
        // given
        for (int i = 0; i < 2_000; i++) {
            feed.quote(0, i, 100);
        }
        while (agent.doWork() > 0) {
            wakeUps++;
        }
        int waiting = feed.waiting();

        // when
        int told = agent.doWork();
        int read = reader.read().size();
        int toldAgain = agent.doWork();

        // then
        assertThat(told).isZero();
        assertThat(waiting).isEqualTo(2_000 - read);
        assertThat(toldAgain).isEqualTo(256);
        assertThat(counters.ringFullWaits().value()).isEqualTo(1);
    }

    @Test
    void rateIsThatOfTheLastFullSecond() {
        // given
        long secondNs = TimeUnit.SECONDS.toNanos(1);
        agent.doWork();
        for (int i = 0; i < 100; i++) {
            feed.quote(0, i, 100);
        }
        agent.doWork();

        // when
        nowNs += 2 * secondNs;
        agent.doWork();

        // then
        assertThat(counters.ratePerSecond().value()).isEqualTo(50);
    }

    @Test
    void closingTheAgentClosesTheFeed() {
        // when
        agent.onClose();

        // then
        assertThat(feed.isClosed()).isTrue();
    }

    @Test
    void waitIsUntilTheNextEventWithinTheTimersMeans() {
        // given
        WaitUntilDue idle = new WaitUntilDue(feed, () -> nowNs, 0);
        long quarterNs = TimeUnit.MILLISECONDS.toNanos(250);
        feed.poll(ingress, 1_000_000, 1);

        // when, then
        assertThat(parkNs(idle, 1_500_000)).isEqualTo(500_000);
        assertThat(parkNs(idle, 1_999_999)).isEqualTo(50_000);
        assertThat(parkNs(idle, 9_000_000)).isEqualTo(50_000);
        assertThat(parkNs(idle, 2_000_000 - 2 * quarterNs)).isEqualTo(quarterNs);
        feed.end();
        assertThat(parkNs(idle, 2_000_000)).isEqualTo(quarterNs);
    }

    @Test
    void lastMomentsAreSpunWhenAskedFor() {
        // given
        WaitUntilDue backoff = new WaitUntilDue(feed, () -> nowNs, 100_000);
        WaitUntilDue spin = new WaitUntilDue(feed, () -> nowNs++, Long.MAX_VALUE);
        feed.poll(ingress, 1_000_000, 1);

        // when, then
        assertThat(parkNs(backoff, 1_500_000)).isEqualTo(400_000);
        assertThat(parkNs(backoff, 1_880_000)).isEqualTo(50_000);
        assertThat(parkNs(backoff, 1_900_000)).isZero();
        assertThat(parkNs(backoff, 2_000_001)).isEqualTo(50_000);
        assertThat(parkNs(spin, 1_500_000)).isZero();
        nowNs = 1_500_000;
        spin.idle(0);
        assertThat(nowNs).isBetween(1_520_000L, 1_520_010L);
        nowNs = 1_999_990;
        spin.idle(0);
        assertThat(nowNs).isBetween(2_000_000L, 2_000_010L);
    }

    private static long parkNs(WaitUntilDue idle, long nowNs) {
        return idle.parkNs(idle.waitNs(nowNs));
    }

    private int clocksAt(long feedTimeNs) {
        feed.clock(feedTimeNs);
        agent.doWork();
        int clocks = 0;
        for (UnsafeBuffer message : reader.read()) {
            clocks += EventHeader.templateId(message, 0) == FEED_CLOCK ? 1 : 0;
        }
        return clocks;
    }
}
