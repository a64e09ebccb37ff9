package io.ticktide.cli;

import io.ticktide.cli.transfer.ImportPlan;
import io.ticktide.cli.transfer.ImportResult;
import io.ticktide.cli.transfer.Importer;
import io.ticktide.cli.transfer.ProgressView;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.recorded.ImportCounts;
import io.ticktide.feed.recorded.RowOrderPolicy;
import io.ticktide.feed.replay.BadRowPolicy;
import io.ticktide.feed.replay.ReplaySettings;
import io.ticktide.ring.WallClock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ticktide import}. */
@Command(
        name = "import",
        header = "Makes a recording of Binance files.",
        description = {
            "Takes Binance CSV files (trades and aggTrades of spot, USD-M and COIN-M, bookTicker)"
                    + " and recorded lines, plain or as gzip, zip or zstd; layout, header, unit of"
                    + " time and packing are told by their content. Several files of one layout and"
                    + " instrument become one run. DIR gets its name when all is in it: a failed"
                    + " import leaves nothing behind.",
            "Klines are refused: they are bars, and bars are made of trades."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide import BTCUSDT-trades-2024-08.zip --out btc",
            "  ticktide import a.csv b.csv --symbol ETHUSDT --order sort --out eth",
            "  ticktide export btc --format binance-csv | head"
        })
final class ImportCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "In the order of their times.")
    private List<Path> files;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "The recording; must not be there yet, or be empty.")
    private Path directory;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            defaultValue = "",
            description = "Of files that do not name it.")
    private String symbol;

    @Option(
            names = "--scale",
            paramLabel = "P[,Q]",
            defaultValue = "",
            description =
                    "Decimals of prices and quantities; else as many as the first 200,000 rows of"
                            + " each file need.")
    private String scale;

    @Option(
            names = "--order",
            paramLabel = "strict|window:N|sort",
            defaultValue = "strict",
            description =
                    "CSV rows whose ids go back: an error; put in order within N rows, later ones"
                            + " left out and counted; or all sorted, on disk if need be (strict).")
    private String order;

    @Option(
            names = "--bad-rows",
            paramLabel = "fail|skip",
            defaultValue = "fail",
            description = "Malformed rows: an error, or left out and counted (fail).")
    private String badRows;

    @Override
    public Integer call() {
        ImportPlan plan;
        try {
            plan = new ImportPlan(files, directory, settings(), RowOrderPolicy.parse(order));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        ImportResult result;
        PrintWriter err = spec.commandLine().getErr();
        try (ProgressView view =
                new ProgressView(
                        err, ProgressView.standardErrorIsTerminal(), SystemNanoClock.INSTANCE)) {
            result = new Importer(plan, new WallClock(), SystemNanoClock.INSTANCE).run(view);
        }
        print(result);
        return ExitCode.OK;
    }

    private ReplaySettings settings() {
        if (!badRows.equals("fail") && !badRows.equals("skip")) {
            throw new IllegalArgumentException(
                    "--bad-rows " + badRows + " is neither fail nor skip");
        }
        ReplaySettings settings =
                ReplaySettings.defaults()
                        .withBadRows(BadRowPolicy.valueOf(badRows.toUpperCase(Locale.ROOT)));
        if (!symbol.isEmpty()) {
            settings = settings.withSymbol(symbol);
        }
        if (scale.isEmpty()) {
            return settings;
        }
        if (!scale.matches("[0-9]{1,2}(,[0-9]{1,2})?")) {
            throw new IllegalArgumentException(
                    "--scale "
                            + scale
                            + " is not such as 2 or 2,5: decimals of price, of quantity");
        }
        String[] decimals = scale.split(",", -1);
        settings = settings.withPriceScale(Integer.parseInt(decimals[0]));
        return decimals.length == 1
                ? settings
                : settings.withQtyScale(Integer.parseInt(decimals[1]));
    }

    private void print(ImportResult result) {
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < files.size(); i++) {
            out.printf(
                    Locale.ROOT,
                    "%-14s  %s: %s, %s, times in %s%n",
                    i == 0 ? "files" : "",
                    files.get(i).getFileName(),
                    result.files().get(i).format(),
                    result.files().get(i).compression(),
                    result.files().get(i).timeUnit());
        }
        for (Instrument one : result.instruments()) {
            row(out, "instrument", one.symbol() + ", " + one.description());
            row(out, "scale", one.priceScale() + "," + one.qtyScale());
        }
        ImportCounts counts = result.counts();
        row(out, "rows", count(counts.rows()));
        row(out, "events", count(result.events()));
        row(out, "left out", leftOut(counts));
        if (counts.untold() > 0) {
            row(out, "no event", count(counts.untold()) + " (off the book, or of other streams)");
        }
        if (counts.reordered() + counts.timesBack() > 0) {
            row(
                    out,
                    "put in order",
                    count(counts.reordered())
                            + "; "
                            + count(counts.timesBack())
                            + " in order of ids whose time goes back");
        }
        row(out, "holes", count(result.gaps()) + " of " + count(result.missedEvents()) + " events");
        row(out, "first event", EventTime.text(result.firstNs()));
        row(out, "last event", EventTime.text(result.lastNs()));
        row(out, "digest", String.format(Locale.ROOT, "%016x", result.digest()));
        row(out, "bytes", count(result.writtenBytes()));
        row(out, "speed", ProgressView.rate(counts.rows(), result.tookNs()));
        row(out, "recording", directory.toString());
    }

    private static String leftOut(ImportCounts counts) {
        return counts.leftOut() == 0
                ? "0"
                : count(counts.leftOut())
                        + " ("
                        + count(counts.malformed())
                        + " malformed, "
                        + count(counts.late())
                        + " late)";
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf(Locale.ROOT, "%-14s  %s%n", name, value);
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
