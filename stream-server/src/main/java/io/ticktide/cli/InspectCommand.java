package io.ticktide.cli;

import io.ticktide.cli.inspect.PacketBytes;
import io.ticktide.cli.inspect.PacketDump;
import io.ticktide.cli.inspect.RecordingReport;
import io.ticktide.cli.recording.BlockLines;
import io.ticktide.cli.recording.RecordingAudit;
import io.ticktide.cli.recording.RecordingDescription;
import io.ticktide.cli.recording.ReportText;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.feed.FeedException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
            "  ticktide inspect rec --block 5",
            "  ticktide inspect --packet codecs/golden/quote.hex",
            "  ticktide inspect sizes"
        })
final class InspectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR|FILE",
            description =
                    "A recording: a directory or one segment (*.tts) of it, or Binance CSV or"
                            + " recorded lines, packed or not.")
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

    @Option(names = "--blocks", description = "List the blocks of a recording of ours.")
    private boolean blocks;

    @Option(
            names = "--block",
            paramLabel = "N",
            description = "Print a block of a recording of ours as JSON; --blocks numbers them.")
    private Integer block;

    @Override
    public Integer call() {
        if ((file == null) == (packet == null)) {
            throw new ParameterException(
                    spec.commandLine(), "name a recording, or a packet with --packet");
        }
        if (packet != null) {
            return packet();
        }
        if (Recording.isRecording(file)) {
            return segments();
        }
        if (blocks || block != null || Files.isDirectory(file)) {
            throw new CommandFailed(
                    file + " is no recording of ours; ticktide import makes one of other files");
        }
        return recording();
    }

    private int segments() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (blocks || block != null) {
                BlockLines lines = new BlockLines(Recording.open(file), out);
                if (blocks) {
                    lines.list();
                }
                if (block != null) {
                    lines.show(block);
                }
            } else {
                print(RecordingDescription.of(new RecordingAudit(file, true)), out);
            }
            return ExitCode.OK;
        } catch (RecordingException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
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
            print(report, out);
        } else {
            report.forEach((name, is) -> out.printf(Locale.ROOT, "%-14s  %s%n", name, is));
        }
        return ExitCode.OK;
    }

    private void print(Map<String, Object> report, PrintWriter out) {
        if (json) {
            out.println(new JsonMapper().writeValueAsString(report));
        } else {
            new ReportText(out).print(report);
        }
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
