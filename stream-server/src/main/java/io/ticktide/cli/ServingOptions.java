package io.ticktide.cli;

import io.ticktide.config.ConfigLoader;
import io.ticktide.config.InvalidConfigException;
import io.ticktide.config.LoadedConfig;
import io.ticktide.config.LogConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.feed.Feed;
import io.ticktide.log.LogSetup;
import io.ticktide.ring.WallClock;
import io.ticktide.server.Feeds;
import io.ticktide.server.Preparation;
import io.ticktide.server.ServerEnd;
import io.ticktide.server.StartException;
import io.ticktide.server.StreamServer;
import java.io.PrintWriter;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where a command serves a feed, and that it does until the process is told to end. */
final class ServingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

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

    /**
     * Serves what is configured, until a signal ends the process or the feed is over and the server
     * is to end then.
     *
     * @throws CommandFailed when it ends because the feed failed.
     */
    void serve(ConfigLoader loader)
            throws InvalidConfigException, StartException, InterruptedException {
        LoadedConfig loaded =
                loader.flag("--port", "endpoint.port", port)
                        .flag("--host", "endpoint.host", host)
                        .load();
        ServerConfig config = loaded.config();
        if (!config.log().equals(LogConfig.defaults())) {
            Preparation.awaitLogging();
            LogSetup.apply(config.log().format(), config.log().level());
        }
        Warnings.tell(spec, loaded.warnings(), config.log());
        Warnings.tell(spec, Warnings.exposed(config), config.log());
        Feed source = Feeds.open(config.feed(), new WallClock(), SystemNanoClock.INSTANCE);
        StreamServer server = StreamServer.start(config, source);
        PrintWriter out = spec.commandLine().getOut();
        out.print(Banner.of(config, source, server.address(), server.adminAddress()));
        out.flush();
        // The process ends by a signal; the hook runs then, and the JVM waits for it.
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    server.close();
                                    out.println("Stopped.");
                                    LogSetup.end();
                                },
                                "shutdown"));
        ServerEnd end = server.awaitEnd();
        server.close();
        if (end.isFailure()) {
            throw new CommandFailed(end.reason());
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println(end.reason());
        err.flush();
    }
}
