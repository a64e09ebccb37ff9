package io.ticktide.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.harness.HandFeed;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class RestartingFeedTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final HandFeed first = new HandFeed(2);
    private final HandFeed second = new HandFeed(2);
    private final Queue<Feed> next = new ArrayDeque<>();
    private final MarketRing ring = new MarketRing(1_024);
    private final RingReader reader = new RingReader(ring);
    private final FeedCounters counters = new FeedCounters();
    private final FeedLife life = new FeedLife(() -> 5);
    private final FeedIngress ingress =
            new FeedIngress(ring, 2, false, () -> 5, counters, () -> {});
    private final RestartingFeed feed =
            new RestartingFeed(
                    first,
                    this::open,
                    true,
                    true,
                    new RestartDelays(30 * SECOND_NS, 1),
                    life,
                    counters,
                    ingress::begunAnew);
    private long nowNs = SECOND_NS;
    private final FeedAgent agent =
            new FeedAgent(feed, ingress, ring, () -> nowNs, counters, () -> {}, 0, life, 0);

    @Test
    void feedThatBrokeGoesOnBehindAHoleUnderTheSameNumbers() {
        // given
        first.quote(0, 1, 100);
        first.quote(0, 2, 100);
        first.fail(new FeedException("the line is cut"));
        next.add(second);

        // when
        agent.doWork();
        FeedLife.Now down = life.now();
        boolean closed = first.isClosed();
        nowNs += 2 * SECOND_NS;
        second.quote(0, 3, 100);
        second.quote(1, 3, 100);
        reader.read();
        agent.doWork();

        // then
        assertThat(down.state()).isEqualTo(FeedAgent.State.RESTARTING);
        assertThat(down.reason()).isEqualTo("the line is cut");
        assertThat(closed).isTrue();
        assertThat(life.state()).isEqualTo(FeedAgent.State.RUNNING);
        assertThat(counters.restarts().value()).isEqualTo(1);
        List<UnsafeBuffer> quotes = quotes();
        assertThat(quotes).extracting(it -> EventHeader.seq(it, 0)).containsExactly(4L, 1L);
        assertThat(EventHeader.conflated(quotes.get(0), 0)).isEqualTo(1);
        assertThat(EventHeader.cause(quotes.get(0), 0)).isEqualTo(Bits.CAUSE_UPSTREAM);
        assertThat(EventHeader.conflated(quotes.get(1), 0)).isZero();
    }

    @Test
    void waitDoublesUpToTheMostAndIsNeverLessThanHalf() {
        // given
        RestartDelays delays = new RestartDelays(5 * SECOND_NS, 7);

        // when, then
        assertThat(delays.nextNs(0)).isBetween(SECOND_NS / 2, SECOND_NS);
        assertThat(delays.nextNs(0)).isBetween(SECOND_NS, 2 * SECOND_NS);
        assertThat(delays.nextNs(0)).isBetween(2 * SECOND_NS, 4 * SECOND_NS);
        assertThat(delays.nextNs(0)).isBetween(5 * SECOND_NS / 2, 5 * SECOND_NS);
        assertThat(delays.nextNs(0)).isBetween(5 * SECOND_NS / 2, 5 * SECOND_NS);
        assertThat(delays.nextNs(6 * SECOND_NS)).isBetween(SECOND_NS / 2, SECOND_NS);
    }

    @Test
    void feedThatCannotBeOpenedIsTriedAgain() {
        // given
        first.end();
        agent.doWork();

        // when
        nowNs += 2 * SECOND_NS;
        agent.doWork();
        FeedLife.Now stillDown = life.now();
        next.add(second);
        nowNs += 3 * SECOND_NS;
        agent.doWork();

        // then
        assertThat(stillDown.state()).isEqualTo(FeedAgent.State.RESTARTING);
        assertThat(stillDown.reason()).isEqualTo("it cannot be opened: nothing is there");
        assertThat(life.state()).isEqualTo(FeedAgent.State.RUNNING);
    }

    @Test
    void bugOfAFeedIsAReasonToOpenItAgainToo() {
        // given
        first.tell(
                to -> {
                    throw new IllegalStateException("a bug");
                });

        // when
        agent.doWork();

        // then
        assertThat(life.now().reason()).contains("bug in the feed").contains("a bug");
        assertThat(life.state()).isEqualTo(FeedAgent.State.RESTARTING);
    }

    @Test
    void otherInstrumentsAreTheEnd() {
        // given
        HandFeed other = new HandFeed(3);
        next.add(other);
        first.end();
        agent.doWork();

        // when
        nowNs += 2 * SECOND_NS;
        agent.doWork();

        // then
        assertThat(life.state()).isEqualTo(FeedAgent.State.FAILED);
        assertThat(life.now().reason()).contains("came back with other instruments");
        assertThat(other.isClosed()).isTrue();
    }

    @Test
    void timesOfARecordingGoOnByWholeMinutes() {
        // given
        long minuteNs = TimeUnit.MINUTES.toNanos(1);
        LaterListener later = new LaterListener(90 * SECOND_NS);

        // when
        later.to(ingress).onQuote(0, 30 * SECOND_NS, 100, 1, 101, 1);
        later.to(ingress).onQuote(0, 31 * SECOND_NS, 100, 1, 101, 1);

        // then
        assertThat(later.shiftNs()).isEqualTo(2 * minuteNs);
        assertThat(quotes())
                .extracting(it -> EventHeader.tsEvent(it, 0))
                .containsExactly(150 * SECOND_NS, 151 * SECOND_NS);
    }

    private Feed open() {
        if (next.isEmpty()) {
            throw new FeedException("nothing is there");
        }
        return next.poll();
    }

    private List<UnsafeBuffer> quotes() {
        return reader.read().stream().filter(it -> EventHeader.templateId(it, 0) == 16).toList();
    }
}
