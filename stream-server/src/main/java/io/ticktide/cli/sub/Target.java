package io.ticktide.cli.sub;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import javax.net.ssl.SSLContext;

/**
 * The server to talk to.
 *
 * @param url of its stream, {@code ws://HOST:PORT/v1/stream} or {@code wss:}.
 * @param token to show it; null: none.
 * @param tls whom to trust when it is {@code wss:}.
 */
public record Target(URI url, String token, SSLContext tls) {

    /** Whether it speaks TLS. */
    public boolean isSecure() {
        return "wss".equalsIgnoreCase(url.getScheme());
    }

    /** A client for it. */
    public HttpClient newClient() {
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    /** Value of the header {@code Authorization}; null without a token. */
    public String authorization() {
        return token == null ? null : "Bearer " + token;
    }

    /** A request to the same server over HTTP. */
    public HttpRequest.Builder http(String pathAndQuery) {
        String scheme = isSecure() ? "https" : "http";
        URI uri = URI.create(scheme + "://" + url.getRawAuthority() + pathAndQuery);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return token == null ? request : request.header("Authorization", authorization());
    }

    /** What a failure of TLS means to a user. */
    public static String untrusted(Throwable failure) {
        return failure.getMessage()
                + "; is it a wss:// server? --ca FILE trusts its certificate, --insecure any";
    }

    /** Without the token. */
    @Override
    public String toString() {
        return url.toString();
    }
}
