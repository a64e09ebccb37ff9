package io.ticktide.feed.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TickScheduleTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7, 1_000, 24_901, 999_983, 2_000_000})
    void eventsNeverDriftFromTheirRate(long rate) {
        // given
        TickSchedule schedule = new TickSchedule(RatePlan.constant(rate));

        // when: ten seconds
        for (long i = 0; i < 10 * rate; i++) {
            assertThat(schedule.nextNs())
                    .isEqualTo(i / rate * SECOND_NS + i % rate * SECOND_NS / rate);
            schedule.advance();
        }

        // then
        assertThat(schedule.nextNs()).isEqualTo(10 * SECOND_NS);
        assertThat(schedule.index()).isEqualTo(10 * rate);
    }

    @Test
    void stepBeginsExactlyWhereTheOneBeforeEnds() {
        // given: 3 a second leave a rest that must not shift what follows
        TickSchedule schedule =
                new TickSchedule(RatePlan.parse(List.of("3/1500", "2/1000", "4/1")));

        // when
        List<Long> dueMs = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            dueMs.add(schedule.nextNs() / 1_000_000);
            schedule.advance();
        }

        // then
        assertThat(dueMs)
                .containsExactly(
                        0L, 333L, 666L, 1_000L, 1_333L, 1_500L, 2_000L, 2_500L, 2_750L, 3_000L);
    }

    @Test
    void planIsReadAsItIsWritten() {
        // given
        List<String> texts = List.of("2000/5000", "2500/1000");

        // then
        assertThat(RatePlan.parse(texts).texts()).isEqualTo(texts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2000", "2000/", "/5", "x/5", "5/x", "0/5", "2000001/5", "5/0", ""})
    void planThatMakesNoSenseSaysWhichStep(String text) {
        assertThatThrownBy(() -> RatePlan.parse(List.of("1/1", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining('"' + text + '"');
    }

    @Test
    void emptyPlanIsRefused() {
        assertThatThrownBy(() -> RatePlan.parse(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }
}
