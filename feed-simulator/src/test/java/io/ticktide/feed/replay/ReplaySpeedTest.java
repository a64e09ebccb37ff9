package io.ticktide.feed.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplaySpeedTest {
    @ParameterizedTest
    @CsvSource({
        "max,0",
        "MAX,0",
        "0.1,100",
        "1,1000",
        "2.5x,2500",
        "10x,10000",
        "1000,1000000",
        "1E2,100000"
    })
    void textIsReadAsThousandths(String text, int thousandths) {
        assertThat(ReplaySpeed.parse(text)).isEqualTo(new ReplaySpeed(thousandths));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.09", "1001", "-1", "fast", "", "0.1234", "NaN", "x", "1E9999"})
    void whatIsNoSpeedIsRefusedWithTheRange(String text) {
        assertThatThrownBy(() -> ReplaySpeed.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.1 to 1000");
    }

    @Test
    void doubleAndTextAgree() {
        assertThat(ReplaySpeed.of(0.5)).isEqualTo(ReplaySpeed.parse("0.5"));
        assertThat(ReplaySpeed.of(10).toString()).isEqualTo("10x");
        assertThat(ReplaySpeed.MAX.toString()).isEqualTo("max");
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.3", "1", "7.777", "1000"})
    void playedTimeIsExactOverYears(String text) {
        // given
        ReplaySpeed speed = ReplaySpeed.parse(text);
        long twentyYearsNs = 631_152_000_123_456_789L;

        // when
        long playedNs = speed.playedNs(twentyYearsNs);

        // then
        BigInteger exact =
                BigInteger.valueOf(twentyYearsNs)
                        .multiply(BigInteger.valueOf(1_000))
                        .divide(BigInteger.valueOf(speed.thousandths()));
        assertThat(BigInteger.valueOf(playedNs)).isEqualTo(exact);
    }
}
