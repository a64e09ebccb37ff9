package io.ticktide.config;

/**
 * One thing that is wrong in a configuration.
 *
 * @param where {@code ticktide.conf:3}, {@code TICKTIDE_FEED_RATE} or {@code --rate}.
 * @param text what is wrong and what is expected.
 */
public record ConfigProblem(String where, String text) {
    private static final int MOST_CHARACTERS = 600;

    /** A text is brought to one line, and cut in its middle when a value makes it very long. */
    public ConfigProblem {
        where = line(where);
        text = line(text);
    }

    @Override
    public String toString() {
        return where + ": " + text;
    }

    private static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "\ufffd");
        int half = MOST_CHARACTERS / 2;
        return line.length() <= MOST_CHARACTERS
                ? line
                : line.substring(0, half) + " … " + line.substring(line.length() - half);
    }
}
