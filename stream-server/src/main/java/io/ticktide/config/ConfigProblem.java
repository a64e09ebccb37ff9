package io.ticktide.config;

/**
 * One thing that is wrong in a configuration.
 *
 * @param where {@code ticktide.conf:3}, {@code TICKTIDE_FEED_RATE} or {@code --rate}.
 * @param text what is wrong and what is expected.
 */
public record ConfigProblem(String where, String text) {
    @Override
    public String toString() {
        return where + ": " + text;
    }
}
