package io.ticktide.cli;

import io.ticktide.cli.transfer.ExportFormat;
import io.ticktide.cli.transfer.ExportPlan;
import io.ticktide.cli.transfer.Exporter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ticktide export}. */
@Command(
        name = "export",
        header = "Writes the events of a recording as text.",
        description = {
            "csv: a line for each event, one for each level of a change of a book; columns run,"
                    + " kind (quote, trade, book, book_reset, status, gap), symbol, time_ns (of the"
                    + " event, ns since 1970), seq, conflated (events missing before it; of a gap:"
                    + " messages lost), price, qty (0 removes a level), side (buy or sell of a"
                    + " trade's aggressor; bid or ask of a level), trade_id, bid_price, bid_qty,"
                    + " ask_price, ask_qty, state. Empty: not of this kind, or the side is missing.",
            "ndjson: an object a line, as in the JSON dialect: decimals and 64-bit numbers are"
                    + " strings.",
            "binance-csv: the rows of imported Binance CSV files, byte for byte as they were."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide export rec --format csv --from 2024-08-09T00:00:00Z --symbol BTCUSDT",
            "  ticktide export btc --format binance-csv --out BTCUSDT-trades.csv"
        })
final class ExportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A recording, or one segment of it (*.tts).")
    private Path recording;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "csv|ndjson|binance-csv",
            description = "As above.")
    private String format;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "First recording time: ns since 1970, or such as 2024-08-09T03:34:00Z. It is"
                            + " the greatest time of an event so far, so it never goes back.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Recording time behind the last event.")
    private String to;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            defaultValue = "",
            description = "Of this instrument only.")
    private String symbol;

    @Option(names = "--out", paramLabel = "FILE", description = "Instead of standard output.")
    private Path file;

    @Override
    public Integer call() {
        ExportPlan plan;
        try {
            plan =
                    new ExportPlan(
                            recording,
                            ExportFormat.valueOf(format.toUpperCase(Locale.ROOT).replace('-', '_')),
                            from == null ? Long.MIN_VALUE : EventTime.parse("--from", from),
                            to == null ? Long.MAX_VALUE : EventTime.parse("--to", to),
                            symbol);
        } catch (IllegalArgumentException e) {
            boolean time = String.valueOf(e.getMessage()).startsWith("--");
            throw new ParameterException(
                    spec.commandLine(),
                    time
                            ? e.getMessage()
                            : "--format " + format + " is no csv, ndjson, binance-csv",
                    e);
        }
        try {
            export(new Exporter(plan));
        } catch (IOException e) {
            throw new CommandFailed("the export cannot be written: " + e.getMessage(), e);
        }
        return ExitCode.OK;
    }

    private void export(Exporter exporter) throws IOException {
        if (file == null) {
            exporter.run(spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
            return;
        }
        long events;
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            events = exporter.run(out);
        }
        spec.commandLine()
                .getErr()
                .printf(Locale.ROOT, "exported %,d events to %s%n", events, file);
    }
}
