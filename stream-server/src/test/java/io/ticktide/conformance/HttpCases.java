package io.ticktide.conformance;

import static io.ticktide.conformance.RequestCase.UPGRADED;
import static io.ticktide.conformance.RequestCase.and;
import static io.ticktide.conformance.RequestCase.expect;
import static io.ticktide.conformance.RequestCase.handshake;
import static io.ticktide.conformance.RequestCase.request;
import static io.ticktide.conformance.RequestCase.with;
import static io.ticktide.conformance.RequestCase.without;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 9112: requests that two readers could read in two ways, and headers without an end. */
final class HttpCases {
    private static final String HOST = "Host: 127.0.0.1";
    private static final String NEXT = "GET /ready HTTP/1.1\r\n" + HOST + "\r\n\r\n";

    private HttpCases() {}

    static Stream<RequestCase> all() {
        List<RequestCase> cases = new ArrayList<>();
        bodies(cases);
        bodiesOfHandshakes(cases);
        pipelines(cases);
        hosts(cases);
        oddLines(cases);
        oversized(cases);
        return cases.stream();
    }

    /** Whatever has a body, or might, is the last request of its connection. */
    private static void bodies(List<RequestCase> cases) {
        String chunks = "5\r\nhello\r\n0\r\n\r\n";
        for (String method : List.of("GET", "POST")) {
            body(cases, method, "a length", "hello", "Content-Length: 5");
            body(cases, method, "a length too small", "hello", "Content-Length: 3");
            body(cases, method, "a length too large", "", "Content-Length: 100");
            body(cases, method, "chunks", chunks, "Transfer-Encoding: chunked");
            body(
                    cases,
                    method,
                    "chunks and a length",
                    chunks,
                    "Transfer-Encoding: chunked",
                    "Content-Length: 5");
            body(
                    cases,
                    method,
                    "a length and chunks",
                    chunks,
                    "Content-Length: 15",
                    "Transfer-Encoding: chunked");
            body(cases, method, "two lengths", "hello", "Content-Length: 0", "Content-Length: 5");
            body(
                    cases,
                    method,
                    "two lengths, the other way round",
                    "hello",
                    "Content-Length: 5",
                    "Content-Length: 0");
            body(
                    cases,
                    method,
                    "the same length in two lines",
                    "",
                    "Content-Length: 0",
                    "Content-Length: 0");
        }
        for (String coding :
                List.of(
                        "identity",
                        "gzip",
                        "xchunked",
                        "chunked, identity",
                        "identity, chunked",
                        "")) {
            body(cases, "GET", "coding " + coding, chunks, "Transfer-Encoding: " + coding);
        }
        for (String length :
                List.of(
                        "-1",
                        "+5",
                        "0x5",
                        "5 5",
                        "5,5",
                        "0, 0",
                        "",
                        "five",
                        "99999999999999999999",
                        "00x")) {
            body(cases, "GET", "length " + length, "hello", "Content-Length: " + length);
        }
        body(cases, "GET", "chunks that never end", "5\r\nhel", "Transfer-Encoding: chunked");
        body(cases, "GET", "a bad chunk", "xyz\r\n", "Transfer-Encoding: chunked");
        body(cases, "GET", "a tab in the name", "", "Transfer-Encoding\t: chunked");
        body(cases, "GET", "a space in the name", chunks, "Transfer-Encoding : chunked");
        cases.add(
                expect(
                        "body",
                        "of no bytes",
                        request("GET /health HTTP/1.1", List.of(HOST, "Content-Length: 0")) + NEXT,
                        "200,200,END"));
    }

    private static void body(
            List<RequestCase> cases, String method, String what, String body, String... headers) {
        List<String> lines = new ArrayList<>(List.of(HOST));
        lines.addAll(List.of(headers));
        String sent = request(method + " /health HTTP/1.1", lines) + body + NEXT;
        // Two lengths, or a length and chunks: Undertow itself has no use for those.
        boolean isTwice = headers.length == 2;
        String status = isTwice || method.equals("GET") ? "400" : "405";
        cases.add(expect("body", method + " with " + what, sent, status + ",END"));
    }

    private static void bodiesOfHandshakes(List<RequestCase> cases) {
        cases.add(handshake("body", "handshake, length 0", UPGRADED, and("Content-Length: 0")));
        cases.add(handshake("body", "handshake, length 5", "400,END", and("Content-Length: 5")));
        cases.add(
                handshake(
                        "body", "handshake, chunks", "400,END", and("Transfer-Encoding: chunked")));
        cases.add(
                expect(
                        "body",
                        "handshake with a body of frames",
                        request("GET /v1/stream HTTP/1.1", and("Content-Length: 6"))
                                + "\u0089\u0080\0\0\0\0",
                        "400,END"));
    }

    private static void pipelines(List<RequestCase> cases) {
        cases.add(expect("pipeline", "3 requests", NEXT + NEXT + NEXT, "200,200,200,END"));
        cases.add(expect("pipeline", "10 requests", NEXT.repeat(10), "200,".repeat(10) + "END"));
        cases.add(
                expect(
                        "pipeline",
                        "nothing behind a close",
                        request("GET /ready HTTP/1.1", List.of(HOST, "Connection: close")) + NEXT,
                        "200,END"));
        // RFC 9112, section 2.2, would have a robust server skip one; Undertow does not.
        cases.add(expect("pipeline", "empty lines before", "\r\n\r\n" + NEXT, "400,END"));
    }

    private static void hosts(List<RequestCase> cases) {
        cases.add(handshake("host", "none", "400,END", without("Host")));
        cases.add(handshake("host", "two", "400,END", with("Host", "127.0.0.1", "evil.example")));
        cases.add(handshake("host", "twice", "400,END", with("Host", "127.0.0.1", "127.0.0.1")));
        for (String host :
                List.of(
                        "a b", "a/b", "a@b", "a?b", "a#b", "a\\b", "a:x", "a:99999", "[::1",
                        "a\"b")) {
            cases.add(handshake("host", host, "400,END", with("Host", host)));
        }
        for (String host :
                List.of("localhost", "LOCALHOST:80", "a,b", "[::1]:8080", "a.example.")) {
            cases.add(handshake("host", host, UPGRADED, with("Host", host)));
        }
    }

    private static void oddLines(List<RequestCase> cases) {
        for (String line :
                List.of(
                        "X-Odd: a\0b",
                        "X-Odd: a\rb",
                        "X-Odd: a\u0001b",
                        "X-Odd: a\u007fb",
                        "X-Odd : a",
                        "X-Odd",
                        "X Odd: a",
                        "X\0Odd: a",
                        "X(Odd): a",
                        ": a",
                        " X-Odd: a",
                        "X\u00e9: a")) {
            String what = line.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
            cases.add(handshake("line", what, "400,END", and(line)));
        }
        cases.add(handshake("line", "Latin-1 in a value", UPGRADED, and("X-Odd: caf\u00e9")));
        cases.add(handshake("line", "nothing in a value", UPGRADED, and("X-Odd:")));
        // RFC 9112, section 5.2: refused, or read as a space.
        cases.add(handshake("line", "folded", UPGRADED, and("X-Odd: a\r\n b\r\n\tc")));
        cases.add(handshake("line", "a tab in a value", UPGRADED, and("X-Odd: a\tb")));
        cases.add(expect("line", "no request", "hello\r\n\r\n", "400,END"));
        cases.add(
                expect(
                        "line",
                        "TLS",
                        "\u0016\u0003\u0001\2\0\1\0\1\u00fc\u0003\u0003\r\n\r\n",
                        "400,END"));
        cases.add(expect("line", "HTTP/2 at once", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400,END"));
        cases.add(expect("line", "zeros", "\0".repeat(100), "400,END"));
    }

    private static void oversized(List<RequestCase> cases) {
        cases.add(
                handshake(
                        "size", "a header within", UPGRADED, and("X-Wide: " + "x".repeat(15_000))));
        cases.add(
                handshake(
                        "size",
                        "a header beyond",
                        "431,END",
                        and("X-Wide: " + "x".repeat(16_384))));
        cases.add(
                handshake(
                        "size", "a wide header", "431,END", and("X-Wide: " + "x".repeat(20_000))));
        cases.add(
                handshake(
                        "size",
                        "headers that add up",
                        "431,END",
                        and(
                                Collections.nCopies(20, "X-Wide: " + "x".repeat(1_000))
                                        .toArray(String[]::new))));
        cases.add(handshake("size", "100 headers", UPGRADED, and(lines(95))));
        cases.add(handshake("size", "101 headers", "431,END", and(lines(96))));
        cases.add(handshake("size", "150 headers", "431,END", and(lines(145))));
        cases.add(
                expect(
                        "size",
                        "a long target",
                        request(
                                "GET /v1/stream?x=" + "x".repeat(20_000) + " HTTP/1.1",
                                List.of(HOST)),
                        "431,END"));
        cases.add(
                expect(
                        "size",
                        "a target of many parameters",
                        request("GET /health?" + "x=1&".repeat(100) + " HTTP/1.1", List.of(HOST)),
                        "400,END"));
        // Beyond what Undertow reads at all, it answers by itself.
        cases.add(handshake("size", "1,000 headers", "400,END", and(lines(1_000))));
        cases.add(
                handshake("size", "70,000 bytes", "400,END", and("X-Wide: " + "x".repeat(70_000))));
    }

    private static String[] lines(int count) {
        return IntStream.range(0, count).mapToObj(i -> "X-" + i + ": 1").toArray(String[]::new);
    }
}
