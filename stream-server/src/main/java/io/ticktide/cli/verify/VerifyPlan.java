package io.ticktide.cli.verify;

import io.ticktide.cli.sub.Subscription;
import io.ticktide.cli.sub.Target;
import java.time.Duration;
import java.util.List;

/**
 * What to verify.
 *
 * @param target the server.
 * @param duration null: until stopped.
 * @param count messages after which it ends.
 * @param verifyBars whether to hold bars built from trades against the server's.
 * @param barHashes whether to print the hash of each symbol's minute bars.
 */
public record VerifyPlan(
        Target target,
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
