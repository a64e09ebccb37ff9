package io.ticktide.codecs;

/** A packet is not what the contract says: its bytes were cut, added to or made by another. */
public final class WireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message);
    }
}
