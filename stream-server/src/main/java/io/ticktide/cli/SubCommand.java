package io.ticktide.cli;

import io.ticktide.cli.sub.Ending;
import io.ticktide.cli.sub.Subscription;
import io.ticktide.cli.sub.SymbolDirectory;
import io.ticktide.cli.sub.Tail;
import io.ticktide.cli.sub.Target;
import io.ticktide.cli.sub.Terms;
import io.ticktide.cli.verify.Verification;
import io.ticktide.cli.verify.VerifyPlan;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ticktide sub}. */
@Command(
        name = "sub",
        header = "Subscribes and prints what arrives.",
        description = {
            "Times are UTC. Ends with a summary on stderr, which says whether every stream added"
                    + " up: seq == previous + 1 + conflated."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide sub BTC-USD AAPL",
            "  ticktide sub BTC-USD --channel quote,trade --max-rate 5",
            "  ticktide sub BTC-USD --channel candle:5s --duration 1m",
            "  ticktide sub BTC-USD --channel trade --json --count 100 | jq .price",
            "  ticktide sub crypto.* --channel trade --verify-bars --duration 1m"
        })
final class SubCommand implements Callable<Integer> {
    private static final long SUMMARY_TIMEOUT_MS = 2_000;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "SYMBOL",
            arity = "1..*",
            description = "Tickers such as BTC-USD, groups such as crypto.*, or * for all.")
    private List<String> symbols;

    @Option(
            names = {"-c", "--channel"},
            paramLabel = "CHANNEL",
            split = ",",
            description =
                    "quote, trade, book[:DEPTH], candle[:INTERVAL] or status; several with commas"
                            + " (quote).")
    private List<String> channels = List.of("quote");

    @Option(
            names = {"-i", "--interval"},
            paramLabel = "INTERVAL",
            description = "Of candles: 1s 5s 15s 1m 5m 15m 1h 1d (1m).")
    private String interval = "1m";

    @Option(
            names = "--depth",
            paramLabel = "DEPTH",
            description = "Levels per side of books: 5 10 20 50 full (20).")
    private String depth = "20";

    @Option(names = "--json", description = "One JSON object per message and line.")
    private boolean json;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "Stop after this long: 500ms, 10s, 5m, 1h.")
    private Duration duration;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            description = "Stop after so many messages.")
    private Long count;

    @Option(
            names = {"-u", "--url"},
            paramLabel = "URL",
            description = "The server's stream (${DEFAULT-VALUE}).")
    private URI url = URI.create("ws://127.0.0.1:8080/v1/stream");

    @Mixin private TokenOptions tokens;

    @Mixin private TrustOptions trust;

    @Mixin private TermOptions terms;

    @Mixin private VerifyOptions verifying;

    @Override
    public Integer call() throws InterruptedException {
        check();
        return verifying.isAsked() ? verify() : print();
    }

    private Integer verify() throws InterruptedException {
        if (json) {
            throw usage("--json prints the data, --verify checks it: choose one");
        }
        Verification verification = new Verification(plan(), spec.commandLine().getErr()::println);
        CountDownLatch summed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stop(verification::stop, summed), "shutdown"));
        Ending ending = verification.run();
        PrintWriter out = spec.commandLine().getOut();
        verification.lines().forEach(out::println);
        out.flush();
        verification.violations().forEach(spec.commandLine().getErr()::println);
        summed.countDown();
        if (ending.isFailure()) {
            throw new CommandFailed(failure(ending));
        }
        return ExitCode.OK;
    }

    private VerifyPlan plan() {
        try {
            return new VerifyPlan(
                    target(),
                    subscriptions(),
                    duration,
                    limit(),
                    verifying.bars(),
                    verifying.hashes(),
                    verifying.hostility());
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private Integer print() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        long limit = limit();
        Target target = target();
        Tail tail = new Tail(subscriptions(), json, limit, spec.commandLine().getOut(), err);
        CountDownLatch summed = new CountDownLatch(1);
        Thread interrupted = new Thread(() -> stop(tail::stop, summed), "shutdown");
        Runtime.getRuntime().addShutdownHook(interrupted);
        long startNs = System.nanoTime();
        Ending ending = tail.run(target, duration);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        if (tail.isConnected() && ending.unknownSymbols().isEmpty()) {
            err.println(String.format(Locale.ROOT, "%s in %.1f s", tail.summary(), seconds));
        }
        summed.countDown();
        if (ending.isFailure()) {
            throw new CommandFailed(failure(ending));
        }
        if (tail.violations() > 0) {
            throw new CommandFailed("messages are missing that the server did not account for");
        }
        return ExitCode.OK;
    }

    private void check() {
        boolean webSocket = "ws".equals(url.getScheme()) || "wss".equals(url.getScheme());
        if (!webSocket || url.getHost() == null) {
            throw usage("--url " + url + " is not of the form ws://HOST:PORT/v1/stream or wss://…");
        }
        if (count != null && count < 1) {
            throw usage("--count " + count + " is below 1");
        }
    }

    private List<Subscription> subscriptions() {
        try {
            Terms asked = terms.terms();
            verifying.hostility();
            return verifying.channels(channels).stream()
                    .map(ch -> Subscription.parse(symbols, ch, interval, depth, asked))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private Target target() {
        try {
            return new Target(url, tokens.token(), trust.context());
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private long limit() {
        return count == null ? Long.MAX_VALUE : count;
    }

    private ParameterException usage(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    private String failure(Ending ending) throws InterruptedException {
        if (ending.unknownSymbols().isEmpty()) {
            return ending.failure();
        }
        StringBuilder text = new StringBuilder(ending.failure());
        for (String hint : SymbolDirectory.of(target()).hints(ending.unknownSymbols())) {
            text.append('\n').append(hint);
        }
        return text.toString();
    }

    // Ctrl-C: the process ends when this returns, so the summary gets its time.
    private void stop(Runnable stopping, CountDownLatch summed) {
        stopping.run();
        try {
            if (!summed.await(SUMMARY_TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                spec.commandLine().getErr().println("stopped before the summary was ready");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
