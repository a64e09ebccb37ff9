package io.ticktide.endpoint;

import io.ticktide.auth.Authentication;
import io.ticktide.auth.Entitlements;
import io.ticktide.auth.Principal;
import io.ticktide.auth.TokenRefused;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Finds the token of a request: in the header {@code Authorization} (RFC 6750), else in the query
 * parameter {@code access_token}, which no log line has.
 *
 * <p>Thread-safe.
 */
final class HttpAccess {
    private static final String SCHEME = "Bearer ";
    private static final String PARAMETER = "access_token";

    private final Authentication authentication;
    private final EpochNanoClock clock;

    HttpAccess(Authentication authentication, EpochNanoClock clock) {
        this.authentication = authentication;
        this.clock = clock;
    }

    /**
     * What a request may read.
     *
     * @throws BadCommand when it has no valid token; the response asks for one then.
     */
    Entitlements entitlements(HttpServerExchange exchange) throws BadCommand {
        return authentication.isRequired() ? principal(exchange).entitlements() : Entitlements.ALL;
    }

    /**
     * Lets pass whom a token makes an administrator, and everybody where no token is needed.
     *
     * @throws BadCommand when it has no such token.
     */
    void checkAdmin(HttpServerExchange exchange) throws BadCommand {
        if (authentication.isRequired() && !principal(exchange).isAdmin()) {
            throw new BadCommand(
                    ErrorCode.NOT_ENTITLED,
                    null,
                    "the token is not one for administration (claim {\"ticktide\":{\"admin\":true}})");
        }
    }

    private Principal principal(HttpServerExchange exchange) throws BadCommand {
        exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, SCHEME.trim());
        String token = token(exchange);
        if (token == null) {
            throw new BadCommand(
                    ErrorCode.NOT_AUTHENTICATED,
                    null,
                    "authentication required: send the header Authorization: Bearer TOKEN");
        }
        try {
            long nowMs = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime());
            Principal principal = authentication.verify(token, nowMs);
            exchange.getResponseHeaders().remove(Headers.WWW_AUTHENTICATE);
            return principal;
        } catch (TokenRefused refused) {
            throw BadCommand.tokenRefused(refused);
        }
    }

    /** The token of a request, or null. */
    static String token(HttpServerExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return header.substring(SCHEME.length()).trim();
        }
        Deque<String> parameters = exchange.getQueryParameters().get(PARAMETER);
        return parameters == null ? null : parameters.peekFirst();
    }
}
