package io.ticktide.auth;

/**
 * How clients are let in: all of them, or those with a token.
 *
 * <p>Thread-safe: no mutable state.
 */
public final class Authentication {
    private final TokenVerifier verifier;
    private final long waitMs;
    private final long warnBeforeExpiryMs;

    private Authentication(TokenVerifier verifier, long waitMs, long warnBeforeExpiryMs) {
        this.verifier = verifier;
        this.waitMs = waitMs;
        this.warnBeforeExpiryMs = warnBeforeExpiryMs;
    }

    /** Everybody may read everything. */
    public static Authentication none() {
        return new Authentication(null, 0, 0);
    }

    /**
     * A token is needed.
     *
     * @param waitMs how long a client may take to show one.
     * @param warnBeforeExpiryMs how long before its end a client is warned.
     */
    public static Authentication byToken(
            TokenVerifier verifier, long waitMs, long warnBeforeExpiryMs) {
        return new Authentication(verifier, waitMs, warnBeforeExpiryMs);
    }

    /** Whether a token is needed. */
    public boolean isRequired() {
        return verifier != null;
    }

    public long waitMs() {
        return waitMs;
    }

    public long warnBeforeExpiryMs() {
        return warnBeforeExpiryMs;
    }

    /**
     * Whose token it is; where none is needed, anybody's.
     *
     * @param nowMs since the Unix epoch.
     * @throws TokenRefused when it is not accepted.
     */
    public Principal verify(String token, long nowMs) throws TokenRefused {
        return isRequired() ? verifier.verify(token, nowMs) : Principal.ANONYMOUS;
    }
}
