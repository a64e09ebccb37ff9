package io.ticktide.cli.verify;

/**
 * How bad a client is; 0 each: not at all.
 *
 * @param slowBytesPerSecond bytes it takes from its socket a second.
 * @param stallSeconds how long it reads nothing, once, a second after it began.
 * @param creditPackets packets it grants every second.
 * @param dropEverySeconds how often it kills its connection to resume on another.
 */
public record Hostility(
        long slowBytesPerSecond, int stallSeconds, int creditPackets, int dropEverySeconds) {
    public static final Hostility NONE = new Hostility(0, 0, 0, 0);

    boolean readsSlowly() {
        return slowBytesPerSecond > 0 || stallSeconds > 0;
    }
}
