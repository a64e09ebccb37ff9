package io.ticktide.perf.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a process has used up to now.
 *
 * @param cpuNs processor time of all its threads, ns; the kernel counts it in steps of 10 ms.
 * @param rssBytes resident memory now.
 */
record Usage(long cpuNs, long rssBytes) {
    private static final long TICK_NS = TimeUnit.SECONDS.toNanos(1) / 100;
    private static final long KIB = 1024;
    // Numbers of the fields behind the name, which is in brackets and may hold blanks.
    private static final int USER = 11;
    private static final int SYSTEM = 12;

    /** Reads it now; zeros where there is no /proc, or no such process. */
    static Usage of(long pid) {
        String folder = "/proc/" + pid;
        List<String> stat = ProcFile.lines(folder + "/stat");
        long ticks = 0;
        if (!stat.isEmpty()) {
            String line = stat.get(0);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            ticks = Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
        }
        return new Usage(ticks * TICK_NS, ProcFile.number(folder + "/status", "VmRSS") * KIB);
    }

    /** Of this process. */
    static Usage ofThisProcess() {
        return of(ProcessHandle.current().pid());
    }
}
