package io.ticktide.perf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which core the server has, and which the load. Without {@code taskset}, or with one core, nothing
 * is pinned, and the report says so.
 *
 * @param server the core's number; -1: not pinned.
 * @param load the core's number; -1: not pinned.
 */
record Cores(int server, int load) {
    private static final Cores NOT_PINNED = new Cores(-1, -1);

    /** The first two cores that this process may use; none when pinning is not possible. */
    static Cores find(boolean wanted) {
        List<Integer> allowed = allowed();
        return wanted && allowed.size() > 1 && hasTaskset()
                ? new Cores(allowed.get(0), allowed.get(1))
                : NOT_PINNED;
    }

    boolean pinned() {
        return server >= 0;
    }

    /** The command so that it runs on the server's core. */
    List<String> onServerCore(List<String> command) {
        if (!pinned()) {
            return command;
        }
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", String.valueOf(server)));
        pinned.addAll(command);
        return pinned;
    }

    /** Puts all threads of this process on the load's core. */
    void pinThisProcess() {
        if (!pinned()) {
            return;
        }
        String pid = String.valueOf(ProcessHandle.current().pid());
        try {
            Process taskset =
                    new ProcessBuilder("taskset", "-acp", String.valueOf(load), pid)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            taskset.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new BenchFailed("taskset does not run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How it is, for people. */
    String text() {
        return pinned() ? "server on core " + server + ", load on core " + load : "not pinned";
    }

    private static boolean hasTaskset() {
        return List.of("/usr/bin/taskset", "/bin/taskset").stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path)));
    }

    private static List<Integer> allowed() {
        List<Integer> cores = new ArrayList<>();
        String list = ProcFile.field("/proc/self/status", "Cpus_allowed_list");
        for (String part : list.split(",", -1)) {
            String[] ends = part.trim().split("-", -1);
            if (!ends[0].isEmpty()) {
                int last = Integer.parseInt(ends[ends.length - 1]);
                for (int core = Integer.parseInt(ends[0]); core <= last; core++) {
                    cores.add(core);
                }
            }
        }
        return cores;
    }
}
