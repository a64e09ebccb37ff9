package io.ticktide.cli.verify;

import io.ticktide.cli.sub.Subscription;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What to verify.
 *
 * @param url of the server's stream.
 * @param duration null: until stopped.
 * @param count messages after which it ends.
 * @param verifyBars whether to hold bars built from trades against the server's.
 * @param barHashes whether to print the hash of each symbol's minute bars.
 */
public record VerifyPlan(
        URI url,
        List<Subscription> subscriptions,
        Duration duration,
        long count,
        boolean verifyBars,
        boolean barHashes,
        Hostility hostility) {
    public VerifyPlan {
        subscriptions = List.copyOf(subscriptions);
    }
}
