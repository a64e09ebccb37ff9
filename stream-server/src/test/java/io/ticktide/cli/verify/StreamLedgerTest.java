package io.ticktide.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import org.junit.jupiter.api.Test;

final class StreamLedgerTest {
    private final Violations violations = new Violations();
    private final StreamLedger ledger = new StreamLedger("BTC-USD/quote", violations);

    @Test
    void deliveredAndConflatedAddUpToWhatTheServerPublished() {
        // given
        ledger.begin(41);

        // when
        ledger.onMessage(42, 0, 0);
        ledger.onMessage(50, 7, Bits.CAUSE_RATE);
        ledger.onHeartbeat(53, 3, Bits.CAUSE_RATE | Bits.CAUSE_AGE);
        ledger.settleAt(53);
        ledger.onMessage(54, 0, 0);
        ledger.close();

        // then
        assertThat(violations.first()).isEmpty();
        assertThat(ledger.line())
                .isEqualTo(
                        "BTC-USD/quote  12 published = 2 delivered + 10 conflated"
                                + " (RATE 7, RATE+AGE 3)");
    }

    @Test
    void skippedMessageIsAViolation() {
        // given
        ledger.begin(41);

        // when
        ledger.onMessage(43, 0, 0);
        ledger.close();

        // then
        assertThat(violations.first())
                .containsExactly("BTC-USD/quote seq 43, expected 42 (after 41 with conflated 0)");
    }

    @Test
    void messageThatComesTwiceIsAViolation() {
        // given
        ledger.begin(41);

        // when
        ledger.onMessage(42, 0, 0);
        ledger.onMessage(42, 0, 0);

        // then
        assertThat(violations.first())
                .containsExactly("BTC-USD/quote seq 42, expected 43 (after 42 with conflated 0)");
    }

    @Test
    void causeWithoutLossAndLossWithoutCauseAreViolations() {
        // given
        ledger.begin(0);

        // when
        ledger.onMessage(1, 0, Bits.CAUSE_SLOW);
        ledger.onMessage(3, 1, 0);

        // then
        assertThat(violations.first())
                .containsExactly(
                        "BTC-USD/quote seq 1 has conflated 0 and SLOW, expected a cause if and only"
                                + " if something is conflated",
                        "BTC-USD/quote seq 3 has conflated 1 and no cause, expected a cause if and"
                                + " only if something is conflated");
    }

    @Test
    void lastMessagesThatNeverCameAreAViolation() {
        // given
        ledger.begin(0);

        // when
        ledger.onMessage(1, 0, 0);
        ledger.settleAt(3);
        ledger.close();

        // then
        assertThat(violations.first())
                .containsExactly("BTC-USD/quote ended at seq 1, expected to reach 3");
    }

    @Test
    void resumeElsewhereIsAViolationAndAnotherServerIsNot() {
        // given
        ledger.begin(0);
        ledger.onMessage(1, 0, 0);

        // when
        ledger.begin(7);
        ledger.onMessage(8, 0, 0);
        ledger.resume(9);

        // then
        assertThat(ledger.published()).isEqualTo(2);
        assertThat(violations.first())
                .containsExactly("BTC-USD/quote resumed behind seq 9, expected behind 8");
    }

    @Test
    void messageOfAStreamThatWasNotGrantedIsAViolation() {
        // when
        ledger.onMessage(5, 0, 0);

        // then
        assertThat(violations.first())
                .containsExactly("BTC-USD/quote seq 5: a message before the stream was granted");
    }
}
