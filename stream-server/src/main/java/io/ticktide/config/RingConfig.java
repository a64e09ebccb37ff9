package io.ticktide.config;

/**
 * The ring between the feed thread and the I/O threads.
 *
 * @param slots events the ring holds, a power of two, 1,024 to 4,194,304; 256 bytes each.
 */
public record RingConfig(int slots) {
    public RingConfig {
        Checks.inRange("ring.slots", slots, 1 << 10, 1 << 22);
        Checks.isTrue(Integer.bitCount(slots) == 1, "ring.slots", slots + " is not a power of two");
    }

    public static RingConfig defaults() {
        return new RingConfig(1 << 15);
    }
}
