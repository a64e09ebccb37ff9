package io.ticktide.cli.sub;

/** The server sent what the protocol does not allow. */
final class ProtocolError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProtocolError(String message) {
        super(message);
    }

    ProtocolError(String message, Throwable cause) {
        super(message, cause);
    }
}
