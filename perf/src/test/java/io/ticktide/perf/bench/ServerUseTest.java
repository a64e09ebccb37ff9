package io.ticktide.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ServerUseTest {
    private final Map<String, Double> figures = new LinkedHashMap<>();

    @Test
    void costOfAMessageIsTheServersTimeDividedByWhatWasDelivered() {
        // given: half a core for 2 s, 500,000 messages/s
        Usage before = new Usage(3_000_000_000L, 50_000_000, 100, 7);
        Usage after = new Usage(4_000_000_000L, 60_000_000, 300, 17);

        // when
        ServerUse.between(before, after, 2).addTo(figures, 500_000);

        // then
        assertThat(figures)
                .containsEntry("serverCpuPercent", 50.0)
                .containsEntry("serverNsPerMessage", 1_000.0)
                .containsEntry("serverRssMb", 60.0)
                .containsEntry("voluntarySwitchesPerS", 100.0)
                .containsEntry("involuntarySwitchesPerS", 5.0);
    }

    @Test
    void nothingIsSaidOfAProcessThatIsNotKnown() {
        // when
        ServerUse.between(Usage.of(0), Usage.of(0), 1).addTo(figures, 1_000);

        // then
        assertThat(Usage.isKnown(0)).isFalse();
        assertThat(figures).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void switchesOfAllThreadsOfThisProcessAreCounted() {
        // when
        Usage usage = Usage.ofThisProcess();

        // then: a JVM has threads that have waited before a test runs
        assertThat(usage.rssBytes()).isPositive();
        assertThat(usage.voluntary()).isGreaterThan(1);
    }
}
