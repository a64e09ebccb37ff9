package io.ticktide.perf.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a benchmark runs on, as far as the figures depend on it. */
final class Machine {
    private Machine() {}

    static Map<String, String> describe(Cores cores) {
        Map<String, String> machine = new LinkedHashMap<>();
        String cpu = ProcFile.field("/proc/cpuinfo", "model name\t");
        machine.put("cpu", cpu.isEmpty() ? System.getProperty("os.arch") : cpu);
        machine.put("cores", cores.text());
        machine.put("os", System.getProperty("os.name") + ' ' + System.getProperty("os.version"));
        machine.put("java", System.getProperty("java.vm.name") + ' ' + Runtime.version());
        String load = ProcFile.lines("/proc/loadavg").stream().findFirst().orElse("");
        if (!load.isEmpty()) {
            machine.put("loadavg", load.split(" ", -1)[0] + " before the run");
        }
        return machine;
    }
}
