package io.ticktide.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;
import io.ticktide.feed.FeedException;
import io.ticktide.feed.TradingState;
import io.ticktide.harness.HandFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

final class FeedStallTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long STALL_NS = 10 * SECOND_NS;

    private final HandFeed feed = new HandFeed(2);
    private final MarketRing ring = new MarketRing(1_024);
    private final RingReader reader = new RingReader(ring);
    private final FeedCounters counters = new FeedCounters();
    private final List<FeedAgent.State> states = new ArrayList<>();
    private final TradingStatusDecoder status = new TradingStatusDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long nowNs = SECOND_NS;
    private long wallNs = 1_000_000 * SECOND_NS;
    private final FeedLife life = new FeedLife(() -> wallNs);
    private final FeedIngress ingress =
            new FeedIngress(ring, 2, false, () -> wallNs, counters, () -> {});
    private final FeedAgent agent =
            new FeedAgent(feed, ingress, ring, () -> nowNs, counters, () -> {}, 0, life, STALL_NS);

    FeedStallTest() {
        life.onChange(() -> states.add(life.state()));
    }

    @Test
    void silentFeedStallsOnceAndEveryInstrumentIsStaleUntilItTellsAgain() {
        // given
        feed.tell(to -> to.onStatus(0, 1, TradingState.OPEN));
        feed.tell(to -> to.onStatus(1, 1, TradingState.HALT));
        agent.doWork();
        reader.read();

        // when
        pass(STALL_NS);
        List<String> before = statuses();
        pass(2 * SECOND_NS);
        List<String> stalled = statuses();
        pass(STALL_NS);
        List<String> later = statuses();
        feed.quote(0, 2, 100);
        agent.doWork();

        // then
        assertThat(before).isEmpty();
        assertThat(stalled).containsExactly("0:2=STALE", "1:2=STALE");
        assertThat(later).isEmpty();
        assertThat(statuses()).containsExactly("0:3=OPEN", "1:3=HALT");
        assertThat(counters.stalls().value()).isEqualTo(1);
        assertThat(states).containsExactly(FeedAgent.State.STALLED, FeedAgent.State.RUNNING);
    }

    @Test
    void stateThatTheFeedTellsWhenItComesBackWins() {
        // given
        feed.tell(to -> to.onStatus(0, 1, TradingState.OPEN));
        agent.doWork();
        pass(STALL_NS + 2 * SECOND_NS);
        reader.read();

        // when
        feed.tell(to -> to.onStatus(0, 2, TradingState.CLOSED));
        agent.doWork();

        // then
        assertThat(statuses()).containsExactly("0:3=CLOSED", "1:2=UNKNOWN");
    }

    @Test
    void announcedPauseIsNoStall() {
        // given
        feed.quote(0, 1, 100);
        agent.doWork();

        // when
        feed.pause(true);
        pass(100 * STALL_NS);
        FeedAgent.State inThePause = life.state();
        feed.pause(false);
        pass(STALL_NS);
        FeedAgent.State soonAfter = life.state();
        pass(2 * SECOND_NS);

        // then
        assertThat(inThePause).isEqualTo(FeedAgent.State.RUNNING);
        assertThat(soonAfter).isEqualTo(FeedAgent.State.RUNNING);
        assertThat(life.state()).isEqualTo(FeedAgent.State.STALLED);
    }

    @Test
    void feedThatAFullRingHoldsBackIsNotTakenToBeSilent() {
        // given
        for (int i = 0; i < 2_000; i++) {
            feed.quote(0, i, 100);
        }

        // when
        pass(5 * STALL_NS);
        long heldBackSinceNs = life.heldBackSinceNs();
        reader.read();
        agent.doWork();

        // then
        assertThat(states).isEmpty();
        assertThat(heldBackSinceNs).isLessThan(nowNs - 4 * STALL_NS);
        assertThat(life.heldBackSinceNs()).isEqualTo(FeedLife.NOT_HELD_BACK);
        assertThat(counters.ringFullWaits().value()).isEqualTo(1);
    }

    @Test
    void wallClockThatIsSetNeitherMakesAStallNorHidesOne() {
        // given
        feed.quote(0, 1, 100);
        agent.doWork();

        // when
        wallNs += TimeUnit.DAYS.toNanos(1);
        pass(STALL_NS);
        FeedAgent.State afterAJump = life.state();
        wallNs -= TimeUnit.DAYS.toNanos(2);
        pass(2 * SECOND_NS);

        // then
        assertThat(afterAJump).isEqualTo(FeedAgent.State.RUNNING);
        assertThat(life.state()).isEqualTo(FeedAgent.State.STALLED);
    }

    @Test
    void pricesOfAFeedThatBrokeAreStale() {
        // given
        feed.tell(to -> to.onStatus(0, 1, TradingState.OPEN));
        feed.fail(new FeedException("the line is cut"));

        // when
        agent.doWork();

        // then
        assertThat(statuses()).containsExactly("0:1=OPEN", "0:2=STALE", "1:1=STALE");
        assertThat(life.now().reason()).isEqualTo("the line is cut");
    }

    private void pass(long ns) {
        for (long passed = 0; passed < ns; passed += SECOND_NS / 2) {
            nowNs += SECOND_NS / 2;
            wallNs += SECOND_NS / 2;
            agent.doWork();
        }
    }

    private List<String> statuses() {
        List<String> statuses = new ArrayList<>();
        for (UnsafeBuffer message : reader.read()) {
            if (EventHeader.templateId(message, 0) == TradingStatusDecoder.TEMPLATE_ID) {
                status.wrapAndApplyHeader(message, 0, header);
                statuses.add(
                        EventHeader.instrumentId(message, 0)
                                + ":"
                                + EventHeader.seq(message, 0)
                                + "="
                                + status.state());
            }
        }
        return statuses;
    }
}
