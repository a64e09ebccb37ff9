package io.ticktide.perf.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.perf.load.Intervals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportsTest {
    private final BenchResult result =
            new BenchResult(
                    "latency",
                    Map.of("rate", "1000 events/s <even>"),
                    Map.of("cpu", "a fast one"),
                    List.of(
                            new Subject("ticktide", figures(412.5, 100_000)),
                            new Subject("floor batched", figures(330, 100_000))),
                    List.of(),
                    List.of("load & server shared a core"),
                    0);

    @Test
    void textHasOneRowAFigureAndOurRatioToTheFloor() {
        // when
        String text = TextReport.of(result);

        // then
        assertThat(text).contains("rate         1000 events/s <even>");
        assertThat(text).containsPattern("p50Us +413 +330 +1\\.25\n");
        assertThat(text).containsPattern("delivered +100,000 +100,000 +1\n");
        assertThat(text).contains("note: load & server shared a core");
    }

    @Test
    void jsonHasFiguresAndRatiosAsNumbers() {
        // when
        JsonNode json = JsonMapper.builder().build().readTree(JsonReport.of(result));

        // then
        JsonNode figures = json.path("subjects").path(0).path("figures");
        assertThat(figures.path("p50Us").asDouble()).isEqualTo(412.5);
        assertThat(figures.path("delivered").isIntegralNumber()).isTrue();
        assertThat(json.path("ratios").path("floor batched").path("p50Us").asDouble())
                .isEqualTo(1.25);
        assertThat(json.path("violations").asInt()).isZero();
    }

    @Test
    void severalRunsAreToldRunByRun() {
        // given
        RunSeries series = new RunSeries("p50Us", "× floor batched", List.of(1.5, 1.0, 1.25));
        BenchResult repeated =
                new BenchResult(
                        "latency",
                        Map.of(),
                        Map.of(),
                        result.subjects(),
                        List.of(),
                        List.of(),
                        List.of(series),
                        0);

        // when
        JsonNode json = JsonMapper.builder().build().readTree(JsonReport.of(repeated));

        // then
        assertThat(TextReport.of(repeated))
                .containsPattern("p50Us +× floor batched +1\\.25 +1 +1\\.50 +1\\.50  1  1\\.25\n");
        assertThat(TextReport.of(result)).doesNotContain("run by run");
        assertThat(json.at("/runs/0/median").asDouble()).isEqualTo(1.25);
        assertThat(json.at("/runs/0/values")).hasSize(3);
    }

    @Test
    void numbersAreRoundedToWhatMatters() {
        assertThat(JsonReport.rounded(0.1 + 0.2)).isEqualTo(0.3);
        assertThat(JsonReport.rounded(1234.56789)).isEqualTo(1234.57);
        assertThat(JsonReport.rounded(5)).isEqualTo(5L);
        assertThat(NumberText.of(1_234.5)).isEqualTo("1,235");
        assertThat(NumberText.of(0.25)).isEqualTo("0.25");
    }

    @Test
    void folderHoldsEveryForm(@TempDir Path folder) throws IOException {
        // given
        Histogram whole = new Histogram(1, 1_000_000_000, 3);
        whole.recordValueWithCount(400_000, 990);
        whole.recordValueWithCount(9_000_000, 10);
        List<LatencySeries> series =
                List.of(
                        new LatencySeries(
                                "floor batched",
                                whole,
                                List.of(
                                        new Intervals.Row(0, 250, 400_000, 410_000, 9_000_000),
                                        new Intervals.Row(250_000_000, 0, 0, 0, 0),
                                        new Intervals.Row(
                                                500_000_000, 250, 400_000, 410_000, 9_000_000))));

        // when
        new LatencyFiles(folder.resolve("new")).write(result, series);

        // then
        Path made = folder.resolve("new");
        assertThat(Files.readString(made.resolve("latency.csv")))
                .contains("target,start_s,messages,p50_us,p99_us,max_us\n")
                .contains("floor batched,0.500,250,400.0,410.0,9000.0\n");
        assertThat(Files.readString(made.resolve("floor-batched.hgrm"))).contains("Max     =");
        String page = Files.readString(made.resolve("latency.html"));
        assertThat(page)
                .contains("<td>413</td>", "<td>1.25</td>", "aria-label=\"throughput\"")
                .contains("1000 events/s &lt;even&gt;", "load &amp; server shared a core")
                .doesNotContain("NaN", "Infinity", "http");
        assertThat(page.split("<polyline", -1)).hasSize(5);
        assertThat(Files.readString(made.resolve("latency.json"))).contains("\"p50Us\" : 412.5");
    }

    @Test
    void axisHoldsItsValuesAndLabelsThem() {
        // when
        Axis linear = Axis.linear("messages/s", 104_000);
        Axis log = Axis.log("µs", 330, 9_000);

        // then
        assertThat(linear.most()).isEqualTo(150_000);
        assertThat(linear.ticks())
                .extracting(Axis.Tick::text)
                .containsExactly("0", "50 k", "100 k", "150 k");
        assertThat(log.ticks()).extracting(Axis.Tick::text).containsExactly("100", "1 k", "10 k");
        assertThat(log.position(1_000)).isBetween(0.499, 0.501);
    }

    private static Map<String, Double> figures(double p50Us, double delivered) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("p50Us", p50Us);
        figures.put("delivered", delivered);
        return figures;
    }
}
