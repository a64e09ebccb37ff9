package io.ticktide.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PromQlTest {
    @Test
    void metricsAndLabelsAreToldFromFunctionsAndTexts() {
        PromQl read =
                PromQl.of(
                        "histogram_quantile(0.99, sum by (le, kind) (rate(a_bucket{x=\"b{c}\",y!=\"d\"}[5m])))"
                                + " > 2 and on (instance) ns:b:c == 1 or time() - e > 14 * 86400");

        assertThat(read.selectors())
                .isEqualTo(
                        Map.of(
                                "a_bucket", Set.of("x", "y"),
                                "ns:b:c", Set.<String>of(),
                                "e", Set.<String>of()));
        assertThat(read.grouped()).containsExactly("instance", "kind", "le");
    }
}
