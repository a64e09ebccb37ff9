package io.ticktide.cli.sub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AccountingTest {
    private static final StreamKey QUOTES = new StreamKey(3, "quote", 0);

    private final Accounting accounting = new Accounting(4);

    @Test
    void mergedMessagesAddUp() {
        // given
        accounting.start(QUOTES, "BTC-USD quote", 41);

        // when
        accounting.take(QUOTES, 42, 0);
        accounting.take(QUOTES, 50, 7);
        accounting.addBytes(128);

        // then
        assertThat(accounting.summary())
                .isEqualTo("2 messages, 7 merged, 128 bytes on 1 streams, 0 accounting violations");
    }

    @Test
    void silentLossIsAViolationOfItsStream() {
        // given
        accounting.start(QUOTES, "BTC-USD quote", 41);

        // when
        accounting.take(QUOTES, 43, 0);
        accounting.take(QUOTES, 44, 0);

        // then
        assertThat(accounting.violationCount()).isEqualTo(1);
        assertThat(accounting.summary()).endsWith("1 accounting violations {BTC-USD quote=1}");
    }

    @Test
    void messageOfAStreamThatNeverBeganIsAViolation() {
        // when
        accounting.take(new StreamKey(9, "candle", 60), 1, 0);

        // then
        assertThat(accounting.violationCount()).isEqualTo(1);
    }

    @Test
    void nothingCountsBeyondTheLimit() {
        // given
        accounting.start(QUOTES, "BTC-USD quote", 0);
        for (int seq = 1; seq <= 4; seq++) {
            assertThat(accounting.isFull()).isFalse();
            assertThat(accounting.take(QUOTES, seq, 0)).isTrue();
        }

        // when
        boolean taken = accounting.take(QUOTES, 5, 0);

        // then
        assertThat(taken).isFalse();
        assertThat(accounting.isFull()).isTrue();
        assertThat(accounting.summary()).startsWith("4 messages, ");
    }
}
