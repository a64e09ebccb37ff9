package io.ticktide.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.server.Bystander;
import io.ticktide.server.LiveServer;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Every rule of RFC 6455 that binds a server, over raw sockets, in the groups of the Autobahn
 * testsuite. A client beside them loses nothing.
 */
@Timeout(120)
final class ConformanceIT {
    private static final int AT_ONCE = 16;

    private static LiveServer server;
    private static Bystander bystander;
    private static ExecutorService clients;

    @BeforeAll
    static void start() throws Exception {
        server =
                LiveServer.with(
                        "endpoint.max-message-bytes=" + LimitCases.MOST_MESSAGE_BYTES,
                        "session.commands-per-second=10000");
        bystander = new Bystander(server);
        clients = Executors.newFixedThreadPool(AT_ONCE);
    }

    @AfterAll
    static void bystanderLostNothing() throws Exception {
        clients.shutdownNow();
        try {
            bystander.assertLostNothing();
        } finally {
            bystander.close();
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> framing() {
        return tests(FramingCases.all());
    }

    @TestFactory
    Stream<DynamicTest> limits() {
        return tests(LimitCases.all());
    }

    @TestFactory
    Stream<DynamicTest> fragments() {
        return tests(FragmentCases.all());
    }

    @TestFactory
    Stream<DynamicTest> pingsPongsAndCloses() {
        return tests(ControlCases.all());
    }

    @TestFactory
    Stream<DynamicTest> utf8() {
        return tests(Utf8Cases.all());
    }

    /** Starts all, some at once; each test waits for its own. */
    private static Stream<DynamicTest> tests(Stream<WireCase> cases) {
        List<WireCase> all = cases.toList();
        List<Future<List<String>>> heard =
                all.stream().map(one -> clients.submit(() -> run(one))).toList();
        return Stream.iterate(0, i -> i + 1)
                .limit(all.size())
                .map(
                        i ->
                                DynamicTest.dynamicTest(
                                        all.get(i).toString(),
                                        () ->
                                                assertThat(heard.get(i).get())
                                                        .isEqualTo(all.get(i).heard())));
    }

    private static List<String> run(WireCase one) throws Exception {
        try (Wire wire = Wire.upgraded(server.port())) {
            for (byte[] piece : one.sent()) {
                wire.send(piece);
            }
            return wire.frames();
        }
    }
}
