package io.ticktide.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NotionalTest {
    private static final BigDecimal MAX = BigDecimal.valueOf(Decimals.MAX_MANTISSA);

    private final Notional notional = new Notional();

    @Test
    void sumThatFitsIsExact() {
        notional.add(6_412_345, 150_000);
        notional.add(6_412_345, -50_000);
        notional.add(-3, 1);

        assertThat(notional.droppedDigits()).isZero();
        assertThat(notional.mantissa(0)).isEqualTo(641_234_500_000L - 3);
    }

    @Test
    void sumsAgreeWithBigIntegerWhateverTheirSize() {
        SplittableRandom random = new SplittableRandom(53);
        for (int round = 0; round < 20_000; round++) {
            // given
            notional.clear();
            BigInteger oracle = BigInteger.ZERO;
            int shift = random.nextInt(54);
            int trades = random.nextInt(1, 40);

            // when
            for (int i = 0; i < trades; i++) {
                long price = mantissa(random, shift);
                long qty = mantissa(random, shift);
                notional.add(price, qty);
                oracle = oracle.add(BigInteger.valueOf(price).multiply(BigInteger.valueOf(qty)));
            }

            // then
            assertSameAs(oracle);
        }
    }

    @Test
    void valuesAtTheEdgesOfTheMantissaAndOfTheWordsAreExact() {
        for (int bit = 50; bit < 126; bit++) {
            for (int delta = -2; delta <= 2; delta++) {
                BigInteger value = BigInteger.TWO.pow(bit).add(BigInteger.valueOf(delta));
                assertSumOf(value);
                assertSumOf(value.negate());
            }
        }
        for (int power = 1; power <= 20; power++) {
            BigInteger unit = BigInteger.TEN.pow(power);
            BigInteger largest = MAX.toBigInteger().multiply(unit);
            assertSumOf(largest);
            assertSumOf(largest.add(unit.divide(BigInteger.TWO)).subtract(BigInteger.ONE));
            assertSumOf(largest.add(unit.divide(BigInteger.TWO)));
            assertSumOf(largest.add(unit.divide(BigInteger.TWO)).negate());
        }
    }

    @Test
    void sumOfSumsIsTheSumOfAllTrades() {
        // given
        Notional other = new Notional();
        Notional copy = new Notional();
        notional.add(Decimals.MAX_MANTISSA, -Decimals.MAX_MANTISSA);
        other.add(Decimals.MAX_MANTISSA, Decimals.MAX_MANTISSA);
        other.add(17, 3);

        // when
        notional.add(other);
        copy.set(notional);

        // then
        assertThat(notional.mantissa(0)).isEqualTo(51);
        assertThat(copy.mantissa(0)).isEqualTo(51);
        notional.clear();
        assertThat(notional.mantissa(0)).isZero();
        assertThat(copy.mantissa(0)).isEqualTo(51);
    }

    private void assertSumOf(BigInteger value) {
        notional.clear();
        // In parts that a trade can have: value = whole * 2^52 + rest.
        BigInteger[] parts = value.divideAndRemainder(BigInteger.TWO.pow(52));
        BigInteger[] wholes = parts[0].divideAndRemainder(BigInteger.TWO.pow(20));
        for (int i = 0; i < 1 << 10; i++) {
            notional.add(wholes[0].longValueExact(), 1L << 62);
        }
        notional.add(wholes[1].longValueExact(), 1L << 52);
        notional.add(parts[1].longValueExact(), 1);
        assertSameAs(value);
    }

    private void assertSameAs(BigInteger oracle) {
        int dropped = notional.droppedDigits();
        BigDecimal exact = new BigDecimal(oracle);
        assertThat(BigDecimal.valueOf(notional.mantissa(dropped)))
                .as("%s without %d digits", oracle, dropped)
                .isEqualTo(roundedWithout(exact, dropped));
        assertThat(roundedWithout(exact, dropped).abs()).isLessThanOrEqualTo(MAX);
        if (dropped > 0) {
            assertThat(roundedWithout(exact, dropped - 1).abs())
                    .as("%s would fit with fewer than %d digits dropped", oracle, dropped)
                    .isGreaterThan(MAX);
        }
    }

    private static BigDecimal roundedWithout(BigDecimal exact, int digits) {
        return exact.scaleByPowerOfTen(-digits).setScale(0, RoundingMode.HALF_UP);
    }

    private static long mantissa(SplittableRandom random, int shift) {
        return random.nextLong(-Decimals.MAX_MANTISSA, Decimals.MAX_MANTISSA + 1) >> shift;
    }
}
