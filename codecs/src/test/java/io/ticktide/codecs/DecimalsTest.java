package io.ticktide.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    private static final BigInteger MAX = BigInteger.valueOf(Decimals.MAX_MANTISSA);
    private static final int ROUNDS = 100_000;

    @ParameterizedTest
    @CsvSource({
        "101.25, 2, 10125",
        "1E-7, 7, 1",
        "1e-7, 8, 10",
        "-0.0, 3, 0",
        "+1, 0, 1",
        ".5, 1, 5",
        "-.5, 1, -5",
        "5., 2, 500",
        "1E3, 0, 1000",
        "1.5e+1, 0, 15",
        "1.000000000000000000000000, 0, 1",
        "0e999999999999, 4, 0",
        "100000000000000000000E-10, 0, 10000000000",
        "1E-0007, 7, 1",
        "9007199254740991, 0, 9007199254740991",
        "-9007199254740991, 0, -9007199254740991",
        "90071992547409910E-1, 0, 9007199254740991",
        "0000000000000000000000000000042, 0, 42",
    })
    void acceptedTextHasTheMantissaOfItsValue(String text, int scale, long mantissa) {
        assertThat(Decimals.parse(text, scale)).isEqualTo(mantissa);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                "1e",
                "1e-",
                "1e+",
                "1ee5",
                "1e1.5",
                "1.2.3",
                "--1",
                "+-1",
                "1-",
                "0x10",
                "NaN",
                "Infinity",
                " 1",
                "1 ",
                "1,5",
                "1_000",
                "１",
                "1e5e"
            })
    void textThatIsNoDecimalIsRefusedInFull(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Decimals.parse(text, 2))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage('"' + text + "\" is not a decimal number");
        assertThatThrownBy(() -> Decimals.scaleOf(ascii, 0, ascii.length))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage('"' + text + "\" is not a decimal number");
    }

    @Test
    void refusalSaysWhichWayTheScaleIsWrong() {
        assertThatThrownBy(() -> Decimals.parse("101.255", 2))
                .hasMessage("\"101.255\" needs more decimals than scale=2 keeps; raise the scale");
        assertThatThrownBy(() -> Decimals.parse("0.12345678901234567890123", 2))
                .hasMessageEndingWith("raise the scale");
        assertThatThrownBy(() -> Decimals.parse("1e-999999999999", 15))
                .hasMessageEndingWith("raise the scale");
        assertThatThrownBy(() -> Decimals.parse("9007199254740992", 0))
                .hasMessage("\"9007199254740992\" at scale=0 exceeds 2^53-1; lower the scale");
        assertThatThrownBy(() -> Decimals.parse("1e999999999999", 0))
                .hasMessageEndingWith("lower the scale");
        assertThatThrownBy(() -> Decimals.parse("9".repeat(300), 0))
                .hasMessageContaining("9".repeat(40) + "…");
    }

    @Test
    void parsingAgreesWithBigDecimal() {
        SplittableRandom random = new SplittableRandom(20_261_122);
        for (int i = 0; i < ROUNDS; i++) {
            String text = randomDecimal(random);
            int scale = random.nextInt(Decimals.MAX_SCALE + 1);
            BigDecimal scaled = new BigDecimal(text).scaleByPowerOfTen(scale);
            byte[] padded = ("7" + text + "7").getBytes(StandardCharsets.US_ASCII);

            String found = outcome(padded, text.length(), scale);

            assertThat(found).as("%s at scale %d", text, scale).isEqualTo(expected(scaled));
        }
    }

    @Test
    void scaleOfTextIsTheSmallestThatHoldsIt() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < ROUNDS; i++) {
            String text = randomDecimal(random);
            byte[] padded = ("7" + text + "7").getBytes(StandardCharsets.US_ASCII);
            BigDecimal value = new BigDecimal(text);
            int smallest = value.signum() == 0 ? 0 : value.stripTrailingZeros().scale();

            assertThat(Decimals.scaleOf(padded, 1, text.length()))
                    .as(text)
                    .isEqualTo(Math.max(0, smallest));
        }
    }

    @Test
    void formattingAgreesWithBigDecimalAtEveryScaleOfANotional() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < ROUNDS; i++) {
            long mantissa = random.nextLong() >> random.nextInt(64);
            int scale = random.nextInt(-20, 41);
            if (mantissa == Decimals.NULL) {
                continue;
            }
            BigDecimal value = new BigDecimal(BigInteger.valueOf(mantissa), scale);
            BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();

            assertThat(Decimals.format(mantissa, scale))
                    .isEqualTo(value.setScale(Math.max(0, scale)).toPlainString());
            assertThat(Decimals.formatPlain(mantissa, scale)).isEqualTo(plain.toPlainString());
        }
    }

    @Test
    void whatWasFormattedParsesToTheSameMantissa() {
        SplittableRandom random = new SplittableRandom(13);
        for (int i = 0; i < ROUNDS; i++) {
            long mantissa = random.nextLong(-Decimals.MAX_MANTISSA, Decimals.MAX_MANTISSA + 1);
            int scale = random.nextInt(Decimals.MAX_SCALE + 1);

            assertThat(Decimals.parse(Decimals.format(mantissa, scale), scale)).isEqualTo(mantissa);
        }
    }

    @Test
    void nullHasNoText() {
        assertThatThrownBy(() -> Decimals.format(Decimals.NULL, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test for it before formatting");
        assertThatThrownBy(() -> Decimals.formatPlain(Decimals.NULL, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void parsingAndAppendingAllocateNothing() {
        // given
        byte[] text = "-64123.4500E-2".getBytes(StandardCharsets.US_ASCII);
        StringBuilder out = new StringBuilder(64);
        long before = 0;
        long sum = 0;

        // when
        for (int i = 0; i < 1_100_000; i++) {
            if (i == 100_000) {
                before = Allocation.ofThisThread();
            }
            out.setLength(0);
            long mantissa = Decimals.parse(text, 0, text.length, 6);
            Decimals.appendTo(out, mantissa, 6);
            sum += mantissa;
        }
        long allocated = Allocation.ofThisThread() - before;

        // then
        assertThat(sum).isEqualTo(-641_234_500L * 1_100_000);
        assertThat(out).hasToString("-641.234500");
        assertThat(allocated).isLessThan(Allocation.BOUND_BYTES);
    }

    private static String outcome(byte[] padded, int length, int scale) {
        try {
            return Long.toString(Decimals.parse(padded, 1, length, scale));
        } catch (NumberFormatException e) {
            return e.getMessage().endsWith("raise the scale") ? "too fine" : "too large";
        }
    }

    private static String expected(BigDecimal scaled) {
        if (scaled.signum() != 0 && scaled.stripTrailingZeros().scale() > 0) {
            return "too fine";
        }
        BigInteger mantissa = scaled.toBigIntegerExact();
        return mantissa.abs().compareTo(MAX) > 0 ? "too large" : mantissa.toString();
    }

    private static String randomDecimal(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        text.append(new String[] {"", "-", "+"}[random.nextInt(3)]);
        int whole = random.nextInt(random.nextInt(5) == 0 ? 25 : 9);
        int fraction = random.nextInt(random.nextInt(5) == 0 ? 25 : 7);
        appendDigits(text, random, whole + fraction == 0 ? 1 : whole);
        if (fraction > 0 || random.nextBoolean()) {
            text.append('.');
        }
        appendDigits(text, random, fraction);
        if (random.nextInt(3) == 0) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-22, 23));
        }
        return text.toString();
    }

    /** Half of the digits are zeros: they are what goes wrong. */
    private static void appendDigits(StringBuilder text, SplittableRandom random, int count) {
        for (int i = 0; i < count; i++) {
            text.append(random.nextBoolean() ? 0 : random.nextInt(10));
        }
    }
}
