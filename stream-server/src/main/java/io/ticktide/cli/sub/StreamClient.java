package io.ticktide.cli.sub;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Subscribes on a WebSocket connection and hands what arrives to a {@link DataReader}.
 *
 * <p>Owner: the HTTP client, which calls the listener one call at a time; {@link #ended} is for any
 * thread.
 */
final class StreamClient implements WebSocket.Listener {
    private final JsonMapper mapper = new JsonMapper();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private final ExpandableArrayBuffer frame = new ExpandableArrayBuffer();
    private final UnsafeBuffer packet = new UnsafeBuffer(0, 0);
    private final StringBuilder text = new StringBuilder();
    private final List<String> commands = new ArrayList<>();
    private final DataReader reader;
    private final Accounting accounting;
    private final Requests requests;
    private final Runnable afterFrame;
    private int frameBytes;
    private String goodbye = "";

    /** Written by the HTTP client, read by whoever asks at the end. */
    private volatile boolean open;

    /**
     * @param notices takes what the user shall know besides the data.
     * @param afterFrame runs after each data frame.
     */
    StreamClient(
            List<Subscription> subscriptions,
            DataReader reader,
            Accounting accounting,
            Consumer<String> notices,
            Runnable afterFrame) {
        this.reader = reader;
        this.accounting = accounting;
        this.requests = new Requests(accounting, notices);
        this.afterFrame = afterFrame;
        for (Subscription subscription : subscriptions) {
            commands.addAll(requests.commands(subscription));
        }
    }

    /** Completes when the subscription is over; whoever ends it completes it. */
    CompletableFuture<Ending> ended() {
        return ended;
    }

    /** Whether the connection was ever established. */
    boolean isOpen() {
        return open;
    }

    @Override
    public void onOpen(WebSocket socket) {
        open = true;
        CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(socket);
        for (String command : commands) {
            sent =
                    sent.thenCompose(previous -> previous.sendText(command, true))
                            .whenComplete((done, failure) -> onSent(failure));
        }
        socket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            guarded(() -> onWholeText(whole));
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
        int length = part.remaining();
        frame.putBytes(frameBytes, part, length);
        frameBytes += length;
        if (last) {
            packet.wrap(frame, 0, frameBytes);
            accounting.addBytes(frameBytes);
            frameBytes = 0;
            guarded(() -> reader.onPacket(packet));
            afterData();
        }
        socket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        String why = goodbye.isEmpty() ? reason : goodbye;
        ended.complete(Ending.failed("the server closed the connection: " + code + ' ' + why));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
        ended.complete(Ending.failed("connection lost: " + failure));
    }

    private void onSent(Throwable failure) {
        if (failure != null) {
            ended.complete(Ending.failed("connection lost: " + failure));
        }
    }

    private void onWholeText(String whole) {
        JsonNode message;
        try {
            message = mapper.readTree(whole);
        } catch (JacksonException e) {
            throw new ProtocolError("text that is no JSON: " + e.getMessage(), e);
        }
        if (message.isArray()) {
            accounting.addBytes(whole.length());
            reader.onMessages(message);
            afterData();
            return;
        }
        switch (message.path("op").asString("")) {
            case "subscribed" -> requests.onSubscribed(message);
            case "error" -> requests.onError(message);
            case "goodbye" -> goodbye = message.path("reason").asString("");
            default -> {
                // The welcome, or news for newer clients: nothing to do.
            }
        }
        if (requests.isRefused()) {
            ended.complete(requests.refusal());
        }
    }

    private void afterData() {
        afterFrame.run();
        if (accounting.isFull()) {
            ended.complete(Ending.AS_ASKED);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (ProtocolError e) {
            ended.complete(Ending.failed("protocol error: " + e.getMessage()));
        }
    }
}
