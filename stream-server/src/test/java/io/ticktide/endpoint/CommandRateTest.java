package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class CommandRateTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CommandRate rate = new CommandRate(10, new Refusals());

    @Test
    void twiceTheRateMayComeAtOnce() {
        // when
        int taken = take(30, 0);

        // then
        assertThat(taken).isEqualTo(20);
        assertThat(rate.retryAfterMs()).isEqualTo(100);
    }

    @Test
    void tokenIsThereWhenItWasSaidToBe() {
        // given
        take(20, 0);

        // when
        boolean early = rate.tryTake(99 * MS);
        boolean inTime = rate.tryTake(100 * MS);
        boolean twice = rate.tryTake(100 * MS);

        // then
        assertThat(early).isFalse();
        assertThat(inTime).isTrue();
        assertThat(twice).isFalse();
    }

    @Test
    void restDoesNotSaveUpMoreThanTwiceTheRate() {
        assertThat(take(100, TimeUnit.DAYS.toNanos(3))).isEqualTo(20);
    }

    @Test
    void clientThatStopsForAWhileIsNotHopeless() {
        // given
        take(60, 0);
        boolean before = rate.isHopeless();

        // when
        rate.tryTake(0);
        boolean after = rate.isHopeless();
        rate.tryTake(1_000 * MS);

        // then
        assertThat(before).isFalse();
        assertThat(after).isTrue();
        assertThat(rate.isHopeless()).isFalse();
    }

    private int take(int commands, long nowNs) {
        int taken = 0;
        for (int i = 0; i < commands; i++) {
            taken += rate.tryTake(nowNs) ? 1 : 0;
        }
        return taken;
    }
}
