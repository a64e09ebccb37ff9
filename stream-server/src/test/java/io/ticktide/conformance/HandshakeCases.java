package io.ticktide.conformance;

import static io.ticktide.conformance.RequestCase.UPGRADED;
import static io.ticktide.conformance.RequestCase.and;
import static io.ticktide.conformance.RequestCase.expect;
import static io.ticktide.conformance.RequestCase.good;
import static io.ticktide.conformance.RequestCase.handshake;
import static io.ticktide.conformance.RequestCase.request;
import static io.ticktide.conformance.RequestCase.with;
import static io.ticktide.conformance.RequestCase.without;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** RFC 6455 section 4.2: what opens a WebSocket and what does not. */
final class HandshakeCases {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private HandshakeCases() {}

    static Stream<RequestCase> all() {
        List<RequestCase> cases = new ArrayList<>();
        methods(cases);
        protocols(cases);
        upgrades(cases);
        connections(cases);
        keys(cases);
        versions(cases);
        origins(cases);
        targets(cases);
        offers(cases);
        afterwards(cases);
        return cases.stream();
    }

    private static void methods(List<RequestCase> cases) {
        for (String method :
                List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "X")) {
            cases.add(
                    expect(
                            "method",
                            method,
                            request(method + " /v1/stream HTTP/1.1", good()),
                            "405,END"));
        }
    }

    private static void protocols(List<RequestCase> cases) {
        for (String protocol :
                List.of("HTTP/1.0", "HTTP/2.0", "HTTP/0.9", "HTTP/11", "http/1.1", "X")) {
            cases.add(
                    expect(
                            "protocol",
                            protocol,
                            request("GET /v1/stream " + protocol, good()),
                            "400,END"));
        }
        for (String protocol : List.of("HTTP/1.1", "HTTP/1.2")) {
            cases.add(
                    expect(
                            "protocol",
                            protocol,
                            request("GET /v1/stream " + protocol, good()),
                            UPGRADED));
        }
    }

    private static void upgrades(List<RequestCase> cases) {
        cases.add(handshake("upgrade", "none", "426,END", without("Upgrade")));
        for (String value : List.of("", "h2c", "websockets", "web socket", "websocket/13x", "x")) {
            cases.add(handshake("upgrade", value, "426,END", with("Upgrade", value)));
        }
        for (String value : List.of("WebSocket", "WEBSOCKET", "h2c, websocket", "websocket,x")) {
            cases.add(handshake("upgrade", value, UPGRADED, with("Upgrade", value)));
        }
        cases.add(
                handshake(
                        "upgrade", "in two lines", UPGRADED, with("Upgrade", "h2c", "websocket")));
        cases.add(
                handshake("upgrade", "only", "426,END", List.of("Host: x", "Upgrade: websocket")));
    }

    private static void connections(List<RequestCase> cases) {
        cases.add(handshake("connection", "none", "426,END", without("Connection")));
        for (String value : List.of("", "keep-alive", "upgraded", "websocket")) {
            cases.add(handshake("connection", value, "426,END", with("Connection", value)));
        }
        for (String value : List.of("upgrade", "UPGRADE", "keep-alive, Upgrade", "Upgrade,x")) {
            cases.add(handshake("connection", value, UPGRADED, with("Connection", value)));
        }
        cases.add(
                handshake(
                        "connection",
                        "in two lines",
                        UPGRADED,
                        with("Connection", "keep-alive", "Upgrade")));
    }

    private static void keys(List<RequestCase> cases) {
        String name = "Sec-WebSocket-Key";
        cases.add(handshake("key", "none", "400,END", without(name)));
        for (String value :
                List.of(
                        "",
                        "x",
                        "dGhlIHNhbXBsZSBub25jZQ", // without padding
                        "dGhlIHNhbXBsZSBub25jZQ=", // half of it
                        "dGhlIHNhbXBsZSBub25j", // 15 bytes
                        "dGhlIHNhbXBsZSBub25jZWU=", // 17 bytes
                        "dGhlIHNhbXBsZSBub25jZQ== x",
                        KEY + "," + KEY,
                        KEY + ", " + KEY,
                        "dGhlIHNhbXBsZSBub2-jZQ==", // base64url
                        "dGhlIHNhbXBsZSB?b25jZQ==",
                        "=".repeat(24),
                        "A".repeat(4_096))) {
            cases.add(handshake("key", value, "400,END", with(name, value)));
        }
        cases.add(handshake("key", "twice", "400,END", with(name, KEY, KEY)));
        cases.add(handshake("key", "and an empty one", "400,END", with(name, KEY, "")));
        cases.add(handshake("key", "with spaces around", UPGRADED, with(name, "  " + KEY + "\t ")));
    }

    private static void versions(List<RequestCase> cases) {
        String name = "Sec-WebSocket-Version";
        cases.add(handshake("version", "none", "426,END", without(name)));
        for (String value :
                List.of(
                        "", "0", "1", "7", "8", "12", "14", "130", "013", "+13", "13.0", "abc",
                        "-13", "13, 8", "13 8", "255")) {
            cases.add(handshake("version", value, "426,END", with(name, value)));
        }
        cases.add(handshake("version", "13 and 8", "426,END", with(name, "13", "8")));
        cases.add(handshake("version", "8 and 13", "426,END", with(name, "8", "13")));
        cases.add(handshake("version", "twice", "426,END", with(name, "13", "13")));
    }

    private static void origins(List<RequestCase> cases) {
        for (String origin :
                List.of(
                        "null",
                        "https://evil.example",
                        "http://127.0.0.1:1",
                        "http://127.0.0.1.evil.example",
                        "http://127.0.0.1@evil.example",
                        "http://evil.example/127.0.0.1",
                        "http://charts.example.evil.example",
                        "http://charts.example",
                        "https://charts.example:444",
                        "https://charts.example/",
                        "charts.example",
                        "https://charts.example, https://evil.example",
                        "*",
                        "%%%",
                        "file://",
                        "http://",
                        "http:127.0.0.1",
                        "http://[")) {
            cases.add(handshake("origin", origin, "403,END", and("Origin: " + origin)));
        }
        cases.add(handshake("origin", "own", UPGRADED, and("Origin: http://127.0.0.1")));
        cases.add(handshake("origin", "listed", UPGRADED, and("Origin: https://charts.example")));
        cases.add(
                handshake(
                        "origin",
                        "own, then a foreign one",
                        "403,END",
                        and("Origin: http://127.0.0.1", "Origin: https://evil.example")));
        cases.add(
                handshake(
                        "origin",
                        "foreign, then the own one",
                        "403,END",
                        and("Origin: https://evil.example", "Origin: http://127.0.0.1")));
    }

    private static void targets(List<RequestCase> cases) {
        for (String target :
                List.of(
                        "/v1/stream/",
                        "/v1/stream/x",
                        "/V1/STREAM",
                        "//v1/stream",
                        "/v1//stream",
                        "/v1/./stream",
                        "/v1/x/../stream",
                        "/v1/stream%00",
                        "/v1/stream%2F")) {
            target(cases, target, "404,END");
        }
        for (String target :
                List.of("/v1/stream?x=1", "/v1/stream?", "http://127.0.0.1/v1/stream")) {
            target(cases, target, UPGRADED);
        }
        for (String target :
                List.of("/v1/stream\0", "/v1/stream\u007f", "/v1/str\u00e9am", "", " ", "*")) {
            target(cases, target, "400,END");
        }
    }

    private static void target(List<RequestCase> cases, String target, String heard) {
        String line = "GET " + target + " HTTP/1.1";
        cases.add(expect("target", target, request(line, good()), heard));
    }

    private static void offers(List<RequestCase> cases) {
        for (String offer :
                List.of(
                        "",
                        "x",
                        "x, y",
                        "ticktide.sbe.v1",
                        "ticktide.json.v1",
                        "ticktide.sbe.v2")) {
            cases.add(
                    handshake(
                            "subprotocol",
                            offer,
                            UPGRADED,
                            and("Sec-WebSocket-Protocol: " + offer)));
        }
        for (String offer : List.of("", "x-unknown", "x-unknown; a=1; b", "x, y")) {
            cases.add(
                    handshake(
                            "extension",
                            offer,
                            UPGRADED,
                            and("Sec-WebSocket-Extensions: " + offer)));
        }
    }

    /** What comes in the same segment as the handshake is read as frames, whatever it is. */
    private static void afterwards(List<RequestCase> cases) {
        String handshake = request("GET /v1/stream HTTP/1.1", good());
        String get = "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
        cases.add(
                expect("behind", "a request", handshake + get, "101,goodbye 1002,CLOSE 1002,END"));
        cases.add(
                expect(
                        "behind",
                        "a second handshake",
                        handshake + handshake,
                        "101,goodbye 1002,CLOSE 1002,END"));
        cases.add(
                expect(
                        "behind",
                        "a ping",
                        handshake + "\u0089\u0080\0\0\0\0",
                        "101,PONG ,CLOSE 1000,END"));
        cases.add(expect("before", "a request", get + handshake, "200," + UPGRADED));
        cases.add(
                expect(
                        "before",
                        "a refused handshake",
                        request("GET /v1/stream HTTP/1.1", with("Sec-WebSocket-Key", "x"))
                                + handshake,
                        "400," + UPGRADED));
    }
}
