package io.ticktide.cli.transfer;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.agrona.concurrent.NanoClock;

/**
 * Shows how far an import is: a bar on a terminal, elsewhere a plain line now and then.
 *
 * <p>Owner: the thread that imports.
 */
public final class ProgressView implements ImportProgress, AutoCloseable {
    private static final long BAR_STEP_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LINE_STEP_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int COLUMNS = 100;
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintWriter err;
    private final NanoClock clock;
    private final long startNs;
    private final ProgressBar bar;
    private long lastNs;
    private long lastBytes;

    /**
     * @param isTerminal whether {@code err} can draw a bar.
     * @param clock monotonic.
     */
    public ProgressView(PrintWriter err, boolean isTerminal, NanoClock clock) {
        this.err = err;
        this.clock = clock;
        startNs = clock.nanoTime();
        lastNs = startNs;
        bar = isTerminal ? bar(err) : null;
    }

    /** Whether standard error is a terminal, not a file or a pipe. */
    public static boolean standardErrorIsTerminal() {
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // Not known: plain lines do no harm on a terminal.
        }
    }

    @Override
    public void onProgress(long rows, long readBytes, long totalBytes) {
        lastBytes = readBytes;
        long nowNs = clock.nanoTime();
        if (nowNs - lastNs < (bar == null ? LINE_STEP_NS : BAR_STEP_NS)) {
            return;
        }
        lastNs = nowNs;
        String speed = rate(rows, nowNs - startNs);
        if (bar != null) {
            bar.maxHint(Math.max(totalBytes, 1));
            bar.stepTo(readBytes);
            bar.setExtraMessage(" " + speed);
        } else {
            long percent = totalBytes == 0 ? 100 : Math.min(100, readBytes * 100 / totalBytes);
            err.printf(Locale.ROOT, "import: %,d rows, %s, %d %%%n", rows, speed, percent);
        }
    }

    /** Rows per second, for people. */
    public static String rate(long rows, long tookNs) {
        long perSecond = tookNs <= 0 ? 0 : Math.round(rows * 1e9 / tookNs);
        return String.format(Locale.ROOT, "%,d rows/s", perSecond);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.stepTo(lastBytes);
            bar.close();
            err.println();
        }
    }

    private static ProgressBar bar(PrintWriter err) {
        return new ProgressBarBuilder()
                .setTaskName("import")
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUnit(" MiB", 1 << 20)
                .setMaxRenderedLength(COLUMNS)
                .setConsumer(
                        new DelegatingProgressBarConsumer(
                                text -> {
                                    err.print('\r' + text);
                                    err.flush();
                                },
                                COLUMNS))
                .build();
    }
}
