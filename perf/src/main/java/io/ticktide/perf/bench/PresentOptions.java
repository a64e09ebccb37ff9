package io.ticktide.perf.bench;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of the benchmarks that can measure a server which runs already. */
final class PresentOptions {
    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            description =
                    "A server that runs already, with the feed that it has; without the floor. Its"
                            + " clock and its feed's times are believed.")
    private String address;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description =
                    "With --address: its process on this machine; without it nothing is known of"
                            + " its processor time and memory.")
    private long pid;

    boolean isGiven() {
        return address != null;
    }

    /**
     * The server.
     *
     * @throws IllegalArgumentException when one of the options is wrong.
     */
    PresentServer server() {
        if (pid != 0 && !Usage.isKnown(pid)) {
            throw new IllegalArgumentException("--pid " + pid + " is no process of this machine");
        }
        return PresentServer.at(address, pid);
    }

    /**
     * Whether the options go together.
     *
     * @throws IllegalArgumentException when they do not.
     */
    void check() {
        if (pid != 0 && address == null) {
            throw new IllegalArgumentException("--pid goes with --address HOST:PORT");
        }
    }

    /** Says in a report what is different when the server was there before. */
    void describe(Map<String, String> machine, Cores cores, List<String> notes) {
        if (!isGiven()) {
            return;
        }
        machine.put(
                "cores",
                cores.pinned()
                        ? "load on core " + cores.load() + ", the server wherever it runs"
                        : "not pinned");
        if (pid == 0) {
            notes.add(
                    "the server's processor time and memory are not known; on this machine, give"
                            + " its --pid");
        }
    }
}
