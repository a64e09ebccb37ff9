package io.ticktide.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection: the bytes of a request, or of several, and all that the client hears, as {@link
 * Wire} puts it, until the server closes. A client that was let in says goodbye.
 *
 * @param sent Latin-1; written at once.
 */
record RequestCase(String group, String what, String sent, List<String> heard) {
    static final String UPGRADED = "101,CLOSE 1000,END";

    private static final String EOL = "\r\n";

    /**
     * @param heard with commas.
     */
    static RequestCase expect(String group, String what, String sent, String heard) {
        return new RequestCase(group, what, sent, List.of(heard.split(",")));
    }

    /** A handshake, some header lines of which are other ones. */
    static RequestCase handshake(String group, String what, String heard, List<String> lines) {
        return expect(group, what, request("GET /v1/stream HTTP/1.1", lines), heard);
    }

    static String request(String line, List<String> headers) {
        return line + EOL + String.join("", headers.stream().map(it -> it + EOL).toList()) + EOL;
    }

    /** The header lines of a good handshake. */
    static List<String> good() {
        return List.of(
                "Host: 127.0.0.1",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    }

    /** Those lines without a header. */
    static List<String> without(String name) {
        return good().stream().filter(line -> !line.startsWith(name + ':')).toList();
    }

    /** Those lines and more. */
    static List<String> and(String... lines) {
        List<String> all = new ArrayList<>(good());
        all.addAll(List.of(lines));
        return all;
    }

    /** Those lines with a header replaced. */
    static List<String> with(String name, String... values) {
        List<String> lines = new ArrayList<>(without(name));
        for (String value : values) {
            lines.add(name + ": " + value);
        }
        return lines;
    }

    byte[] bytes() {
        return sent.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return group + ": " + what;
    }
}
