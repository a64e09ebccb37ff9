package io.ticktide.endpoint;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A token bucket: so many commands per second, twice as many at once. Made of next to nothing until
 * the first command.
 *
 * <p>Owner: the connection's I/O thread.
 */
final class CommandRate implements TimeMeter {
    private static final double NS_PER_MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int perSecond;
    private final Refusals refusals;
    private Bucket bucket;
    private long nowNs;
    private int refusedWithoutRest;

    /**
     * @param refusals counts what is refused.
     */
    CommandRate(int perSecond, Refusals refusals) {
        this.perSecond = perSecond;
        this.refusals = refusals;
    }

    /** Takes a token; false when there is none. */
    boolean tryTake(long newNowNs) {
        nowNs = newNowNs;
        if (bucket == null) {
            bucket =
                    Bucket.builder()
                            .addLimit(
                                    limit ->
                                            limit.capacity(2L * perSecond)
                                                    .refillGreedy(perSecond, Duration.ofSeconds(1)))
                            .withCustomTimePrecision(this)
                            .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                            .build();
        }
        if (refusedWithoutRest > 0 && bucket.getAvailableTokens() >= perSecond) {
            refusedWithoutRest = 0; // The client paused.
        }
        if (bucket.tryConsume(1)) {
            return true;
        }
        refusedWithoutRest++;
        refusals.count(Refusal.COMMAND_RATE);
        if (refusedWithoutRest == hopelessAt()) {
            refusals.count(Refusal.COMMAND_FLOOD);
        }
        return false;
    }

    /** Whether the client goes on and on although it was told to wait. */
    boolean isHopeless() {
        return refusedWithoutRest >= hopelessAt();
    }

    private int hopelessAt() {
        return 4 * perSecond + 1;
    }

    /** When the next token is there, ms from the last attempt, at least 1. */
    int retryAfterMs() {
        long waitNs = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return (int) Math.max(1, Math.ceil(waitNs / NS_PER_MS));
    }

    int perSecond() {
        return perSecond;
    }

    @Override
    public long currentTimeNanos() {
        return nowNs;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
