package io.ticktide.perf.bench;

import io.ticktide.perf.report.Subject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The highest rate of a contender.
 *
 * @param from lowest rate to try with ours; 0: by the number of messages.
 * @param to highest rate to try.
 */
record FanoutSearch(Rig rig, Audience audience, long from, long to, Findings findings) {
    /** Highest rate that makes sense, events per second. */
    static final long MOST_RATE = 2_000_000;

    private static final double COARSE = 1.6;
    private static final double FINE = 1.06;
    private static final long STEP_NS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final double BUSY = 0.95;

    /** How it is found, for the report. */
    static String steps() {
        return String.format(
                Locale.ROOT,
                "%d ms each, × %.2f, then × %.2f around the limit",
                TimeUnit.NANOSECONDS.toMillis(STEP_NS),
                COARSE,
                FINE);
    }

    /** Searches; without figures when not even the lowest rate was sustained. */
    Subject search(Contender contender, boolean isOurs) {
        String name = contender.name();
        Climber climber =
                new Climber(rig, audience, contender.start(), contender.warmUpNs(), STEP_NS);
        long lowest = isOurs && from > 0 ? from : rate(contender.leastMessages());
        long top = Math.min(to, rate(contender.mostMessages()));
        Optional<Rung> best =
                new RateSearch(COARSE, FINE).search(Math.min(lowest, top), top, climber);
        climber.climbed().forEach(rung -> findings.rows().add(row(name, findings.run(), rung)));
        findings.add(name, climber.accounting());
        if (best.isEmpty()) {
            findings.notes().add(name + ": not even the lowest rate was sustained; lower --from");
            return new Subject(name, Map.of());
        }
        if (best.get().rate() * FINE > top) {
            findings.notes()
                    .add(name + ": sustained up to the end of the search, it might do more");
        }
        if (best.get().loadCpu() > BUSY) {
            findings.notes().add(name + ": the load used its whole core, the server might do more");
        }
        return new Subject(name, figures(best.get(), climber.accounting()));
    }

    private static Map<String, Double> figures(Rung best, Accounting accounting) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("deliveredPerS", best.deliveredPerS());
        figures.put("eventsPerS", (double) best.rate());
        best.server().addTo(figures, best.deliveredPerS());
        figures.put("loadCpuPercent", best.loadCpu() * 100);
        figures.put("megabytesPerS", best.bytesPerS() * 1e-6);
        figures.put("messagesPerFrame", best.deliveredPerS() / best.framesPerS());
        figures.put("meanLatencyAtEndMs", best.tailNs() * 1e-6);
        figures.put("leastPerClient", (double) best.fairness().least());
        figures.put("mostPerClient", (double) best.fairness().most());
        figures.put("jainIndex", best.fairness().jain());
        figures.put("checkedMessages", (double) accounting.messages());
        figures.put("mergedBeyondTheLimit", (double) accounting.conflated());
        figures.put("accountingViolations", (double) accounting.violations());
        return figures;
    }

    private static Map<String, Object> row(String name, int run, Rung rung) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("run", run);
        row.put("subject", name);
        row.put("eventsPerS", rung.rate());
        row.put("expected", rung.expected());
        row.put("delivered", rung.delivered());
        row.put("meanLatencyAtEndUs", TimeUnit.NANOSECONDS.toMicros(rung.tailNs()));
        row.put("serverCpuPercent", Math.round(rung.server().cores() * 100));
        row.put("loadCpuPercent", Math.round(rung.loadCpu() * 100));
        row.put("sustained", rung.sustained());
        return row;
    }

    private long rate(double messagesPerS) {
        return Math.max(1, Math.min(MOST_RATE, Math.round(messagesPerS / audience.copies())));
    }
}
