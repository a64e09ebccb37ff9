package io.ticktide.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.cli.sub.Subscription;
import io.ticktide.cli.sub.Terms;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class BarAuditTest {
    private static final String BARS =
            "{\"bars\":[{\"time\":60,\"open\":\"1\",\"high\":\"1\",\"low\":\"1\",\"close\":\"1\","
                    + "\"volume\":\"%s\",\"trades\":1,\"state\":\"CLOSED\"},"
                    + "{\"time\":120,\"open\":\"1\",\"high\":\"2\",\"low\":\"1\",\"close\":\"2\","
                    + "\"volume\":\"3\",\"trades\":2,\"state\":\"OPEN\"}]}";

    private final AuditedStream stream =
            new AuditedStream(
                    "A",
                    Subscription.parse(List.of("A"), "trade", "1m", "20", Terms.DEFAULT),
                    new Violations());

    @BeforeEach
    void trade() {
        stream.begin(0);
        stream.bars(1).onTrades(TimeUnit.SECONDS.toNanos(60), 1, 1, 1, 1, 5, 1);
        stream.bars(1).onTrades(TimeUnit.SECONDS.toNanos(120), 1, 1, 1, 1, 1, 1);
    }

    @Test
    void equalBarsAreEqualAndTheOpenOneIsLeftToLater() {
        // when
        BarAudit.Outcome outcome = compare("5");

        // then
        assertThat(outcome).isEqualTo(new BarAudit.Outcome(1, 0, List.of()));
    }

    @Test
    void differenceIsToldWithBothBars() {
        // when
        BarAudit.Outcome outcome = compare("6");

        // then
        assertThat(outcome.differences())
                .containsExactly(
                        "A bar 1m: built 60,1,1,1,1,5,1, expected the server's 60,1,1,1,1,6,1");
    }

    @Test
    void hashIsThatOfTheLinesOfAllMinuteBars() {
        // then: SHA-256 of "60,1,1,1,1,5,1\n120,1,1,1,1,1,1"
        assertThat(BarAudit.sha256(stream))
                .isEqualTo("3822c5c824d6c20801c23b3ef4b886a95456d7f7725f6f37a6445c42929a1000");
    }

    private BarAudit.Outcome compare(String volume) {
        return BarAudit.compare(stream, 1, new JsonMapper().readTree(BARS.replace("%s", volume)));
    }
}
