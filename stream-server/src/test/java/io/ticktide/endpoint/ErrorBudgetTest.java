package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.FakeSink;
import io.ticktide.harness.PacketDialect;
import io.ticktide.session.Definitions;
import io.ticktide.session.DeliveryCounters;
import io.ticktide.session.FramePool;
import io.ticktide.session.Session;
import io.ticktide.session.SessionLimits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ErrorBudgetTest {
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    private final ErrorBudget budget = new ErrorBudget(2);
    private final Session session = session();

    @Test
    void oneErrorMoreThanAllowedInAMinuteSpendsIt() {
        assertThat(budget.isSpent(session, 0)).isFalse();
        assertThat(budget.isSpent(session, 1)).isFalse();
        assertThat(budget.isSpent(session, MINUTE_NS - 1)).isTrue();
    }

    @Test
    void budgetIsFreshAfterAMinute() {
        // given
        budget.isSpent(session, 0);
        budget.isSpent(session, 1);

        // when, then
        assertThat(budget.isSpent(session, MINUTE_NS)).isFalse();
    }

    @Test
    void eachSessionHasItsOwn() {
        // given
        budget.isSpent(session, 0);
        budget.isSpent(session, 0);

        // when, then
        assertThat(budget.isSpent(session(), 0)).isFalse();
    }

    private static Session session() {
        return new Session(
                1,
                new FakeSink(),
                new PacketDialect(),
                new FramePool(16_384, Long.MAX_VALUE),
                new SessionLimits(1, 16_384, 8, 65_536, 2, 16, MINUTE_NS),
                new Definitions(List.of()),
                () -> 0,
                new DeliveryCounters());
    }
}
