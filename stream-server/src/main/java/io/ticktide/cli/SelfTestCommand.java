package io.ticktide.cli;

import io.ticktide.config.ConfigLoader;
import io.ticktide.config.InvalidConfigException;
import io.ticktide.config.ServerConfig;
import io.ticktide.feed.Feed;
import io.ticktide.ring.WallClock;
import io.ticktide.server.Feeds;
import io.ticktide.server.StartException;
import io.ticktide.server.StreamServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.agrona.concurrent.SystemNanoClock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ticktide selftest}: server and client in one process, over a socket of the loopback. */
@Command(
        name = "selftest",
        description = {
            "Starts a server of its own, subscribes to it and checks what arrives.",
            "The launcher runs it once after a build, to archive the classes that a start needs."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ticktide selftest", "  ticktide selftest --duration 10s"})
final class SelfTestCommand implements Callable<Integer> {
    private static final String[] CHANNELS = {"quote", "trade", "book:20", "status"};

    @Spec private CommandSpec spec;

    @Option(
            names = {"-d", "--duration"},
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "How long to listen: 500ms, 10s (${DEFAULT-VALUE}).")
    private String duration;

    @Override
    public Integer call() throws InvalidConfigException, StartException {
        ServerConfig config = new ConfigLoader(Map.of()).set("endpoint.port=0").load().config();
        Feed feed = Feeds.open(config.feed(), new WallClock(), SystemNanoClock.INSTANCE);
        try (StreamServer server = StreamServer.start(config, feed)) {
            String url = "ws://127.0.0.1:" + server.address().getPort() + "/v1/stream";
            StringWriter report = new StringWriter();
            CommandLine client = new CommandLine(new SubCommand());
            client.setExecutionExceptionHandler(spec.commandLine().getExecutionExceptionHandler());
            client.setOut(new PrintWriter(report));
            client.setErr(spec.commandLine().getErr());
            int exitCode =
                    client.execute(
                            "*",
                            "--verify",
                            "--url=" + url,
                            "--duration=" + duration,
                            "--channel=" + String.join(",", CHANNELS));
            PrintWriter out = spec.commandLine().getOut();
            if (exitCode == ExitCode.OK) {
                report.toString().lines().filter(SelfTestCommand::isSum).forEach(out::println);
                out.println("The self-test is passed.");
            } else {
                out.print(report);
            }
            out.flush();
            return exitCode;
        }
    }

    private static boolean isSum(String line) {
        return line.startsWith("total") || line.contains(" streams, ");
    }
}
