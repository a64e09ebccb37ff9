package io.ticktide.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {
    @Test
    void distanceCountsLettersAndSwaps() {
        assertThat(Spelling.distance("", "rate")).isEqualTo(4);
        assertThat(Spelling.distance("rate", "rate")).isZero();
        assertThat(Spelling.distance("raet", "rate")).isEqualTo(1);
        assertThat(Spelling.distance("rat", "rate")).isEqualTo(1);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void nearestIgnoresCaseAndLeavesFarNamesAlone() {
        List<String> symbols = List.of("BTC-USD", "ETH-USD", "AAPL");

        assertThat(Spelling.nearest("btc-usdt", symbols)).contains("BTC-USD");
        assertThat(Spelling.nearest("APPL", symbols)).contains("AAPL");
        assertThat(Spelling.nearest("ZZZZ", symbols)).isEmpty();
    }
}
