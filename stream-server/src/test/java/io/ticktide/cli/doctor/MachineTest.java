package io.ticktide.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.cli.doctor.Finding.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {
    private static final long HEAP_MIB = 1_024;

    @TempDir private Path root;

    @Test
    void goodMachineIsTold() throws IOException {
        // given
        write("proc/sys/net/core/somaxconn", "4096\n");
        write("proc/sys/net/core/wmem_max", "212992\n");
        write("sys/fs/cgroup/memory.max", "2147483648\n");
        write("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
        write("run/systemd/timesync/synchronized", "");

        // then
        assertThat(new Machine(root).findings(HEAP_MIB))
                .containsExactly(
                        Finding.good("time source", "tsc, synchronized"),
                        Finding.good("backlog", "4096 connections may wait to be accepted"),
                        Finding.good("socket", "212992 bytes may wait in a client's socket"),
                        Finding.good(
                                "container",
                                "the container ends at 2048 MiB, the heap at 1024 MiB"));
    }

    @Test
    void badMachineIsToldWithRemedies() throws IOException {
        // given
        write("proc/sys/net/core/somaxconn", "128\n");
        write("proc/sys/net/core/wmem_max", "65536\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1073741824\n");
        write("sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet\n");

        // then
        assertThat(new Machine(root).findings(HEAP_MIB))
                .hasSize(4)
                .allMatch(finding -> finding.verdict() == Verdict.WEAK)
                .extracting(Finding::remedy)
                .contains(
                        "sysctl -w net.core.somaxconn=4096",
                        "sysctl -w net.core.wmem_max=262144",
                        "TICKTIDE_JAVA_OPTS=-Xmx832m, or more memory");
    }

    @Test
    void whatTheSystemDoesNotTellOrBoundIsLeftOut() throws IOException {
        // given
        write("sys/fs/cgroup/memory.max", "max\n");
        write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        write("proc/sys/net/core/somaxconn", "99999999999999999999999\n");

        // then
        assertThat(new Machine(root).findings(HEAP_MIB)).isEmpty();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
