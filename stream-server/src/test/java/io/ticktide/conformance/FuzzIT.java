package io.ticktide.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.harness.ErrorLog;
import io.ticktide.harness.Fuzzing;
import io.ticktide.server.Bystander;
import io.ticktide.server.LiveServer;
import io.ticktide.websocket.RandomFrames;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Requests and frames that chance made, over real sockets: the server answers or cuts, logs no
 * error, forgets the connection, and a client beside them loses nothing.
 */
final class FuzzIT {
    private static final List<String> PIECES =
            List.of(
                    "\r\n",
                    "\r",
                    "\n",
                    "\0",
                    ":",
                    " ",
                    "\t",
                    ",",
                    "%00",
                    "%2e%2e/",
                    "?",
                    ";",
                    "\u00e9",
                    "Content-Length: 5\r\n",
                    "Transfer-Encoding: chunked\r\n",
                    "Connection: close\r\n",
                    "Expect: 100-continue\r\n",
                    "Upgrade: h2c\r\n",
                    "HTTP/1.1\r\n",
                    "Origin: null\r\n",
                    "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n",
                    "X: " + "y".repeat(9_000) + "\r\n");
    private static final List<String> TARGETS =
            List.of("/", "/health", "/stats", "/api/symbols", "/api/candles?symbol=S0", "/x");

    private ErrorLog errors;
    private LiveServer server;
    private Bystander bystander;

    @BeforeEach
    void start() throws Exception {
        errors = ErrorLog.open();
        server =
                LiveServer.with(
                        "endpoint.request-timeout-ms=1000",
                        "endpoint.handshakes-per-second=1000000",
                        "endpoint.requests-per-second=1000000");
        bystander = new Bystander(server);
    }

    @AfterEach
    void nobodyElseFeltIt() throws Exception {
        try {
            Awaitility.await().until(() -> open() == 1);
            bystander.assertLostNothing();
            assertThat(errors.lines()).isEmpty();
        } finally {
            bystander.close();
            server.close();
            errors.close();
        }
    }

    @Test
    void requestsThatChanceMadeAreAnsweredOrCut() {
        Fuzzing.run(1_000, FuzzIT::request, this::isAnsweredOrCut);
    }

    @Test
    void framesThatChanceMadeAreAnsweredOrCut() {
        Fuzzing.run(1_000, FuzzIT::upgradedFrames, this::isAnsweredOrCut);
    }

    private void isAnsweredOrCut(byte[] bytes, Random random) throws Exception {
        try (Wire wire = new Wire(server.port())) {
            int cut = random.nextInt(bytes.length + 1);
            wire.send(Arrays.copyOf(bytes, cut));
            wire.send(Arrays.copyOfRange(bytes, cut, bytes.length));
            if (random.nextInt(4) == 0) {
                wire.reset();
                return;
            }
            wire.endOutput();
            assertThat(wire.isEnded()).isTrue();
        }
    }

    private int open() throws Exception {
        return Wire.get(server.port(), "/stats").at("/sessions/open").asInt();
    }

    private static byte[] upgradedFrames(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Wire.UPGRADE.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(RandomFrames.bytes(random));
        return bytes.toByteArray();
    }

    private static byte[] request(Random random) {
        StringBuilder text = new StringBuilder(Wire.UPGRADE);
        if (random.nextBoolean()) {
            String target = TARGETS.get(random.nextInt(TARGETS.size()));
            text.replace(0, text.length(), "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        for (int edits = random.nextInt(6); edits > 0 && text.length() > 0; edits--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(6)) {
                case 0, 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.delete(at, to);
                case 3 -> text.insert(at, text.substring(at, to));
                case 4 -> text.setCharAt(at, (char) random.nextInt(256));
                default -> text.insert(lineAfter(text, at), PIECES.get(13 + random.nextInt(9)));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        return random.nextInt(4) == 0 ? RandomFrames.mutated(random, bytes) : bytes;
    }

    private static int lineAfter(StringBuilder text, int at) {
        int end = text.indexOf("\r\n", at);
        return end < 0 ? text.length() : end + 2;
    }
}
