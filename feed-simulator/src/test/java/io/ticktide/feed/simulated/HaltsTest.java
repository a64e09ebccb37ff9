package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.feed.Feed;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.Instrument.Kind;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.TradingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HaltsTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void everyInstrumentOpensOnceBeforeItsBook() {
        // given
        Feed feed = feed(1, 20, 100);
        Log log = new Log();

        // when
        feed.poll(log, 0, Integer.MAX_VALUE);

        // then
        assertThat(log.states)
                .extracting(State::instrumentId)
                .containsExactlyElementsOf(
                        feed.instruments().stream().map(Instrument::id).toList());
        assertThat(log.states).allMatch(state -> state.state == TradingState.OPEN);
        assertThat(log.quotedBeforeOpen).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, -7})
    void someAreHaltedWithinTenMinutesForFiveToSixtySecondsEach(long seed) {
        // given
        Feed feed = feed(seed, 20, 50);

        // when
        List<State> changes = changes(feed, 3_600);

        // then
        assertThat(changes.get(0).tsEvent).isLessThan(600 * SECOND_NS);
        assertThat(changes.size() / 2).isBetween(3_600 / 390, 3_600 / 90);
        for (int i = 0; i + 1 < changes.size(); i += 2) {
            State halt = changes.get(i);
            State resumed = changes.get(i + 1);
            assertThat(halt.state).isEqualTo(TradingState.HALT);
            assertThat(resumed.state).isEqualTo(TradingState.OPEN);
            assertThat(resumed.instrumentId).isEqualTo(halt.instrumentId);
            assertThat(resumed.tsEvent - halt.tsEvent).isBetween(5 * SECOND_NS, 60 * SECOND_NS);
        }
    }

    @Test
    void stocksAreHaltedOftenAndCoinsRarely() {
        // given
        Feed feed = feed(5, 20, 1);

        // when
        List<State> changes = changes(feed, 100 * 3_600);

        // then
        Map<Kind, Long> halts =
                changes.stream()
                        .filter(state -> state.state == TradingState.HALT)
                        .map(state -> feed.instruments().get(state.instrumentId).kind())
                        .collect(
                                Collectors.groupingBy(k -> k, TreeMap::new, Collectors.counting()));
        assertThat(halts.get(Kind.CRYPTO_SPOT)).isBetween(10L, halts.get(Kind.EQUITY) / 4);
    }

    @Test
    void haltedInstrumentTradesAgainAfterwards() {
        // given
        Feed feed = feed(1, 20, 1_000);
        Log log = new Log();

        // when
        feed.poll(log, 0, Integer.MAX_VALUE);
        feed.poll(log, 900 * SECOND_NS, Integer.MAX_VALUE);

        // then
        assertThat(log.tradedAfterResume).isNotEmpty();
    }

    @Test
    void marketOfOneInstrumentIsNeverHalted() {
        // given
        Feed feed = feed(1, 1, 10);

        // when
        List<State> changes = changes(feed, 3_600);

        // then
        assertThat(changes).isEmpty();
    }

    @Test
    void rateIsKeptWhileTheBusiestStockIsHalted() {
        // given: three instruments, so that every halt takes much of the market
        Feed feed = feed(3, 3, 2_000);
        Log log = new Log();
        feed.poll(log, 0, Integer.MAX_VALUE);

        // when
        int told = feed.poll(log, 600 * SECOND_NS, Integer.MAX_VALUE);

        // then
        assertThat(log.states.size()).isGreaterThan(3);
        assertThat(told / 600.0).isBetween(1_900.0, 2_100.0);
    }

    @Test
    void haltIsDueAndTheClockStopsBeforeIt() {
        // given: hardly any other events
        Feed feed = feed(1, 20, 1);
        Log log = new Log();
        feed.poll(log, 0, Integer.MAX_VALUE);
        int opened = log.states.size();
        long dueNs = 0;

        // when
        while (log.states.size() == opened) {
            dueNs = feed.nextDueNs();
            assertThat(feed.clockNs(Long.MAX_VALUE / 4)).isEqualTo(dueNs);
            feed.poll(log, dueNs, Integer.MAX_VALUE);
        }

        // then
        assertThat(log.states.get(opened).tsEvent).isEqualTo(dueNs);
    }

    private static Feed feed(long seed, int instruments, long eventsPerSecond) {
        return new SimulatedFeed(
                new SimulatedSettings(seed, instruments, eventsPerSecond, 0, false));
    }

    /** States told after the opening. */
    private static List<State> changes(Feed feed, long seconds) {
        Log log = new Log();
        feed.poll(log, 0, Integer.MAX_VALUE);
        int opened = log.states.size();
        feed.poll(log, seconds * SECOND_NS, Integer.MAX_VALUE);
        return log.states.subList(opened, log.states.size());
    }

    private record State(int instrumentId, long tsEvent, byte state) {}

    private static final class Log implements MarketListener {
        private final List<State> states = new ArrayList<>();
        private final List<Integer> tradedAfterResume = new ArrayList<>();
        private final boolean[] opened = new boolean[20];
        private boolean quotedBeforeOpen;
        private int resumed = -1;

        @Override
        public void onQuote(
                int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
            quotedBeforeOpen |= !opened[instrumentId];
        }

        @Override
        public void onTrade(
                int instrumentId, long tsEvent, long price, long qty, long tradeId, byte side) {
            if (instrumentId == resumed) {
                tradedAfterResume.add(instrumentId);
                resumed = -1;
            }
        }

        @Override
        public void onBookStart(int instrumentId, long tsEvent, boolean reset) {}

        @Override
        public void onBookLevel(byte side, long price, long qty) {}

        @Override
        public void onBookEnd() {}

        @Override
        public void onStatus(int instrumentId, long tsEvent, byte state) {
            resumed = tsEvent > 0 && state == TradingState.OPEN ? instrumentId : -1;
            opened[instrumentId] = true;
            states.add(new State(instrumentId, tsEvent, state));
        }

        @Override
        public void onGap(int instrumentId, byte stream, long missed) {}
    }
}
