package io.ticktide.endpoint;

import io.ticktide.auth.Authentication;
import io.ticktide.auth.Entitlements;
import io.ticktide.auth.Principal;
import io.ticktide.auth.TokenRefused;
import io.ticktide.session.CloseReason;
import io.ticktide.session.Session;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a connection may speak, and what it may read.
 *
 * <pre>
 *   waiting ──token──► authenticated ──near its end──► warned ──► closed 4401
 *      │                    ▲   │                        │
 *      └─► closed 4401      └───┴──────newer token───────┘
 * </pre>
 *
 * <p>Owner: the connection's I/O thread.
 */
final class Access {
    /** A wall clock may be set: so often at least it is looked at again. */
    private static final long MOST_WAIT_MS = TimeUnit.MINUTES.toMillis(10);

    private final Authentication authentication;
    private final IoShard shard;
    private final Session session;
    private final EntitledStreams streams;
    private Principal principal;
    private boolean warned;
    private XnioExecutor.Key timer;

    Access(Authentication authentication, IoShard shard, Session session) {
        this.authentication = authentication;
        this.shard = shard;
        this.session = session;
        streams = new EntitledStreams(() -> shard.distributorOf(session), session);
        principal = authentication.isRequired() ? null : Principal.ANONYMOUS;
    }

    /**
     * The connection was welcomed: from now on the time for a token runs.
     *
     * @param token that came with the handshake, or null.
     */
    void start(String token) {
        if (!authentication.isRequired()) {
            return;
        }
        arm(this::onWaitOver, authentication.waitMs());
        if (token == null) {
            return;
        }
        try {
            accept(token);
            session.answer(authenticated(null));
        } catch (BadCommand bad) {
            session.answer(Answers.error(null, bad, false));
        }
    }

    /** What may be read now; only after {@link #check}. */
    Entitlements entitlements() {
        return principal.entitlements();
    }

    /** Whether the connection may speak. */
    boolean isGranted() {
        return principal != null;
    }

    /** Whose token it is; null while there is none, or when it does not say. */
    String subject() {
        return principal == null ? null : principal.subject();
    }

    /** The streams and ranges that a change of rights may end. */
    EntitledStreams streams() {
        return streams;
    }

    /**
     * Whether a command may be carried out.
     *
     * @throws BadCommand when it must wait for a token.
     */
    void check(String op) throws BadCommand {
        if (principal == null && !op.equals("auth") && !op.equals("ping")) {
            throw new BadCommand(
                    ErrorCode.NOT_AUTHENTICATED,
                    null,
                    "authentication required: send {\"op\":\"auth\",\"token\":\"…\"} first");
        }
    }

    /** The command {@code auth}: a token, the first or a newer one. */
    void auth(CommandFields fields, Long id) throws BadCommand {
        fields.allow("op", "id", "token");
        if (fields.has("token") && !fields.isText("token")) {
            // Not what was found: it may hold the token.
            throw new BadCommand(ErrorCode.WRONG_TYPE, "token", "token must be a string");
        }
        accept(fields.text("token"));
        session.answer(authenticated(id));
        streams.endOthers(principal.entitlements());
    }

    /** The connection is gone. */
    void close() {
        if (timer != null) {
            timer.remove();
            timer = null;
        }
    }

    private void accept(String token) throws BadCommand {
        try {
            principal = authentication.verify(token, nowMs());
        } catch (TokenRefused refused) {
            throw BadCommand.tokenRefused(refused);
        }
        warned = false;
        close();
        if (principal.expires()) {
            // Later, so that the answer is the first that is heard of the token.
            arm(this::watch, Math.max(0, Math.min(untilWarningMs(), MOST_WAIT_MS)));
        }
    }

    private String authenticated(Long id) {
        ObjectNode answer = Answers.answer("authenticated", id);
        answer.put("subject", principal.subject());
        putExpiry(answer);
        return answer.toString();
    }

    private void putExpiry(ObjectNode node) {
        node.put("expires", principal.expires() ? Long.toString(principal.expiresMs()) : null);
    }

    private void onWaitOver() {
        String text = "no valid token within " + authentication.waitMs() + " ms";
        end(new BadCommand(ErrorCode.NOT_AUTHENTICATED, null, text));
    }

    private void watch() {
        timer = null;
        long leftMs = principal.expiresMs() - nowMs();
        if (leftMs <= 0) {
            end(new BadCommand(ErrorCode.TOKEN_EXPIRED, null, "the token has expired"));
            return;
        }
        if (!warned && untilWarningMs() <= 0) {
            warned = true;
            warn();
        }
        arm(this::watch, Math.min(warned ? leftMs : untilWarningMs(), MOST_WAIT_MS));
    }

    private void warn() {
        ObjectNode warning = Answers.object().put("op", "warning");
        warning.put("code", ErrorCode.TOKEN_EXPIRED.code());
        warning.put("text", "the token expires soon; send auth with a newer one");
        putExpiry(warning);
        session.answer(warning.toString());
        shard.serve(session);
    }

    private void end(BadCommand why) {
        session.answer(Answers.error(null, why, true));
        session.close(CloseReason.NOT_AUTHENTICATED);
        shard.serve(session);
    }

    private void arm(Runnable task, long waitMs) {
        timer = shard.later(task, waitMs);
    }

    private long untilWarningMs() {
        return principal.expiresMs() - authentication.warnBeforeExpiryMs() - nowMs();
    }

    private long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(shard.epochNs());
    }
}
