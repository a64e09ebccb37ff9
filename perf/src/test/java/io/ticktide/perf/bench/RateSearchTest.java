package io.ticktide.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private final List<List<Long>> climbs = new ArrayList<>();
    private final RateSearch search = new RateSearch(2, 1.1);

    @Test
    void limitIsFoundToWithinTheFineStep() {
        // when
        long found = search.search(100, 100_000, capacity(10_000, Set.of())).orElseThrow().rate();

        // then
        assertThat(found).isBetween((long) (10_000 / 1.1), 10_000L);
        assertThat(climbs).hasSize(2);
    }

    @Test
    void oneFailureAloneDoesNotEndAClimb() {
        // given: 1,600 fails although the target can do it
        Set<Long> unlucky = Set.of(1_600L);

        // when
        long found = search.search(100, 100_000, capacity(10_000, unlucky)).orElseThrow().rate();

        // then
        assertThat(found).isGreaterThan(9_000);
    }

    @Test
    void nothingIsFoundWhenTheLowestRateIsTooMuch() {
        assertThat(search.search(100, 1_000, capacity(20, Set.of()))).isEmpty();
    }

    @Test
    void secondStartBeginsLower() {
        // when
        long found = search.search(100, 1_000, capacity(60, Set.of())).orElseThrow().rate();

        // then
        assertThat(found).isBetween(50L, 60L);
        assertThat(climbs.get(1)).startsWith(25L, 50L);
    }

    @Test
    void noRateAboveTheHighestIsTried() {
        // when
        search.search(100, 1_000, capacity(1_000_000, Set.of()));

        // then
        assertThat(climbs.get(0)).containsExactly(100L, 200L, 400L, 800L);
        assertThat(climbs.get(1)).allMatch(rate -> rate <= 1_000);
    }

    @Test
    void ratesRiseByTheirFactorAndNeverRepeat() {
        assertThat(RateSearch.rates(1, 10, 1.1)).doesNotHaveDuplicates().startsWith(1L, 2L, 3L);
        assertThat(RateSearch.rates(50, 10, 2)).containsExactly(50L);
    }

    @Test
    void factorsThatDoNotNarrowDownAreRefused() {
        assertThatThrownBy(() -> new RateSearch(1.1, 1.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.1 and 1.2");
    }

    /** A target that sustains rates up to a limit, but for some. */
    private RateSearch.Climb capacity(long limit, Set<Long> unlucky) {
        return (runUp, rates) -> {
            climbs.add(rates);
            List<Rung> rungs = new ArrayList<>();
            for (long rate : rates) {
                if (RateSearch.isOver(rungs)) {
                    break;
                }
                rungs.add(rung(rate, rate <= limit && !unlucky.contains(rate)));
            }
            return rungs;
        };
    }

    private static Rung rung(long rate, boolean sustained) {
        long delivered = sustained ? rate : rate - 1;
        ServerUse idle = new ServerUse(false, 0, 0, 0, 0);
        return new Rung(rate, 1, rate, delivered, 0, idle, 0, 0, 0, new Fairness(0, 0, 1));
    }
}
