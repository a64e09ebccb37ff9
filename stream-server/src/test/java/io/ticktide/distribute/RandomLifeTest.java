package io.ticktide.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.harness.PacketListener;
import io.ticktide.harness.Received;
import io.ticktide.harness.Silence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Thousands of lives of a client: whatever happens, delivered + conflated = published, the cause is
 * one that occurred, bars and books come out right.
 */
final class RandomLifeTest {
    private static final int LIVES = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyEventIsDeliveredOrAccountedForWhateverHappens(long seed) {
        int delivered = 0;
        for (int i = 0; i < LIVES; i++) {
            long lifeSeed = seed * LIVES + i;
            Life life = new Life(lifeSeed, ears -> ears);
            List<String> wrong = life.live();
            assertThat(wrong).as("life " + lifeSeed).isEmpty();
            delivered += life.delivered();
        }
        assertThat(delivered).isGreaterThan(100 * LIVES);
    }

    @Test
    void lifeThatSkipsOneMessageIsFoundOut() {
        int skipped = 0;
        int foundOut = 0;
        for (long seed = 0; seed < 50; seed++) {
            boolean[] hasSkipped = new boolean[1];
            Life life = new Life(seed, to -> new Skipping(to, hasSkipped));
            boolean wrong = !life.live().isEmpty();
            assertThat(wrong && !hasSkipped[0]).as("life " + seed).isFalse();
            skipped += hasSkipped[0] ? 1 : 0;
            foundOut += wrong ? 1 : 0;
        }

        // then: nearly all; the others lost their connection before the stream said more
        assertThat(foundOut).isGreaterThan(10).isGreaterThan(skipped * 7 / 10);
    }

    /** Keeps the twentieth message to itself. */
    private static final class Skipping implements PacketListener {
        private final PacketListener to;
        private int heard;
        private final boolean[] hasSkipped;

        Skipping(PacketListener to, boolean[] hasSkipped) {
            this.to = to;
            this.hasSkipped = hasSkipped;
        }

        @Override
        public void onDefinition(int instrumentId, String symbol) {
            to.onDefinition(instrumentId, symbol);
        }

        @Override
        public void onHeartbeat(long serverTimeNs, List<Silence> silent) {
            to.onHeartbeat(serverTimeNs, silent);
        }

        @Override
        public void onEvent(Received received) {
            heard += received.hasFlag(Bits.FLAG_RETRANSMIT) ? 0 : 1;
            if (heard == 20 && !hasSkipped[0]) {
                hasSkipped[0] = true;
            } else {
                to.onEvent(received);
            }
        }
    }
}
