package io.ticktide.cli;

import io.ticktide.cli.inspect.PacketBytes;
import io.ticktide.cli.inspect.PacketDump;
import io.ticktide.cli.inspect.RecordingReport;
import io.ticktide.feed.FeedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code ticktide inspect}. */
@Command(
        name = "inspect",
        header = "Shows what a recording or a packet holds.",
        description =
                "Reads a recording from end to end, or takes a packet apart. Exit code 1 when it"
                        + " cannot be read or the packet is not exact.",
        subcommands = InspectSizesCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide inspect trades.csv.gz",
            "  ticktide inspect --packet codecs/golden/quote.hex",
            "  ticktide inspect sizes"
        })
final class InspectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A recording: Binance CSV or recorded lines, packed or not.")
    private Path file;

    @Option(
            names = "--packet",
            paramLabel = "HEX|FILE",
            description = "A packet: hex digits, or a file of them or of its bytes.")
    private String packet;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            defaultValue = "",
            description = "Of a recording that does not name it.")
    private String symbol;

    @Option(names = "--json", description = "Print the recording's report as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        if ((file == null) == (packet == null)) {
            throw new ParameterException(
                    spec.commandLine(), "name a recording, or a packet with --packet");
        }
        return packet == null ? recording() : packet();
    }

    private int recording() {
        PrintWriter out = spec.commandLine().getOut();
        Map<String, Object> report;
        try {
            report = RecordingReport.of(file, symbol);
        } catch (FeedException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
        if (json) {
            out.println(new JsonMapper().writeValueAsString(report));
        } else {
            report.forEach((name, is) -> out.printf(Locale.ROOT, "%-14s  %s%n", name, is));
        }
        return ExitCode.OK;
    }

    private int packet() {
        PacketDump dump = new PacketDump(PacketBytes.of(packet));
        dump.lines().forEach(spec.commandLine().getOut()::println);
        if (!dump.fault().isEmpty()) {
            throw new CommandFailed("the packet is not exact: " + dump.fault());
        }
        return ExitCode.OK;
    }
}
