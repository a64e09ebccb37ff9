package io.ticktide.cli.doctor;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Linux tells of itself in files; on other systems there are no findings. */
final class Machine {
    private static final long LEAST_BACKLOG = 1_024;
    private static final long GOOD_BACKLOG = 4_096;
    private static final long GOOD_SEND_BUFFER = 131_072;
    private static final long MIB = 1 << 20;

    /** Of a container's memory, for threads, code, buffers and sockets. */
    private static final long BESIDES_HEAP_MIB = 192;

    /** Time sources that take microseconds to read; each price is stamped twice. */
    private static final Set<String> SLOW_CLOCKS = Set.of("hpet", "acpi_pm", "jiffies", "pit");

    private static final List<String> MEMORY_LIMITS =
            List.of("sys/fs/cgroup/memory.max", "sys/fs/cgroup/memory/memory.limit_in_bytes");
    private static final String SYNCHRONIZED = "run/systemd/timesync/synchronized";
    private static final String CLOCK_SOURCE =
            "sys/devices/system/clocksource/clocksource0/current_clocksource";

    private final Path root;

    /**
     * @param root of the file system.
     */
    Machine(Path root) {
        this.root = root;
    }

    /** All findings; heap is the most that this JVM takes, MiB. */
    List<Finding> findings(long heapMib) {
        List<Finding> findings = new ArrayList<>();
        clockSource().ifPresent(findings::add);
        backlog().ifPresent(findings::add);
        sendBuffer().ifPresent(findings::add);
        memoryLimit(heapMib).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> clockSource() {
        boolean isSynchronized = Files.exists(root.resolve(SYNCHRONIZED));
        String state = isSynchronized ? ", synchronized" : ", synchronization unknown";
        return text(CLOCK_SOURCE)
                .map(
                        source ->
                                SLOW_CLOCKS.contains(source)
                                        ? Finding.weak(
                                                "time source",
                                                source + " is slow to read" + state,
                                                "boot with clocksource=tsc, or ask who runs the"
                                                        + " virtual machine")
                                        : Finding.good("time source", source + state));
    }

    private Optional<Finding> backlog() {
        return number("proc/sys/net/core/somaxconn")
                .map(
                        most -> {
                            String text = most + " connections may wait to be accepted";
                            String remedy = "sysctl -w net.core.somaxconn=" + GOOD_BACKLOG;
                            return most < LEAST_BACKLOG
                                    ? Finding.weak("backlog", text, remedy)
                                    : Finding.good("backlog", text);
                        });
    }

    // A size that is asked for ignores tcp_wmem, but not this bound.
    private Optional<Finding> sendBuffer() {
        return number("proc/sys/net/core/wmem_max")
                .map(
                        most -> {
                            String text = most + " bytes may wait in a client's socket";
                            String remedy = "sysctl -w net.core.wmem_max=262144";
                            return most < GOOD_SEND_BUFFER
                                    ? Finding.weak("socket", text, remedy)
                                    : Finding.good("socket", text);
                        });
    }

    private Optional<Finding> memoryLimit(long heapMib) {
        return MEMORY_LIMITS.stream()
                .map(this::number)
                .flatMap(Optional::stream)
                .filter(bytes -> bytes < Long.MAX_VALUE >> 1)
                .findFirst()
                .map(bytes -> memoryLimit(heapMib, bytes / MIB));
    }

    static Finding memoryLimit(long heapMib, long limitMib) {
        String text = "the container ends at " + limitMib + " MiB, the heap at " + heapMib + " MiB";
        long affordable = limitMib - BESIDES_HEAP_MIB;
        return heapMib <= affordable
                ? Finding.good("container", text)
                : Finding.weak(
                        "container",
                        text + ", and the rest takes " + BESIDES_HEAP_MIB,
                        affordable > 0
                                ? "TICKTIDE_JAVA_OPTS=-Xmx" + affordable + "m, or more memory"
                                : "give it more memory");
    }

    /** A number of a file; "max", and what is too large for one, counts as none. */
    private Optional<Long> number(String file) {
        return text(file)
                .filter(text -> text.matches("\\d+"))
                .map(BigInteger::new)
                .filter(number -> number.bitLength() < Long.SIZE)
                .map(BigInteger::longValueExact);
    }

    private Optional<String> text(String file) {
        Path path = root.resolve(file);
        if (!Files.isReadable(path)) {
            return Optional.empty();
        }
        try {
            // In one go: files of /proc/sys end after the first read, which readString makes of 1
            // byte.
            return Files.readAllLines(path).stream().findFirst().map(String::trim);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
