package io.ticktide.endpoint;

import io.undertow.server.Connectors;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.StatusCodes;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * What holds for every request before it is looked at: no body, so that nobody can take its end for
 * the beginning of another one (RFC 9112, section 11.2); headers of a bounded size; a bounded rate
 * per address; and a response that is taken in time.
 *
 * <p>Thread-safe. Runs on the I/O thread of the connection.
 */
final class RequestRules implements HttpHandler {
    static final int MOST_HEADERS = 100;
    static final int MOST_HEADER_BYTES = 16_384;

    /** Of a handshake, which has limits of its own. */
    static final String STREAM_PATH = "/v1/stream";

    /** Bytes of a header line besides name and value: colon, space, CR, LF. */
    private static final int LINE_BYTES = 4;

    /** A response may be large, and the way long: so many times what a request has. */
    private static final int RESPONSE_TIMES = 6;

    private static final String RETRY_AFTER_SECONDS = "1";

    private final HttpHandler next;
    private final RequestRates rates;
    private final Refusals refusals;
    private final long responseTimeoutMs;

    RequestRules(
            HttpHandler next, RequestRates rates, Refusals refusals, EndpointSettings settings) {
        this.next = next;
        this.rates = rates;
        this.refusals = refusals;
        responseTimeoutMs = (long) RESPONSE_TIMES * settings.requestTimeoutMs();
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        boolean isStream = exchange.getRequestPath().equals(STREAM_PATH);
        boolean mayHaveBody = mayHaveBody(exchange.getRequestHeaders());
        if (mayHaveBody) {
            Connectors.terminateRequest(exchange); // Else it would be waited for.
            exchange.setPersistent(false);
        }
        if (!isStream && !rates.tryTake(exchange.getSourceAddress().getAddress())) {
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
            refuse(exchange, Refusal.REQUEST_RATE, "too many requests a second from this address");
        } else if (!isStream && !isReading(exchange)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            refuse(exchange, Refusal.REQUEST_METHOD, "nothing is changed here; ask with GET");
        } else if (mayHaveBody) {
            refuse(exchange, Refusal.REQUEST_BODY, "a request to this server has no body");
        } else if (areTooLarge(exchange)) {
            exchange.setPersistent(false);
            refuse(
                    exchange,
                    Refusal.REQUEST_HEADERS,
                    "more than "
                            + MOST_HEADERS
                            + " header fields, or more than "
                            + MOST_HEADER_BYTES
                            + " bytes of them");
        } else if (isStream) {
            next.handleRequest(exchange);
        } else {
            limitTime(exchange);
            next.handleRequest(exchange);
        }
    }

    private static boolean mayHaveBody(HeaderMap headers) {
        HeaderValues length = headers.get(Headers.CONTENT_LENGTH);
        return headers.contains(Headers.TRANSFER_ENCODING)
                || (length != null && !(length.size() == 1 && length.getFirst().equals("0")));
    }

    private static boolean areTooLarge(HttpServerExchange exchange) {
        int count = 0;
        int bytes = exchange.getRequestURI().length() + exchange.getQueryString().length();
        for (HeaderValues header : exchange.getRequestHeaders()) {
            count += header.size();
            for (String value : header) {
                bytes += header.getHeaderName().length() + value.length() + LINE_BYTES;
            }
        }
        return count > MOST_HEADERS || bytes > MOST_HEADER_BYTES;
    }

    /** Methods have upper and lower case; HttpString has not. */
    private static boolean isReading(HttpServerExchange exchange) {
        String method = exchange.getRequestMethod().toString();
        return method.equals("GET") || method.equals("HEAD");
    }

    private void limitTime(HttpServerExchange exchange) {
        XnioExecutor.Key timer =
                exchange.getIoThread()
                        .executeAfter(
                                () -> {
                                    refusals.count(Refusal.SLOW_RESPONSE);
                                    IoUtils.safeClose(exchange.getConnection());
                                },
                                responseTimeoutMs,
                                TimeUnit.MILLISECONDS);
        exchange.addExchangeCompleteListener(
                (completed, further) -> {
                    timer.remove();
                    further.proceed();
                });
    }

    private void refuse(HttpServerExchange exchange, Refusal cause, String text) {
        refusals.count(cause);
        int status =
                switch (cause) {
                    case REQUEST_RATE -> StatusCodes.TOO_MANY_REQUESTS;
                    case REQUEST_METHOD -> StatusCodes.METHOD_NOT_ALLOWED;
                    case REQUEST_HEADERS -> StatusCodes.REQUEST_HEADER_FIELDS_TOO_LARGE;
                    default -> StatusCodes.BAD_REQUEST;
                };
        JsonResponse.error(exchange, status, new BadCommand(status, null, text));
    }
}
