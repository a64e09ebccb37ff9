package io.ticktide.cli.doctor;

import io.ticktide.config.EndpointConfig;
import io.ticktide.config.FeedConfig;
import io.ticktide.config.ServerConfig;
import io.ticktide.feed.Feed;
import io.ticktide.feed.FeedException;
import io.ticktide.server.Feeds;
import io.ticktide.server.OpenFileLimit;
import io.ticktide.server.SocketBudget;
import io.ticktide.tls.ServerKey;
import io.ticktide.tls.TlsFileException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Looks at Java, limits, memory, clock, ports, keys, disk, certificate and feed, in this order. */
public final class Checkup {
    private static final int LEAST_JAVA = 17;
    private static final long LEAST_FILES = 1_024;
    private static final long LEAST_HEAP_MIB = 128;
    private static final long GOOD_HEAP_MIB = 512;
    private static final Instant BUILT_AFTER = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration CLOCK_SAMPLE = Duration.ofMillis(50);
    private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(20);
    private static final Duration RENEWAL = Duration.ofDays(7);
    private static final long MIB = 1 << 20;

    private final ServerConfig config;
    private final Clock clock;

    /**
     * @param config whose needs are looked at.
     * @param clock wall time.
     */
    public Checkup(ServerConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** All findings. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java(Runtime.version().feature()));
        findings.add(opens(Object.class.getModule().isOpen("jdk.internal.misc", ownModule())));
        compilers(
                        config.endpoint().isSecure(),
                        ManagementFactory.getRuntimeMXBean().getInputArguments())
                .ifPresent(findings::add);
        OpenFileLimit.ofThisProcess()
                .map(limit -> openFiles(limit, config.endpoint().maxConnections()))
                .ifPresent(findings::add);
        findings.add(cores(Runtime.getRuntime().availableProcessors()));
        long heapMib = Runtime.getRuntime().maxMemory() / MIB;
        findings.add(heap(heapMib));
        findings.add(clock());
        findings.addAll(new Machine(Path.of("/")).findings(heapMib));
        findings.addAll(new Surroundings(config).findings());
        tls().ifPresent(findings::add);
        feed().ifPresent(findings::add);
        return findings;
    }

    static Finding java(int feature) {
        String text = "Java " + feature;
        return feature >= LEAST_JAVA
                ? Finding.good("java", text)
                : Finding.broken("java", text + " is too old", "point JAVA_HOME at Java 17+");
    }

    static Finding opens(boolean open) {
        return open
                ? Finding.good("jvm flags", "java.base/jdk.internal.misc is open")
                : Finding.broken(
                        "jvm flags",
                        "java.base/jdk.internal.misc is closed",
                        "start with ./ticktide or java -jar, or add --add-opens"
                                + " java.base/jdk.internal.misc=ALL-UNNAMED");
    }

    static Finding openFiles(OpenFileLimit limit, int maxConnections) {
        SocketBudget budget = SocketBudget.of(maxConnections, limit.soft());
        String clients = budget.clients() + " of endpoint.max-connections=" + maxConnections;
        String text = shown(limit.soft()) + " open files, enough for " + clients + " clients";
        if (budget.clients() == maxConnections) {
            return Finding.good("open files", text);
        }
        long needed = SocketBudget.openFilesFor(maxConnections);
        String remedy =
                "LimitNOFILE="
                        + needed
                        + " of the service"
                        + (limit.hard() >= needed ? ", or ulimit -n " + needed : "")
                        + ", or lower endpoint.max-connections";
        return limit.soft() < LEAST_FILES
                ? Finding.broken("open files", text, remedy)
                : Finding.weak("open files", text, remedy);
    }

    private static String shown(long limit) {
        return limit == Long.MAX_VALUE ? "unlimited" : String.valueOf(limit);
    }

    static Optional<Finding> compilers(boolean isSecure, List<String> flags) {
        return isSecure && flags.contains("-XX:TieredStopAtLevel=1")
                ? Optional.of(
                        Finding.weak(
                                "jvm flags",
                                "TLS without the second compiler, which alone uses the processor's"
                                        + " AES",
                                "leave -XX:TieredStopAtLevel=1 out, or start with ./ticktide"))
                : Optional.empty();
    }

    static Finding cores(int cores) {
        return cores > 1
                ? Finding.good("cores", cores + " cores")
                : Finding.weak(
                        "cores", "1 core, shared by feed and clients", "give it two or more");
    }

    static Finding heap(long heapMib) {
        String text = heapMib + " MiB of heap at most";
        String remedy = "TICKTIDE_JAVA_OPTS=-Xmx1g, or -Xmx1g for java -jar";
        if (heapMib < LEAST_HEAP_MIB) {
            return Finding.broken("memory", text, remedy);
        }
        return heapMib < GOOD_HEAP_MIB
                ? Finding.weak("memory", text, remedy)
                : Finding.good("memory", text);
    }

    private Finding clock() {
        long startNs = System.nanoTime();
        Instant start = clock.instant();
        // A wall clock that is being set shows against the monotonic one.
        while (System.nanoTime() - startNs < CLOCK_SAMPLE.toNanos()) {
            LockSupport.parkNanos(CLOCK_SAMPLE.toNanos());
        }
        Duration wall = Duration.between(start, clock.instant());
        Duration monotonic = Duration.ofNanos(System.nanoTime() - startNs);
        return clock(start, wall.minus(monotonic).abs());
    }

    static Finding clock(Instant now, Duration difference) {
        String remedy = "synchronize it (chrony or systemd-timesyncd)";
        if (now.isBefore(BUILT_AFTER)) {
            return Finding.broken("clock", "says " + now + ", which is past", remedy);
        }
        return difference.compareTo(CLOCK_TOLERANCE) > 0
                ? Finding.weak("clock", "jumped by " + difference.toMillis() + " ms", remedy)
                : Finding.good(
                        "clock", "says " + now.truncatedTo(ChronoUnit.SECONDS) + ", runs evenly");
    }

    private Optional<Finding> tls() {
        EndpointConfig endpoint = config.endpoint();
        if (!endpoint.isSecure()) {
            return Optional.empty();
        }
        try {
            ServerKey key =
                    ServerKey.read(Path.of(endpoint.tlsCertificate()), Path.of(endpoint.tlsKey()));
            return Optional.of(
                    certificate(key.subject(), key.validFrom(), key.validUntil(), clock.instant()));
        } catch (TlsFileException e) {
            return Optional.of(
                    Finding.broken(
                            "tls", e.getMessage(), "see endpoint.tls-certificate and .tls-key"));
        }
    }

    static Finding certificate(String subject, Instant from, Instant until, Instant now) {
        String text = subject + " holds from " + from + " until " + until;
        if (now.isBefore(from) || now.isAfter(until)) {
            return Finding.weak("tls", text + ", not now", "clients will refuse it: renew it");
        }
        return now.plus(RENEWAL).isAfter(until)
                ? Finding.weak("tls", text, "renew it")
                : Finding.good("tls", text);
    }

    private Optional<Finding> feed() {
        FeedConfig feed = config.feed();
        if (feed.isSimulated() || feed.isTicks()) {
            return Optional.empty();
        }
        try (Feed source = Feeds.open(feed, () -> 0, () -> 0)) {
            int instruments = source.instruments().size();
            return Optional.of(
                    Finding.good("feed", source.name() + ", " + instruments + " tickers"));
        } catch (FeedException e) {
            return Optional.of(Finding.broken("feed", e.getMessage(), "see --feed"));
        }
    }

    private static Module ownModule() {
        return Checkup.class.getModule();
    }
}
