package io.ticktide.feed.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdOrderTest {
    @Test
    void denseIdsMissWhatTheyLeaveOut() {
        // given
        IdOrder ids = new IdOrder(true);

        // when / then
        assertThat(ids.pass(100)).as("nothing is known of what came before").isZero();
        assertThat(ids.pass(101)).isZero();
        assertThat(ids.pass(105)).isEqualTo(3);
        assertThat(ids.pass(105)).as("a repeat").isEqualTo(1);
        assertThat(ids.isBehind(104)).isTrue();
        assertThat(ids.isBehind(105)).isFalse();
        assertThat(ids.last()).isEqualTo(105);
    }

    @Test
    void otherIdsMissNothingByAJump() {
        // given
        IdOrder ids = new IdOrder(false);

        // when
        ids.pass(100);

        // then
        assertThat(ids.pass(900)).isZero();
        assertThat(ids.pass(900)).as("a repeat").isEqualTo(1);
    }

    @Test
    void jumpBeyondBeliefIsNoCount() {
        // given
        IdOrder ids = new IdOrder(true);
        IdOrder extreme = new IdOrder(true);

        // when
        ids.pass(0);
        extreme.pass(-Long.MAX_VALUE);

        // then
        assertThat(ids.pass(IdOrder.MOST_MISSING + 1)).isEqualTo(IdOrder.MOST_MISSING);
        assertThat(ids.pass(2 * IdOrder.MOST_MISSING + 3)).isEqualTo(1);
        assertThat(extreme.pass(Long.MAX_VALUE)).as("the distance overflows").isEqualTo(1);
    }

    @Test
    void clearedOrderKnowsNothing() {
        // given
        IdOrder ids = new IdOrder(true);
        ids.pass(100);

        // when
        ids.clear();

        // then
        assertThat(ids.isBehind(1)).isFalse();
        assertThat(ids.pass(1)).isZero();
    }
}
