package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.session.CloseReason;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ClosingTest {
    @Test
    void serverEndsItEvenIfTheClientAnswers() {
        assertThat(Closing.of(CloseReason.SLOW, 4008))
                .isEqualTo(new Closing("server", 4008, "client reads too slowly"));
        assertThat(Closing.of(null, 1001))
                .isEqualTo(new Closing("client", 1001, "the client closed"));
        assertThat(Closing.of(null, 0))
                .isEqualTo(new Closing("nobody", 1006, "the connection broke"));
    }

    @Test
    void clientsCannotMakeUpLabels() {
        // given
        ClosedCounts counts = new ClosedCounts();

        // when
        for (int code = 3_000; code < 4_999; code++) {
            counts.count(Closing.of(null, code));
        }
        counts.count(Closing.of(null, 1_000));
        counts.count(Closing.of(CloseReason.SLOW, 0));

        // then
        Map<ClosedCounts.Key, Long> sums = new LinkedHashMap<>();
        counts.addTo(sums);
        assertThat(sums).hasSize(CloseReason.values().length + 5);
        sums.values().removeIf(count -> count == 0);
        assertThat(sums)
                .isEqualTo(
                        Map.of(
                                new ClosedCounts.Key("client", "other"), 1_999L,
                                new ClosedCounts.Key("client", "1000"), 1L,
                                new ClosedCounts.Key("server", "4008"), 1L));
    }
}
