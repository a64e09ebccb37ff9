package io.ticktide.auth;

/** A token is not accepted. The message says why, and holds nothing of the token itself. */
public final class TokenRefused extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean expired;

    private TokenRefused(String text, boolean expired) {
        super(text, null, false, false);
        this.expired = expired;
    }

    static TokenRefused bad(String text) {
        return new TokenRefused(text, false);
    }

    static TokenRefused expired() {
        return new TokenRefused("the token has expired", true);
    }

    /** Whether all but its age is right, so that a newer one will do. */
    public boolean isExpired() {
        return expired;
    }
}
