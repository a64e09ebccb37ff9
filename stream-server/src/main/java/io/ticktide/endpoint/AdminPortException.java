package io.ticktide.endpoint;

/** The port of the operators cannot be bound; the cause says why. */
public final class AdminPortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AdminPortException(Listener at, RuntimeException cause) {
        super(at.host() + " port " + at.port(), cause);
    }
}
