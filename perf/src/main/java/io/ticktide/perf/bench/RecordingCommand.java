package io.ticktide.perf.bench;

import io.ticktide.perf.report.BenchResult;
import io.ticktide.perf.report.Subject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ticktide bench recording}. */
@Command(
        name = "recording",
        description =
                "Replays a recording into a ring, in this process: events a second at full speed,"
                        + " how long a seek takes, how exact the pace is.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  ticktide bench recording", "  ticktide bench recording DIR --seeks 1000"})
final class RecordingCommand implements Callable<Integer> {
    @Mixin private BenchOptions options;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "A recording; a simulated market is recorded when none is named.")
    private Path directory;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Events of the market that is recorded (${DEFAULT-VALUE}).")
    private long events = 5_000_000;

    @Option(
            names = "--seeks",
            paramLabel = "N",
            description = "Seeks to random times (${DEFAULT-VALUE}).")
    private int seeks = 200;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Of each measurement of speed and pace (${DEFAULT-VALUE}).")
    private int seconds = 4;

    @Override
    public Integer call() throws IOException {
        Map<String, String> machine = Machine.describe(options.cores());
        Rig rig = options.rig();
        Map<String, Double> figures = new LinkedHashMap<>();
        Path made = directory == null ? make(rig, figures) : null;
        try {
            measure(rig, directory == null ? made : directory, figures);
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("recording", made == null ? directory.toString() : "made: seed 7");
            settings.put("seek", "until a distributor has the state as of the time sought");
            settings.put("pace", "lateness at 1x on the real clock, threads parked");
            return options.report(
                    rig,
                    new BenchResult(
                            "recording",
                            settings,
                            machine,
                            List.of(new Subject("ticktide", figures)),
                            List.of(),
                            List.of(),
                            0));
        } finally {
            if (made != null) {
                MadeRecording.delete(made);
            }
        }
    }

    private Path make(Rig rig, Map<String, Double> figures) throws IOException {
        rig.console().step("recording " + events + " events");
        long startNs = rig.clock().nanoTime();
        Path made = MadeRecording.write(events);
        double elapsedS = (rig.clock().nanoTime() - startNs) * 1e-9;
        figures.put("madePerS", events / elapsedS);
        return made;
    }

    private void measure(Rig rig, Path recording, Map<String, Double> figures) {
        RecordedReplays replays = new RecordedReplays(recording, rig.clock());
        long durationNs = TimeUnit.SECONDS.toNanos(seconds);
        rig.console().step("replaying at full speed");
        figures.put("ringEventsPerS", replays.eventsPerS(durationNs, false));
        figures.put("digestedEventsPerS", replays.eventsPerS(durationNs, true));
        rig.console().step("seeking");
        Histogram seekNs = replays.seeks(seeks);
        figures.put("seekP50Ms", seekNs.getValueAtPercentile(50) * 1e-6);
        figures.put("seekP99Ms", seekNs.getValueAtPercentile(99) * 1e-6);
        figures.put("seekMaxMs", seekNs.getMaxValue() * 1e-6);
        rig.console().step("replaying at its own pace");
        Histogram lateNs = replays.lateness(durationNs);
        figures.put("lateP50Us", lateNs.getValueAtPercentile(50) * 1e-3);
        figures.put("lateP99Us", lateNs.getValueAtPercentile(99) * 1e-3);
        figures.put("lateMaxUs", lateNs.getMaxValue() * 1e-3);
    }
}
