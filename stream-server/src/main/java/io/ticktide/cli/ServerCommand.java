package io.ticktide.cli;

import io.ticktide.config.InvalidConfigException;
import io.ticktide.server.StartException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ticktide server}. */
@Command(
        name = "server",
        description = "Runs the server: a feed, the stream for clients, and the chart page.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ticktide server",
            "  ticktide server --rate 50000 --instruments 500 --seed 42",
            "  ticktide server --feed trades.csv.gz --speed 10 --loop",
            "  ticktide server --record day1              and a replay can do it all again",
            "  ticktide server --config ticktide.conf --set session.heartbeat-ms=1000"
        })
final class ServerCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Mixin private ServingOptions serving;

    @Option(
            names = "--feed",
            paramLabel = "simulated|ticks|FILE|DIR",
            description =
                    "Where prices come from; a recording is a FILE or a DIR (feed.source;"
                            + " simulated).")
    private String feed;

    @Mixin private ReplayOptions replay;

    @Mixin private MarketOptions market;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Record all events into a directory (record.dir; nothing is recorded).")
    private String record;

    @Mixin private ConfigOptions options;

    ServerCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidConfigException, StartException, InterruptedException {
        serving.serve(
                replay.addTo(market.addTo(options.loader(environment)))
                        .flag("--feed", "feed.source", feed)
                        .flag("--record", "record.dir", record));
        return ExitCode.OK;
    }
}
