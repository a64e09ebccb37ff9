package io.ticktide.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.Allocation;
import io.ticktide.metrics.WaitCounts;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {
    @Test
    void waitBelongsToTheBucketWhoseBoundItReaches() {
        // given
        WaitCounts one = new WaitCounts();
        one.record(1);
        one.record(16_000);
        one.record(16_001);
        WaitCounts other = new WaitCounts();
        other.record(32_000);
        other.record(200_000_000_000L);
        other.record(-5);

        // when
        String text = scrape(null, to -> to.waits("queue", "Waits.", List.of(one, other)));

        // then
        assertThat(text)
                .contains("ticktide_queue_seconds_bucket{le=\"1.6E-5\"} 3\n")
                .contains("ticktide_queue_seconds_bucket{le=\"3.2E-5\"} 5\n")
                .contains("ticktide_queue_seconds_bucket{le=\"67.108864\"} 5\n")
                .contains("ticktide_queue_seconds_bucket{le=\"+Inf\"} 6\n")
                .contains("ticktide_queue_seconds_count 6\n")
                .contains("ticktide_queue_seconds_sum 200.000064002\n");
    }

    @Test
    void presentStateIsShownEvenIfNobodyKnowsIt() {
        String text = scrape(null, to -> to.state("feed_state", "State.", List.of("a"), "b"));

        assertThat(text)
                .contains("ticktide_feed_state{state=\"a\"} 0.0\n")
                .contains("ticktide_feed_state{state=\"b\"} 1.0\n");
    }

    @Test
    void bothFormatsAreSpokenAndTheJvmIsThere() {
        // given
        String open = "application/openmetrics-text; version=1.0.0,text/plain;q=0.5";

        // when
        String plain = scrape("text/plain", MetricsPageTest::one);
        String openMetrics = scrape(open, MetricsPageTest::one);

        // then
        assertThat(plain)
                .contains(
                        "# TYPE ticktide_events_total counter\nticktide_events_total{kind=\"q\"} 7.0")
                .contains("jvm_memory_used_bytes{area=\"heap\"}", "process_open_fds")
                .doesNotContain("# EOF");
        assertThat(openMetrics)
                .contains("# TYPE ticktide_events counter\n")
                .contains("ticktide_events_total{kind=\"q\"} 7.0\n")
                .endsWith("# EOF\n");
    }

    @Test
    void countingWaitsAllocatesNothing() {
        WaitCounts counts = new WaitCounts();

        assertThat(Allocation.of(() -> count(counts))).isLessThan(1_024);
    }

    private static void count(WaitCounts counts) {
        for (int i = 0; i < 1_000_000; i++) {
            counts.record(i * 1_000L);
        }
    }

    private static void one(Readings to) {
        to.counters("events", "Events.", "kind", Map.of("q", 7L));
    }

    private static String scrape(String accept, Consumer<Readings> stages) {
        return new MetricsPage(stages).scrape(accept).text();
    }
}
