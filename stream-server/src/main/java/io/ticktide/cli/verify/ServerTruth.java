package io.ticktide.cli.verify;

import io.ticktide.cli.sub.Target;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the server says over HTTP of what it also streamed. One question at a time, asked without
 * waiting, so that the stream is read meanwhile.
 *
 * <p>Owner: one thread.
 */
final class ServerTruth {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http;
    private final JsonMapper mapper = new JsonMapper();
    private final Target target;
    private CompletableFuture<HttpResponse<String>> asked;

    ServerTruth(Target target) {
        this.target = target;
        http = target.newClient();
    }

    void askCandles(String symbol, String interval, int limit) {
        ask("/api/candles?symbol=" + encoded(symbol) + "&interval=" + interval + "&limit=" + limit);
    }

    void askBook(String symbol, int depth) {
        ask("/api/book?symbol=" + encoded(symbol) + "&depth=" + depth);
    }

    /** Whether the answer is there. */
    boolean isAnswered() {
        return asked.isDone();
    }

    /**
     * The answer, once {@link #isAnswered}.
     *
     * @throws IOException when the server did not give it.
     */
    JsonNode answer() throws IOException, InterruptedException {
        try {
            HttpResponse<String> response = asked.get();
            if (response.statusCode() != 200) {
                throw new IOException(response.uri() + " answered HTTP " + response.statusCode());
            }
            return mapper.readTree(response.body());
        } catch (ExecutionException | JacksonException e) {
            throw new IOException(target + " gave no answer: " + e.getMessage(), e);
        }
    }

    private void ask(String pathAndQuery) {
        HttpRequest request = target.http(pathAndQuery).timeout(TIMEOUT).build();
        asked = http.sendAsync(request, BodyHandlers.ofString());
    }

    private static String encoded(String symbol) {
        return URLEncoder.encode(symbol, StandardCharsets.UTF_8);
    }
}
