package io.ticktide.perf.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a process has used up to now.
 *
 * @param cpuNs processor time of all its threads, ns; the kernel counts it in steps of 10 ms.
 * @param rssBytes resident memory now.
 * @param voluntary how often its threads gave up their core to wait, those that have ended left
 *     out.
 * @param involuntary how often the kernel took it away.
 */
record Usage(long cpuNs, long rssBytes, long voluntary, long involuntary) {
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
        long voluntary = 0;
        long involuntary = 0;
        // The process' own status has the switches of its first thread only.
        for (String thread : ProcFile.names(folder + "/task")) {
            String status = folder + "/task/" + thread + "/status";
            voluntary += ProcFile.number(status, "voluntary_ctxt_switches");
            involuntary += ProcFile.number(status, "nonvoluntary_ctxt_switches");
        }
        return new Usage(
                ticks * TICK_NS,
                ProcFile.number(folder + "/status", "VmRSS") * KIB,
                voluntary,
                involuntary);
    }

    /** Whether this machine has such a process, and tells of it. */
    static boolean isKnown(long pid) {
        return !ProcFile.lines("/proc/" + pid + "/stat").isEmpty();
    }

    /** Of this process. */
    static Usage ofThisProcess() {
        return of(ProcessHandle.current().pid());
    }
}
