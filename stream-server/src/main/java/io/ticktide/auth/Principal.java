package io.ticktide.auth;

/**
 * Somebody whose token was accepted. Immutable.
 *
 * @param subject of the token; null when it names none.
 * @param expiresMs when the token ends, ms since the Unix epoch; {@link #NEVER}.
 * @param entitlements what may be read.
 * @param isAdmin whether they may look into the server.
 */
public record Principal(
        String subject, long expiresMs, Entitlements entitlements, boolean isAdmin) {
    /** A token without an end. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Everybody, where no token is asked for. */
    public static final Principal ANONYMOUS = new Principal("anonymous", NEVER, Entitlements.ALL);

    /** Somebody who may read and no more. */
    public Principal(String subject, long expiresMs, Entitlements entitlements) {
        this(subject, expiresMs, entitlements, false);
    }

    /** Whether the token ends at all. */
    public boolean expires() {
        return expiresMs != NEVER;
    }
}
