package io.ticktide.cli;

import io.ticktide.cli.inspect.WireSize;
import io.ticktide.cli.inspect.WireSizes;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ticktide inspect sizes}. */
@Command(
        name = "sizes",
        header = "Measures messages on the wire.",
        description =
                "Encodes one message of each kind as the server does and prints its bytes: a"
                        + " packet with it alone, that packet as a WebSocket frame, and what a"
                        + " further one adds; then the same of the JSON twin.",
        footerHeading = "%nExample:%n",
        footer = "  ticktide inspect sizes --json")
final class InspectSizesCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<WireSize> sizes = new WireSizes().all();
        if (json) {
            out.println(new JsonMapper().writeValueAsString(sizes));
            return ExitCode.OK;
        }
        String columns = "%-28s %8s %8s %8s %8s %8s %8s%n";
        out.printf(
                Locale.ROOT,
                columns,
                "bytes",
                "packet",
                "frame",
                "further",
                "json",
                "frame",
                "further");
        for (WireSize size : sizes) {
            out.printf(
                    Locale.ROOT,
                    columns,
                    size.name(),
                    size.packet(),
                    size.frame(),
                    size.further(),
                    size.jsonPacket(),
                    size.jsonFrame(),
                    size.jsonFurther());
        }
        return ExitCode.OK;
    }
}
