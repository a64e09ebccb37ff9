package io.ticktide.cli.sub;

import java.net.URI;
import java.net.http.HttpRequest;

/**
 * The server to talk to.
 *
 * @param url of its stream, {@code ws://HOST:PORT/v1/stream}.
 * @param token to show it; null: none.
 */
public record Target(URI url, String token) {

    /** Value of the header {@code Authorization}; null without a token. */
    public String authorization() {
        return token == null ? null : "Bearer " + token;
    }

    /** A request to the same server over HTTP. */
    public HttpRequest.Builder http(String pathAndQuery) {
        String scheme = url.getScheme().equals("wss") ? "https" : "http";
        URI uri = URI.create(scheme + "://" + url.getRawAuthority() + pathAndQuery);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return token == null ? request : request.header("Authorization", authorization());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return url.toString();
    }
}
