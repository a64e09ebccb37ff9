package io.ticktide.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker that other tests trust: it sees what it is there to see. */
final class StreamAccountTest {
    private final StreamAccount account = new StreamAccount();

    @BeforeEach
    void streamIsAnnounced() {
        account.begin(Stream.quote(0), 0);
        account.onDefinition(0, "S0");
    }

    @Test
    void skippedMessageIsAViolation() {
        // when
        account.onEvent(quote(1, 0, 0));
        account.onEvent(quote(3, 0, 0));

        // then
        assertThat(account.violations()).singleElement().asString().startsWith("after seq 1 came");
    }

    @Test
    void repeatedMessageIsAViolation() {
        // when
        account.onEvent(quote(1, 0, 0));
        account.onEvent(quote(1, 0, 0));

        // then
        assertThat(account.violations()).hasSize(1);
    }

    @Test
    void lossAndCauseBelongTogether() {
        // when
        account.onEvent(quote(3, 2, 0));
        account.onEvent(quote(4, 0, 1));

        // then
        assertThat(account.violations()).hasSize(2);
    }

    @Test
    void heartbeatDeliversNothingItself() {
        // when
        account.onEvent(quote(1, 0, 0));
        account.onHeartbeat(0, List.of(new Silence(Stream.quote(0), 3, 2, 1)));
        account.onHeartbeat(0, List.of(new Silence(Stream.quote(0), 3, 0, 0)));
        List<String> before = List.copyOf(account.violations());
        account.onHeartbeat(0, List.of(new Silence(Stream.quote(0), 4, 0, 0)));
        account.onHeartbeat(0, List.of(new Silence(Stream.quote(0), 5, 1, 0)));

        // then
        assertThat(before).isEmpty();
        assertThat(account.violations()).hasSize(2);
    }

    private static Received quote(long seq, long conflated, int cause) {
        return new Received(Stream.quote(0), seq, conflated, cause, 0, 0, 0, null);
    }
}
