package io.ticktide.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.cli.sub.Packets;
import io.ticktide.cli.sub.Subscription;
import io.ticktide.cli.sub.Terms;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AuditorTest {
    private final Violations violations = new Violations();
    private final Auditor auditor = new Auditor(violations);

    @BeforeEach
    void connect() {
        auditor.onConnected();
        grant("quote", 0);
        grant("trade", 0);
        grant("book:5", 0);
    }

    @Test
    void rightPacketsLeaveNothingToSay() {
        // when
        auditor.onPacket(
                new Packets()
                        .definition()
                        .quote(1, 0)
                        .quote(5, 3)
                        .heartbeat(9, 4)
                        .quote(10, 0)
                        .trade(1)
                        .tradeSummary(13, 12)
                        .book(1, true, 6_183_764)
                        .book(2, false, 6_183_765)
                        .bytes(0));

        // then
        assertThat(violations.first()).isEmpty();
        assertThat(auditor.messages()).isEqualTo(7);
    }

    @Test
    void messageBeforeItsDefinitionIsAViolation() {
        // when
        auditor.onPacket(new Packets().quote(1, 0).bytes(0));

        // then
        assertThat(violations.first())
                .containsExactly(
                        "BTC-USD/quote seq 1: instrument 3 is not defined, expected the definition"
                                + " of BTC-USD before its first message");
    }

    @Test
    void definitionsHoldForOneConnectionOnly() {
        // given
        auditor.onPacket(new Packets().definition().quote(1, 0).bytes(0));

        // when
        auditor.onConnected();
        auditor.onGranted(auditor.stream("BTC-USD", subscription("quote")), 3);
        auditor.onPacket(new Packets().quote(2, 0).bytes(0));

        // then
        assertThat(violations.first()).hasSize(1).first().asString().contains("is not defined");
    }

    @Test
    void bytesLeftOverAndCutPacketsAreViolations() {
        // given
        UnsafeBuffer packet = new Packets().definition().quote(1, 0).bytes(0);

        // when
        auditor.onPacket(new Packets().definition().bytes(3));
        auditor.onPacket(new UnsafeBuffer(packet, 0, packet.capacity() - 1));

        // then
        assertThat(violations.first())
                .hasSize(2)
                .allMatch(text -> text.contains("left over") || text.contains("needs"));
    }

    @Test
    void summaryThatHidesTradesIsAViolation() {
        // given
        auditor.onPacket(new Packets().definition().trade(1).bytes(0));
        UnsafeBuffer packet = new Packets().tradeSummary(13, 12).bytes(0);
        int tradesAt = packet.capacity() - 6;
        packet.putInt(tradesAt, 11);

        // when
        auditor.onPacket(packet);

        // then
        assertThat(violations.first())
                .containsExactly(
                        "BTC-USD/trade seq 13 stands for 11 trades, expected conflated + 1 = 12");
    }

    @Test
    void crossedBookAndDeltaWithoutSnapshotAreViolations() {
        // when
        auditor.onPacket(
                new Packets()
                        .definition()
                        .book(1, false, 6_183_764)
                        .book(2, true, 6_183_764)
                        .book(3, false, 6_183_763)
                        .bytes(0));

        // then
        assertThat(violations.first())
                .containsExactly(
                        "BTC-USD/book/5 seq 1: a delta before any snapshot",
                        "BTC-USD/book/5 seq 3: best bid / ask 6183763 / 6183763, expected bid < ask");
    }

    @Test
    void streamThatNobodyAskedForIsAViolation() {
        // when
        auditor.onPacket(new Packets().definition().status(1).bytes(0));

        // then
        assertThat(violations.first())
                .containsExactly(
                        "message of a stream that was not granted: instrument 3, channel 5,"
                                + " detail 0");
    }

    private void grant(String channel, long lastSeq) {
        AuditedStream stream = auditor.stream("BTC-USD", subscription(channel));
        auditor.onGranted(stream, 3);
        stream.begin(lastSeq);
    }

    private static Subscription subscription(String channel) {
        return Subscription.parse(List.of("BTC-USD"), channel, "1m", "20", Terms.DEFAULT);
    }
}
