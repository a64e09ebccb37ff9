package io.ticktide.cli.sub;

import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import picocli.CommandLine.Help.Ansi;

/**
 * Prints a subscription until its time, its count or its connection ends.
 *
 * <p>Owner: the thread that calls {@link #run}; {@link #stop} is for any thread.
 */
public final class Tail {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long CLOSE_TIMEOUT_MS = 500;

    private final Accounting accounting;
    private final StreamClient client;
    private final DataReader reader;
    private final PrintWriter out;

    /**
     * @param json whether to print JSON, a message a line, instead of aligned text.
     * @param count messages after which it ends.
     * @param out takes the data.
     * @param err takes what the user shall know besides.
     */
    public Tail(
            List<Subscription> subscriptions,
            boolean json,
            long count,
            PrintWriter out,
            PrintWriter err) {
        this.out = out;
        this.accounting = new Accounting(count);
        this.reader =
                json
                        ? new JsonReader(accounting, this::print)
                        : new PacketReader(accounting, new Rows(Ansi.AUTO), this::print);
        this.client =
                new StreamClient(subscriptions, reader, accounting, err::println, this::flush);
    }

    /**
     * Connects and prints; returns when it is over.
     *
     * @param duration null: without end.
     */
    public Ending run(Target target, Duration duration) throws InterruptedException {
        URI url = target.url();
        WebSocket.Builder builder = target.newClient().newWebSocketBuilder();
        if (target.token() != null) {
            builder.header("Authorization", target.authorization());
        }
        CompletableFuture<WebSocket> connection =
                builder.subprotocols(reader.subprotocol())
                        .connectTimeout(CONNECT_TIMEOUT)
                        .buildAsync(url, client)
                        .whenComplete((socket, failure) -> onConnected(url, failure));
        Ending ending = await(duration);
        if (connection.isDone() && !connection.isCompletedExceptionally()) {
            close(connection.join());
        }
        out.flush();
        return ending;
    }

    /** Ends it as asked. */
    public void stop() {
        client.ended().complete(Ending.AS_ASKED);
    }

    /** Whether the server was reached at all. */
    public boolean isConnected() {
        return client.isOpen();
    }

    /** One line of what was received. */
    public String summary() {
        return accounting.summary();
    }

    /** Messages that broke the accounting. */
    public long violations() {
        return accounting.violationCount();
    }

    private Ending await(Duration duration) throws InterruptedException {
        try {
            return duration == null
                    ? client.ended().get()
                    : client.ended().get(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stop();
            return Ending.AS_ASKED;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void onConnected(URI url, Throwable failure) {
        if (failure != null) {
            client.ended().complete(Ending.failed(connectFailure(url, failure)));
        }
    }

    private static void close(WebSocket socket) throws InterruptedException {
        try {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .get(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            socket.abort();
        }
    }

    private static String connectFailure(URI url, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebSocketHandshakeException refused) {
                int status = refused.getResponse().statusCode();
                return url + " answered HTTP " + status + "; the stream's path is /v1/stream";
            }
            if (cause instanceof SSLException) {
                return "cannot connect to " + url + ": " + Target.untrusted(cause);
            }
            if (cause instanceof ConnectException) {
                return "cannot connect to "
                        + url
                        + ": nothing listens there; start a server with `ticktide server`, or name"
                        + " another with --url";
            }
        }
        return "cannot connect to " + url + ": " + failure;
    }

    private void print(String line) {
        if (!client.ended().isDone()) {
            out.print(line);
            out.print('\n');
        }
    }

    // The reader of a pipe may have gone: `ticktide sub … | head`.
    private void flush() {
        if (out.checkError()) {
            stop();
        }
    }
}
