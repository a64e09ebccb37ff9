package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DrainPlanTest {
    @Test
    void fewClientsGoAtOnceAndComeBackAtOnce() {
        // when
        DrainPlan plan = DrainPlan.of(3, 5_000, 10_000);

        // then
        assertThat(plan.goodbyesMs()).isEqualTo(3);
        assertThat(plan.retrySpreadMs()).isEqualTo(3);
        assertThat(plan.deadlineMs()).isEqualTo(5_000);
    }

    @Test
    void manyGoWithinHalfTheTimeAndComeBackWithinTheSpread() {
        // when
        DrainPlan plan = DrainPlan.of(50_000, 5_000, 10_000);

        // then
        assertThat(plan.goodbyesMs()).isEqualTo(2_500);
        assertThat(plan.patienceMs()).isEqualTo(3_750);
        assertThat(plan.retrySpreadMs()).isEqualTo(10_000);
    }

    @Test
    void drainInNoTimeStillLetsTheGoodbyesLeave() {
        // when
        DrainPlan plan = DrainPlan.of(10_000, 0, 0);

        // then
        assertThat(plan.goodbyesMs()).isZero();
        assertThat(plan.patienceMs()).isZero();
        assertThat(plan.deadlineMs()).isPositive();
        assertThat(plan.retrySpreadMs()).isZero();
    }
}
