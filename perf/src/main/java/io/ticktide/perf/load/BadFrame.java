package io.ticktide.perf.load;

/** A server sent what is no frame or no packet; the connection cannot be read on. */
final class BadFrame extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadFrame(String message) {
        super(message);
    }
}
