package io.ticktide.config;

/**
 * The ring between the feed thread and the I/O threads.
 *
 * @param slots events the ring holds, a power of two, 1,024 to 4,194,304; 256 bytes each.
 * @param waitStrategy how the threads at both of its ends wait: {@code park}: asleep, an idle
 *     server costs less than 1 % of a core; {@code backoff}: awake for 100 µs before an event is
 *     due and after the last one came, then asleep; {@code spin}: always awake, each thread costs a
 *     whole core.
 */
public record RingConfig(int slots, String waitStrategy) {
    public RingConfig {
        Checks.inRange("ring.slots", slots, 1 << 10, 1 << 22);
        Checks.isTrue(Integer.bitCount(slots) == 1, "ring.slots", slots + " is not a power of two");
        Checks.oneOf("ring.wait-strategy", waitStrategy, "park", "backoff", "spin");
    }

    public static RingConfig defaults() {
        return new RingConfig(1 << 15, "park");
    }
}
