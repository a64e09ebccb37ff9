package io.ticktide.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.server.Bystander;
import io.ticktide.server.LiveServer;
import io.ticktide.websocket.ClientFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Handshakes and requests, right and wrong, over raw sockets; a client beside them loses nothing.
 */
@Timeout(120)
final class HttpIT {
    private static final int AT_ONCE = 32;
    private static final byte[] CLOSE =
            ClientFrames.frames().add(0x88, new byte[] {0x03, (byte) 0xE8}).toBytes();

    private static LiveServer server;
    private static Bystander bystander;
    private static ExecutorService clients;

    @BeforeAll
    static void start() throws Exception {
        server =
                LiveServer.with(
                        "endpoint.request-timeout-ms=500",
                        "endpoint.allowed-origins=https://charts.example");
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
    Stream<DynamicTest> handshakes() {
        return tests(HandshakeCases.all());
    }

    @TestFactory
    Stream<DynamicTest> requests() {
        return tests(HttpCases.all());
    }

    private static Stream<DynamicTest> tests(Stream<RequestCase> cases) {
        List<RequestCase> all = cases.toList();
        List<Future<List<String>>> heard =
                all.stream().map(one -> clients.submit(() -> run(one))).toList();
        return IntStream.range(0, all.size())
                .mapToObj(
                        i ->
                                DynamicTest.dynamicTest(
                                        all.get(i).toString(),
                                        () ->
                                                assertThat(heard.get(i).get())
                                                        .as(all.get(i).toString())
                                                        .isEqualTo(all.get(i).heard())));
    }

    private static List<String> run(RequestCase one) throws Exception {
        try (Wire wire = new Wire(server.port())) {
            wire.send(one.bytes());
            List<String> heard = new ArrayList<>(wire.responses());
            if (heard.contains("101")) {
                wire.send(CLOSE);
                heard.addAll(wire.frames());
            }
            return heard;
        }
    }
}
