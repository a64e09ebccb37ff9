package io.ticktide.conformance;

import static io.ticktide.conformance.WireCase.CONTINUATION;
import static io.ticktide.conformance.WireCase.FIN;
import static io.ticktide.conformance.WireCase.PING;
import static io.ticktide.conformance.WireCase.PONG;
import static io.ticktide.conformance.WireCase.TEXT;
import static io.ticktide.websocket.ClientFrames.frames;
import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.endpoint.Refusal;
import io.ticktide.harness.ErrorLog;
import io.ticktide.server.Bystander;
import io.ticktide.server.LiveServer;
import io.ticktide.websocket.ClientFrames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Too much of whatever a client may do: bounded, counted, and felt by nobody else. */
@Timeout(60)
final class FloodIT {
    private static final int COMMANDS_PER_SECOND = 50;
    private static final String GET = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

    private ErrorLog errors;
    private LiveServer server;
    private Bystander bystander;

    @BeforeEach
    void start() throws Exception {
        errors = ErrorLog.open();
        server =
                LiveServer.with(
                        "session.commands-per-second=" + COMMANDS_PER_SECOND,
                        "endpoint.max-frames-per-message=64",
                        "endpoint.handshakes-per-second=100",
                        "endpoint.requests-per-second=100",
                        "endpoint.request-timeout-ms=300");
        bystander = new Bystander(server);
        bystander.awaitMore(10);
    }

    @AfterEach
    void nobodyElseFeltIt() throws Exception {
        try {
            bystander.assertLostNothing();
            assertThat(errors.lines()).isEmpty();
        } finally {
            bystander.close();
            server.close();
            errors.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {PING, PONG})
    void controlFramesWithoutAnEndAreAFlood(int opcode) throws IOException {
        ClientFrames flood = frames();
        for (int i = 0; i < 10_000; i++) {
            flood.add(FIN | opcode, "x");
        }

        List<String> heard = talk(flood.toBytes());

        List<String> pongs = Collections.nCopies(opcode == PING ? heard.size() - 3 : 0, "PONG 78");
        List<String> expected = new ArrayList<>(pongs);
        expected.addAll(List.of("goodbye 4429", "CLOSE 4429", "END"));
        assertThat(heard).isEqualTo(expected).hasSizeLessThan(12 * COMMANDS_PER_SECOND);
        assertThat(refused(Refusal.COMMAND_FLOOD)).isEqualTo(1);
        assertThat(refused(Refusal.COMMAND_RATE)).isGreaterThan(4 * COMMANDS_PER_SECOND);
    }

    @Test
    void pingsWithinTheRateAreNoFlood() throws IOException {
        ClientFrames some = frames();
        for (int i = 0; i < 2 * COMMANDS_PER_SECOND; i++) {
            some.add(FIN | PING, "x");
        }
        some.add(FIN | WireCase.CLOSE, "");

        List<String> expected = new ArrayList<>(Collections.nCopies(100, "PONG 78"));
        expected.addAll(List.of("CLOSE 1000", "END"));
        assertThat(talk(some.toBytes())).isEqualTo(expected);
    }

    @Test
    void messageOfTooManyFramesEndsItsConnection() throws IOException {
        ClientFrames flood = frames().add(TEXT, "");
        for (int i = 0; i < 10_000; i++) {
            flood.add(CONTINUATION, "");
        }

        assertThat(talk(flood.toBytes())).containsExactly("goodbye 1009", "CLOSE 1009", "END");
        assertThat(refused(Refusal.LARGE_MESSAGE)).isEqualTo(1);
    }

    @Test
    void handshakesAboveTheRateAreAskedToComeBack() throws IOException {
        List<Wire> wires = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            Wire wire = new Wire(server.port());
            wires.add(wire);
            wire.send(Wire.UPGRADE.getBytes(StandardCharsets.ISO_8859_1));
            String head = wire.head();
            if (!head.startsWith("HTTP/1.1 101 ")) {
                assertThat(head).startsWith("HTTP/1.1 503 ").contains("Retry-After: 5");
                refused++;
            }
        }
        for (Wire wire : wires) {
            wire.close();
        }

        assertThat(refused).isPositive();
        assertThat(refused(Refusal.HANDSHAKE_RATE)).isEqualTo(refused);
    }

    @Test
    void requestsAboveTheRateAreRefusedAndStreamsAreNot() throws IOException {
        // when
        List<String> heard;
        try (Wire wire = new Wire(server.port())) {
            wire.send(GET.repeat(1_000).getBytes(StandardCharsets.ISO_8859_1));
            heard = wire.responses();
        }

        // then
        assertThat(heard).hasSize(1_001).containsOnly("200", "429", "END");
        assertThat(Collections.frequency(heard, "200")).isBetween(100, 900);
        assertThat(talk(frames().add(FIN | WireCase.CLOSE, "").toBytes()))
                .containsExactly("CLOSE 1000", "END");
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> refused(Refusal.REQUEST_RATE) >= Collections.frequency(heard, "429"));
    }

    @Test
    void responseThatNobodyReadsIsCut() throws IOException {
        try (Wire wire = new Wire(server.port())) {
            // Together more than both sockets hold.
            String library =
                    "/vendor/lightweight-charts/lightweight-charts.standalone.production.mjs";
            wire.send(
                    ("GET " + library + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .repeat(90)
                            .getBytes(StandardCharsets.ISO_8859_1));
            Awaitility.await().until(() -> refused(Refusal.SLOW_RESPONSE) == 1);
        }
    }

    @Test
    void silentConnectionsAreCut() throws IOException {
        List<Wire> silent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            silent.add(new Wire(server.port()));
        }

        for (Wire wire : silent) {
            assertThat(wire.responses()).containsExactly("END");
            wire.close();
        }
    }

    @Test
    void resetsAtAnyStageLeaveNothingBehind() throws IOException {
        byte[] upgrade = Wire.UPGRADE.getBytes(StandardCharsets.ISO_8859_1);
        byte[] message = frames().add(FIN | TEXT, WireCase.ping(1)).toBytes();
        for (int i = 0; i < 600; i++) {
            Wire wire = new Wire(server.port());
            wire.send(Arrays.copyOf(upgrade, i * upgrade.length / 300 % (upgrade.length + 1)));
            if (i > 300) {
                wire.send(Arrays.copyOf(message, i % (message.length + 1)));
            }
            wire.reset();
        }

        Awaitility.await()
                .until(() -> Wire.get(server.port(), "/stats").at("/sessions/open").asInt() == 1);
    }

    private List<String> talk(byte[] bytes) throws IOException {
        try (Wire wire = Wire.upgraded(server.port())) {
            wire.send(bytes);
            return wire.frames();
        }
    }

    private long refused(Refusal cause) throws IOException {
        return Wire.get(server.port(), "/stats").at("/refused/" + cause.label()).asLong(-1);
    }
}
