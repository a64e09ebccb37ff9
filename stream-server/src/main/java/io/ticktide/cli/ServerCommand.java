package io.ticktide.cli;

import io.ticktide.config.InvalidConfigException;
import io.ticktide.config.LoadedConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.feed.Feed;
import io.ticktide.ring.WallClock;
import io.ticktide.server.Feeds;
import io.ticktide.server.StartException;
import io.ticktide.server.StreamServer;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
            "  ticktide server --config ticktide.conf --set session.heartbeat-ms=1000"
        })
final class ServerCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    @Spec private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port to listen on; 0 takes a free one (endpoint.port; 8080).")
    private Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "Address to listen on (endpoint.host; 127.0.0.1).")
    private String host;

    @Option(
            names = "--feed",
            paramLabel = "simulated|ticks|FILE",
            description = "Where prices come from (feed.source; simulated).")
    private String feed;

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            description = "Pace of a recording, in multiples of its own (feed.speed; 1).")
    private String speed;

    @Option(names = "--loop", description = "Start a recording again at its end (feed.loop).")
    private Boolean loop;

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

    @Mixin private ConfigOptions options;

    ServerCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InvalidConfigException, StartException, InterruptedException {
        LoadedConfig loaded =
                options.loader(environment)
                        .flag("--port", "endpoint.port", port)
                        .flag("--host", "endpoint.host", host)
                        .flag("--feed", "feed.source", feed)
                        .flag("--speed", "feed.speed", speed)
                        .flag("--loop", "feed.loop", loop)
                        .flag("--seed", "feed.seed", seed)
                        .flag("--rate", "feed.rate", rate)
                        .flag("--instruments", "feed.instruments", instruments)
                        .load();
        Warnings.print(spec, loaded.warnings());
        ServerConfig config = loaded.config();
        Feed source = Feeds.open(config.feed(), new WallClock(), SystemNanoClock.INSTANCE);
        StreamServer server = StreamServer.start(config, source);
        PrintWriter out = spec.commandLine().getOut();
        out.print(Banner.of(config, source, server.address()));
        out.flush();
        // The process ends by a signal; the hook runs then, and the JVM waits for it.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.close();
                                    out.println("Stopped.");
                                },
                                "shutdown"));
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }
}
