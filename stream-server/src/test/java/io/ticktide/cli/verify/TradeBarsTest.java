package io.ticktide.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TradeBarsTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final TradeBars bars = new TradeBars(1);

    @Test
    void tradesAndSummariesMakeTheSameBar() {
        // given
        TradeBars summed = new TradeBars(1);

        // when
        bars.begin(true);
        bars.onTrades(SECOND_NS, 100, 100, 100, 100, 5, 1);
        bars.onTrades(SECOND_NS + 1, 120, 120, 120, 120, 10, 1);
        bars.onTrades(SECOND_NS + 2, 90, 90, 90, 90, 5, 1);
        summed.begin(true);
        summed.onTrades(SECOND_NS + 2, 100, 120, 90, 90, 20, 3);

        // then
        assertThat(bars.bar(1, 2, 1)).isEqualTo(new Bar(1, "1", "1.2", "0.9", "0.9", "2", 3));
        assertThat(summed.bar(1, 2, 1)).isEqualTo(bars.bar(1, 2, 1));
        assertThat(bars.bar(1, 2, 1).line()).isEqualTo("1,1,1.2,0.9,0.9,2,3");
    }

    @Test
    void barThatBeganBeforeTheStreamIsNotComplete() {
        // when
        bars.begin(false);
        bars.onTrades(SECOND_NS, 100, 100, 100, 100, 5, 1);
        bars.onTrades(2 * SECOND_NS, 100, 100, 100, 100, 5, 1);

        // then
        assertThat(bars.isComplete(1)).isFalse();
        assertThat(bars.isComplete(2)).isTrue();
        assertThat(bars.isPast(1)).isTrue();
        assertThat(bars.isPast(2)).isFalse();
    }

    @Test
    void barsThatAHoleTouchesAreNotComplete() {
        // when
        bars.begin(true);
        bars.onTrades(SECOND_NS, 100, 100, 100, 100, 5, 1);
        bars.onTrades(2 * SECOND_NS, 100, 100, 100, 100, 5, 1);
        bars.onHole(4 * SECOND_NS, 4 * SECOND_NS);
        bars.onTrades(4 * SECOND_NS, 100, 100, 100, 100, 5, 1);
        bars.onTrades(5 * SECOND_NS, 100, 100, 100, 100, 5, 1);

        // then
        assertThat(bars.isComplete(1)).isTrue();
        assertThat(bars.isComplete(2)).isFalse();
        assertThat(bars.isComplete(3)).isFalse();
        assertThat(bars.isComplete(4)).isFalse();
        assertThat(bars.isComplete(5)).isTrue();
    }
}
