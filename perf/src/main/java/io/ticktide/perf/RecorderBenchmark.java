package io.ticktide.perf;

import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.record.Recorder;
import io.ticktide.record.RecorderSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.agrona.concurrent.Agent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * ring → disk: messages of the simulated market are put into the ring, taken out, applied to the
 * state, digested, copied into blocks, and written with their checksums into segments of a
 * temporary directory, snapshots and bars included. All on one thread; in a server it is three.
 */
public class RecorderBenchmark extends StageBenchmark {
    static final int BATCH = 1_024;
    private static final long MIB = 1L << 20;
    private static final int HISTORY_BARS = 2_000;

    private final MarketTape tape = new MarketTape();
    private Path directory;
    private Recorder recorder;

    /** Begins a recording of which little is kept. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("ticktide-bench");
        StoppedClock clock = new StoppedClock();
        RecorderSettings settings =
                new RecorderSettings(
                        directory,
                        new WriterSettings(32 * MIB, 0, 64 * MIB, 0),
                        TimeUnit.MILLISECONDS.toNanos(50),
                        0,
                        64 * MIB,
                        false,
                        HISTORY_BARS,
                        TimeUnit.MILLISECONDS.toNanos(500));
        recorder =
                Recorder.open(
                        settings,
                        tape.ring(),
                        tape.instruments(),
                        "{}",
                        StoppedClock.NOW_NS,
                        0,
                        clock,
                        clock);
    }

    /** Ends and deletes it. */
    @TearDown
    public void close() throws IOException {
        recorder.taker().onClose();
        recorder.writer().onClose();
        try (Stream<Path> all = Files.walk(directory)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }

    /** Per message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long simulatedMarket() throws Exception {
        tape.publish(BATCH);
        work(recorder.taker());
        work(recorder.writer());
        return recorder.lost();
    }

    private static void work(Agent agent) throws Exception {
        int done;
        do {
            done = agent.doWork();
        } while (done > 0);
    }
}
