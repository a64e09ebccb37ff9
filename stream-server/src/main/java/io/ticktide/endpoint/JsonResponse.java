package io.ticktide.endpoint;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** Sends JSON over HTTP. Thread-safe: no state. */
final class JsonResponse {
    private JsonResponse() {}

    static void send(HttpServerExchange exchange, ObjectNode body) {
        exchange.getResponseHeaders()
                .put(Headers.CONTENT_TYPE, "application/json; charset=utf-8")
                .put(Headers.CACHE_CONTROL, "no-store");
        exchange.getResponseSender().send(body.toString(), StandardCharsets.UTF_8);
    }

    static void error(HttpServerExchange exchange, int status, BadCommand bad) {
        exchange.setStatusCode(status);
        ObjectNode body = Answers.object();
        Answers.describe(body.putObject("error"), bad);
        send(exchange, body);
    }
}
