package io.ticktide.perf.bench;

import java.util.Map;

/**
 * What the server used over a time.
 *
 * @param known whether anything is: not of a process that this machine does not have.
 * @param cores processor time per time: 0.5 is half a core.
 * @param rssBytes resident memory at the end.
 * @param voluntaryPerS context switches because a thread waited, per second.
 * @param involuntaryPerS context switches because the core was wanted for something else.
 */
record ServerUse(
        boolean known, double cores, long rssBytes, double voluntaryPerS, double involuntaryPerS) {
    private static final double NS_PER_S = 1e9;

    /** Between two looks at the same process. */
    static ServerUse between(Usage before, Usage after, double seconds) {
        return new ServerUse(
                after.rssBytes() > 0,
                (after.cpuNs() - before.cpuNs()) / NS_PER_S / seconds,
                after.rssBytes(),
                (after.voluntary() - before.voluntary()) / seconds,
                (after.involuntary() - before.involuntary()) / seconds);
    }

    /** Adds its figures, if anything is known. */
    void addTo(Map<String, Double> figures, double deliveredPerS) {
        if (!known) {
            return;
        }
        figures.put("serverCpuPercent", cores * 100);
        figures.put(
                "serverNsPerMessage", deliveredPerS == 0 ? 0 : cores * NS_PER_S / deliveredPerS);
        figures.put("serverRssMb", rssBytes * 1e-6);
        figures.put("voluntarySwitchesPerS", voluntaryPerS);
        figures.put("involuntarySwitchesPerS", involuntaryPerS);
    }
}
