package io.ticktide.server;

import io.ticktide.auth.Entitlements;
import io.ticktide.auth.Principal;
import io.ticktide.auth.TokenMaker;
import io.ticktide.config.AuthConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Tokens for a live server, signed with a secret of the test. */
final class Tokens {
    static final byte[] SECRET =
            "a secret of the tests, forty-two bytes long".getBytes(StandardCharsets.US_ASCII);

    private final TokenMaker maker = new TokenMaker(SECRET);
    private final Clock clock = Clock.systemUTC();

    /** A server's settings that ask for these tokens. */
    static AuthConfig config(Path directory, int waitMs) throws IOException {
        Path secret = Files.write(directory.resolve("secret"), SECRET);
        return new AuthConfig(
                "token", secret.toString(), "", List.of("HS256"), "", "", waitMs, 30_000, "", 300);
    }

    /** A token for everything that has no end. */
    String unlimited(String subject) {
        return token(new Principal(subject, Principal.NEVER, Entitlements.ALL));
    }

    /** An administrator's token without an end. */
    String admin(String subject) {
        return token(new Principal(subject, Principal.NEVER, Entitlements.ALL, true));
    }

    /** A token for everything that ends. */
    String until(String subject, long expiresMs) {
        return token(new Principal(subject, expiresMs, Entitlements.ALL));
    }

    /** A token without an end for some symbols in some channels. */
    String only(Set<String> symbols, Set<String> channels) {
        Entitlements some = new Entitlements(List.of(new Entitlements.Grant(symbols, channels)));
        return token(new Principal("ann", Principal.NEVER, some));
    }

    /** An end, a whole second, that is so many to so many seconds and one ahead. */
    long inSeconds(int seconds) {
        long nowS = TimeUnit.MILLISECONDS.toSeconds(clock.millis());
        return TimeUnit.SECONDS.toMillis(nowS + seconds + 1);
    }

    private String token(Principal principal) {
        return maker.token(principal, "", "", clock.millis());
    }
}
