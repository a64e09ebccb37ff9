package io.ticktide.endpoint;

/** Why a client did not get what it asked for; each is counted in {@link Refusals}. */
public enum Refusal {
    /** A handshake that is none, or not of this version: 400, 405, 426. */
    BAD_HANDSHAKE("badHandshake"),

    /** A page of a foreign Origin: 403. */
    ORIGIN("origin"),

    /** A handshake while the server shuts down: 503. */
    DRAINING("draining"),

    /** All connections are taken: 503. */
    CONNECTIONS("connections"),

    /** All connections of an address are taken: 429. */
    ADDRESS_CONNECTIONS("addressConnections"),

    /** Too many handshakes a second, of all clients: 503. */
    HANDSHAKE_RATE("handshakeRate"),

    /** Too many requests a second from an address: 429. */
    REQUEST_RATE("requestRate"),

    /** A request with a body, or that may have one: 400. */
    REQUEST_BODY("requestBody"),

    /** A request that would change something: 405. */
    REQUEST_METHOD("requestMethod"),

    /** Too many or too long header fields: 431. */
    REQUEST_HEADERS("requestHeaders"),

    /** A response that was not taken in time: the connection is cut. */
    SLOW_RESPONSE("slowResponse"),

    /** A frame that breaks RFC 6455: close 1002. */
    BAD_FRAME("badFrame"),

    /** Text that is not UTF-8: close 1007. */
    BAD_TEXT("badText"),

    /** A message of too many bytes or frames: close 1009. */
    LARGE_MESSAGE("largeMessage"),

    /** A binary message: close 1003. */
    BINARY_MESSAGE("binaryMessage"),

    /** A command, ping or unasked pong above the rate; answered with error 404, or not at all. */
    COMMAND_RATE("commandRate"),

    /** A client that went on in spite of that: close 4429. */
    COMMAND_FLOOD("commandFlood");

    private final String label;

    Refusal(String label) {
        this.label = label;
    }

    /** Its name in {@code /stats}. */
    public String label() {
        return label;
    }
}
