package io.ticktide.server;

import io.ticktide.harness.PacketReader;
import io.ticktide.harness.Received;
import io.ticktide.harness.Silence;
import io.ticktide.harness.Stream;
import io.ticktide.harness.StreamAccount;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of either protocol that reads all it gets and keeps the account of its streams. */
public final class StreamClient implements WebSocket.Listener, AutoCloseable {
    public static final String SBE = "ticktide.sbe.v1";
    static final String JSON = "ticktide.json.v1";

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(2);
    private static final List<String> FLAGS =
            List.of("SNAPSHOT", "LAST_IN_EVENT", "REPLAY", "RESET");
    private static final List<String> CAUSES = List.of("RATE", "SLOW");

    private final JsonMapper mapper = new JsonMapper();
    private final StreamAccount account = new StreamAccount();
    private final PacketReader packets = new PacketReader(account);
    private final StringBuilder text = new StringBuilder();
    private final List<JsonNode> answers = new ArrayList<>();
    private final WebSocket socket;
    private ByteBuffer partial = ByteBuffer.allocate(0);
    private String replayed = "live";
    private int closeCode;
    private Throwable broken;

    private StreamClient(HttpClient http, URI uri, String protocol) {
        socket = http.newWebSocketBuilder().subprotocols(protocol).buildAsync(uri, this).join();
    }

    public static StreamClient connect(LiveServer server, String protocol) {
        return new StreamClient(HttpClient.newHttpClient(), server.stream(), protocol);
    }

    static StreamClient connect(URI stream, String protocol) {
        return new StreamClient(HttpClient.newHttpClient(), stream, protocol);
    }

    /** Over TLS. */
    static StreamClient connect(LiveServer server, String protocol, SSLContext tls) {
        HttpClient http = HttpClient.newBuilder().sslContext(tls).build();
        return new StreamClient(http, server.stream(), protocol);
    }

    void send(String json) {
        socket.sendText(json, true).join();
    }

    /** Sends a command and waits for the answer to it. */
    public JsonNode ask(String json) {
        int before = answers().size();
        send(json);
        return answer(before);
    }

    /** Waits for the answer with an index. */
    public JsonNode answer(int index) {
        Awaitility.await().atMost(PATIENCE).until(() -> answers().size() > index);
        return answers().get(index);
    }

    /** Sends a command and waits for the answer that has its id. */
    JsonNode askById(int id, String json) {
        send(json);
        return await(answer -> answer.path("id").asInt(-1) == id);
    }

    /** Waits for the first answer of a kind. */
    JsonNode await(Predicate<JsonNode> wanted) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(POLL_INTERVAL)
                .until(() -> answers().stream().anyMatch(wanted));
        return answers().stream().filter(wanted).findFirst().orElseThrow();
    }

    /** Waits until a stream was delivered or accounted for up to a seq. */
    public void awaitSeq(Stream stream, long seq) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(POLL_INTERVAL)
                .until(() -> lastSeq(stream) >= seq);
    }

    int awaitClose() {
        Awaitility.await().atMost(PATIENCE).until(() -> closeCode() != 0);
        return closeCode();
    }

    synchronized List<JsonNode> answers() {
        return List.copyOf(answers);
    }

    public synchronized List<Received> received(Stream stream) {
        return List.copyOf(account.received(stream));
    }

    public synchronized long lastSeq(Stream stream) {
        return account.lastSeq(stream);
    }

    synchronized int heartbeats() {
        return account.heartbeats();
    }

    public synchronized List<String> violations() {
        List<String> all = new ArrayList<>(account.violations());
        if (broken != null) {
            all.add(broken.toString());
        }
        return all;
    }

    String protocol() {
        return socket.getSubprotocol();
    }

    public synchronized int closeCode() {
        return closeCode;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        synchronized (this) {
            text.append(part);
            if (last) {
                JsonNode json = mapper.readTree(text.toString());
                text.setLength(0);
                if (json.isArray()) {
                    json.forEach(this::onMessage);
                } else {
                    onAnswer(json);
                }
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        synchronized (this) {
            ByteBuffer both = ByteBuffer.allocate(partial.remaining() + part.remaining());
            partial = both.put(partial).put(part).flip();
            if (last) {
                packets.read(partial);
                partial = ByteBuffer.allocate(0);
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public synchronized CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeCode = code;
        return null;
    }

    @Override
    public synchronized void onError(WebSocket from, Throwable error) {
        broken = error;
    }

    @Override
    public void close() {
        socket.abort();
    }

    private void onAnswer(JsonNode json) {
        answers.add(json);
        String op = json.path("op").asString();
        if (op.equals("replay") && json.has("state")) {
            onReplay(json);
        }
        if (!op.equals("subscribed") && !op.equals("unsubscribed")) {
            return;
        }
        for (JsonNode stream : json.get("streams")) {
            if (op.equals("subscribed") && stream.has("lastSeq")) {
                int detail = detail(json.path("effective"));
                account.begin(
                        new Stream(
                                stream.get("instrumentId").intValue(),
                                channel(json.get("ch").stringValue()),
                                detail),
                        Long.parseLong(stream.get("lastSeq").stringValue()));
            }
        }
    }

    private void onReplay(JsonNode state) {
        String market = state.path("recording").asString("live");
        if (!market.equals(replayed)) {
            account.moved();
            replayed = market;
        }
    }

    /** A message of the JSON twin, as far as the account needs it. */
    private void onMessage(JsonNode json) {
        String type = json.get("type").stringValue();
        switch (type) {
            case "definition" ->
                    account.onDefinition(
                            json.get("instrumentId").intValue(), json.get("sym").stringValue());
            case "heartbeat" -> {
                List<Silence> silent = new ArrayList<>();
                for (JsonNode one : json.get("streams")) {
                    silent.add(
                            new Silence(
                                    new Stream(
                                            one.get("instrumentId").intValue(),
                                            channel(
                                                    one.get("channel")
                                                            .stringValue()
                                                            .toLowerCase(Locale.ROOT)),
                                            one.get("detail").intValue()),
                                    number(one, "seq"),
                                    one.get("conflated").longValue(),
                                    bits(one.get("cause"), CAUSES)));
                }
                account.onHeartbeat(number(json, "serverTime"), silent);
            }
            default ->
                    account.onEvent(
                            new Received(
                                    new Stream(
                                            json.get("instrumentId").intValue(),
                                            channel(type),
                                            json.path("intervalSec").asInt(0)),
                                    number(json, "seq"),
                                    json.get("conflated").longValue(),
                                    bits(json.get("cause"), CAUSES),
                                    bits(json.get("flags"), FLAGS),
                                    number(json, "tsEvent"),
                                    number(json, "tsIngress"),
                                    json));
        }
    }

    private static int bits(JsonNode names, List<String> known) {
        int bits = 0;
        for (JsonNode name : names) {
            bits |= 1 << known.indexOf(name.stringValue());
        }
        return bits;
    }

    private static long number(JsonNode json, String name) {
        return Long.parseLong(json.get(name).stringValue());
    }

    private static int channel(String label) {
        return switch (label) {
            case "quote" -> Stream.QUOTE;
            case "trade", "tradeSummary" -> Stream.TRADE;
            case "book", "bookDelta", "bookSnapshot" -> Stream.BOOK;
            case "candle" -> Stream.CANDLE;
            default -> Stream.STATUS;
        };
    }

    private static int detail(JsonNode effective) {
        return switch (effective.path("interval").asString()) {
            case "1s" -> 1;
            case "1m" -> 60;
            case "1h" -> 3_600;
            default -> effective.path("depth").asInt(0);
        };
    }
}
