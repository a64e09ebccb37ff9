package io.ticktide.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.perf.report.RunSeries;
import io.ticktide.perf.report.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private final Repeats repeats = new Repeats();

    @Test
    void figureIsTheMedianOfTheRunsAndRatiosAreThoseOfEachRun() {
        // given
        run(100, 200);
        run(300, 200);
        run(120, 60);

        // when
        List<Subject> medians = repeats.medians();
        List<RunSeries> series = repeats.series(List.of("p99Us", "unknown"));

        // then
        assertThat(medians).extracting(Subject::name).containsExactly("ticktide", "floor");
        assertThat(medians.get(0).figures()).containsEntry("p99Us", 120.0);
        assertThat(medians.get(1).figures()).containsEntry("p99Us", 200.0);
        assertThat(series)
                .containsExactly(
                        new RunSeries("p99Us", "ticktide", List.of(100.0, 300.0, 120.0)),
                        new RunSeries("p99Us", "floor", List.of(200.0, 200.0, 60.0)),
                        new RunSeries("p99Us", "× floor", List.of(0.5, 1.5, 2.0)));
    }

    @Test
    void runThatFoundNothingIsLeftOut() {
        // given: a search in which not even the lowest rate was sustained
        run(100, 200);
        repeats.add(List.of(new Subject("ticktide", Map.of()), subject("floor", 220)));

        // then
        assertThat(repeats.medians().get(0).figures()).containsEntry("p99Us", 100.0);
        assertThat(repeats.series(List.of("p99Us")))
                .extracting(one -> one.values().size())
                .containsExactly(1, 2, 1);
    }

    @Test
    void oneRunHasNoSeries() {
        // given
        run(100, 200);

        // then
        assertThat(repeats.series(List.of("p99Us"))).isEmpty();
        assertThat(repeats.medians().get(0).figures()).containsEntry("p99Us", 100.0);
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        // given
        RunSeries series = new RunSeries("p50Us", "ticktide", List.of(9.0, 1.0, 4.0, 2.0));

        // then
        assertThat(series.median()).isEqualTo(3);
        assertThat(series.least()).isEqualTo(1);
        assertThat(series.most()).isEqualTo(9);
    }

    @Test
    void notesSayOfWhichRunTheyAre() {
        // given
        Findings findings = new Findings();
        findings.notes().add("before");

        // when
        findings.beginRun(2);
        findings.notes().add("late");
        findings.endRun();

        // then
        assertThat(findings.notes()).containsExactly("before", "run 2: late");
    }

    private void run(double ours, double floor) {
        repeats.add(List.of(subject("ticktide", ours), subject("floor", floor)));
    }

    private static Subject subject(String name, double p99Us) {
        return new Subject(name, Map.of("p99Us", p99Us));
    }
}
