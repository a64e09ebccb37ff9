package io.ticktide.feed.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedTimeTest {
    private static final long FIRST_NS = 1_000_000_000_000L;
    private static final long LAST_NS = 9_000_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "1723161255342000000, 1723161255342000000",
        "0, 0",
        "2024-08-08T23:54:15.342Z, 1723161255342000000",
        "2024-08-09T01:54:15.342+02:00, 1723161255342000000",
        "2024-08-08T23:54:15.342, 1723161255342000000",
        "2024-08-08, 1723075200000000000",
        "+90s, 1090000000000",
        "+0s, 1000000000000",
        "-5m, 8700000000000",
        "+250ms, 1000250000000",
    })
    void timesAreReadAsPeopleWriteThem(String text, long ns) {
        assertThat(RecordedTime.parse(text).in(FIRST_NS, LAST_NS)).isEqualTo(ns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "noon", "90s", "+90", "-1", "2024-13-01", "9999999999999999999"})
    void whatIsNoTimeIsRefusedWithExamples(String text) {
        assertThatThrownBy(() -> RecordedTime.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + text + "\" is no time")
                .hasMessageContaining("+90s");
    }
}
