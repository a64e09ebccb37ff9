package io.ticktide.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionsTest {
    private final Positions positions = new Positions(10, 2);

    @Test
    void everyEventAccountedForAddsUp() {
        // given
        positions.begin(10, 41);

        // then
        assertThat(positions.onEvent(10, 42, 0)).isTrue();
        assertThat(positions.onEvent(10, 50, 7)).isTrue();
        assertThat(positions.onPosition(10, 53, 3)).isTrue();
        assertThat(positions.onPosition(10, 53, 0)).isTrue();
        assertThat(positions.onEvent(10, 54, 0)).isTrue();
    }

    @Test
    void eventThatVanishedIsFound() {
        // given
        positions.begin(10, 41);

        // then
        assertThat(positions.onEvent(10, 43, 0)).isFalse();
        assertThat(positions.onEvent(10, 44, 0)).isTrue();
    }

    @Test
    void eventToldTwiceIsFound() {
        // given
        positions.begin(10, 41);
        positions.onEvent(10, 42, 0);

        // then
        assertThat(positions.onEvent(10, 42, 0)).isFalse();
    }

    @Test
    void streamsAreCountedEachForItself() {
        // given
        positions.begin(10, 41);
        positions.begin(11, 7);

        // then
        assertThat(positions.onEvent(11, 8, 0)).isTrue();
        assertThat(positions.onEvent(10, 42, 0)).isTrue();
    }

    @Test
    void instrumentThatWasNotAskedForIsFound() {
        assertThat(positions.onEvent(12, 1, 0)).isFalse();
        assertThat(positions.onEvent(9, 1, 0)).isFalse();
    }

    @Test
    void firstMessageCountsAsTheBeginningWhenNoneWasNamed() {
        assertThat(positions.onEvent(10, 500, 3)).isTrue();
        assertThat(positions.onEvent(10, 502, 0)).isFalse();
    }
}
