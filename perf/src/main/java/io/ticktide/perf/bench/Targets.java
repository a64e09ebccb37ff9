package io.ticktide.perf.bench;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.perf.floor.Floor;
import io.ticktide.perf.floor.FloorMode;
import io.ticktide.perf.load.ClientRole;
import io.ticktide.perf.peer.Peer;
import io.ticktide.perf.peer.UndertowNaive;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Starts what is loaded, each in a process of its own on the server's core.
 *
 * @param java the Java to run.
 * @param serverFlags JVM options of the server, those of the launcher.
 * @param serverJar the server.
 * @param cores where the server runs.
 */
record Targets(String java, List<String> serverFlags, Path serverJar, Cores cores) {
    private static final Pattern SERVER_READY = Pattern.compile("Stream +ws://[^/]+:([0-9]+)/");
    private static final Pattern WRITER_READY = Pattern.compile("listening on ([0-9]+)");

    /** Our server with a feed of ticks. */
    Target ticks(Audience audience, RatePlan plan, List<String> settings) {
        List<String> options = new ArrayList<>();
        options.addAll(List.of("--feed", "ticks"));
        options.addAll(List.of("--instruments", String.valueOf(audience.symbols())));
        options.addAll(List.of("--set", "feed.rate-plan=" + String.join(",", plan.texts())));
        options.addAll(settings);
        return server(options);
    }

    /** Our server with these options. */
    Target server(List<String> options) {
        if (!Files.isReadable(serverJar)) {
            throw new BenchFailed("there is no " + serverJar + "; start with ./ticktide bench");
        }
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(serverFlags);
        command.addAll(List.of("-jar", serverJar.toString(), "server", "--port", "0"));
        command.addAll(options);
        ChildProcess child =
                ChildProcess.start("ticktide", cores.onServerCore(command), SERVER_READY);
        return new StartedServer(child);
    }

    /** The floor. */
    Target floor(FloorMode mode, Audience audience, RatePlan plan) {
        if (audience.all()) {
            throw new BenchFailed("the floor has one symbol per client; leave out --all");
        }
        List<String> command = ownJava(Floor.class);
        command.add(mode.label());
        command.addAll(ticksOf(audience, plan));
        return writer("floor " + mode.label(), command);
    }

    /** The peer on Undertow. */
    Target undertowNaive(Audience audience, RatePlan plan) {
        List<String> command = ownJava(UndertowNaive.class);
        command.addAll(ticksOf(audience, plan));
        return writer(Peer.UNDERTOW_NAIVE.label(), command);
    }

    /** Any program that writes the floor's ticks, and says where it listens as the floor does. */
    Target writer(String name, List<String> command) {
        return new StartedWriter(
                name, ChildProcess.start(name, cores.onServerCore(command), WRITER_READY));
    }

    private List<String> ownJava(Class<?> main) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(serverFlags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return command;
    }

    private static List<String> ticksOf(Audience audience, RatePlan plan) {
        return List.of(String.valueOf(audience.symbols()), String.join(",", plan.texts()));
    }

    private record StartedServer(ChildProcess child) implements Target {
        @Override
        public String name() {
            return "ticktide";
        }

        @Override
        public InetSocketAddress address() {
            return child.address();
        }

        @Override
        public long pid() {
            return child.pid();
        }

        @Override
        public List<ClientRole> roles(Audience audience) {
            return ServerRoles.of(address(), audience);
        }

        @Override
        public void close() {
            child.close();
        }
    }

    private record StartedWriter(String name, ChildProcess child) implements Target {
        @Override
        public InetSocketAddress address() {
            return child.address();
        }

        @Override
        public long pid() {
            return child.pid();
        }

        @Override
        public List<ClientRole> roles(Audience audience) {
            List<ClientRole> roles = new ArrayList<>(audience.clients());
            for (int i = 0; i < audience.clients(); i++) {
                int symbol = i % audience.symbols();
                roles.add(new ClientRole("/v1/stream?symbol=" + symbol, "", symbol, 1, 0));
            }
            return roles;
        }

        @Override
        public void close() {
            child.close();
        }
    }
}
