package io.ticktide.feed.recorded;

/** A part of a row is not what its format promises; the message says which and why. */
final class BadField extends Exception {
    private static final long serialVersionUID = 1L;

    BadField(String reason) {
        // Becomes a BadRow at once, which says where; a stack trace would say nothing more.
        super(reason, null, false, false);
    }
}
