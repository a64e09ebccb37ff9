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

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the simulated market (feed.seed; 7).")
    private Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Events per second of the simulated market or ticks (feed.rate; 2000).")
    private Long rate;

    @Option(
            names = "--instruments",
            paramLabel = "N",
            description = "Instruments of the simulated market or ticks (feed.instruments; 20).")
    private Integer instruments;

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
                replay.addTo(options.loader(environment))
                        .flag("--feed", "feed.source", feed)
                        .flag("--seed", "feed.seed", seed)
                        .flag("--rate", "feed.rate", rate)
                        .flag("--instruments", "feed.instruments", instruments)
                        .flag("--record", "record.dir", record));
        return ExitCode.OK;
    }
}
