package io.ticktide.config;

import java.util.Locale;

/**
 * One setting, as its documentation names it.
 *
 * @param path full key, {@code feed.rate}.
 * @param meaning one line, with the unit.
 * @param allowed its range or values, in words; whole numbers as "1 to 65,536".
 */
public record ConfigKey(String path, String meaning, String allowed) {

    /** The environment variable that sets it: {@code TICKTIDE_FEED_RATE}. */
    public String variable() {
        return ConfigKeys.VARIABLE_PREFIX
                + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The stage, {@code feed} of {@code feed.rate}. */
    public String section() {
        return path.substring(0, path.indexOf('.'));
    }

    /** The part after the stage, {@code rate} of {@code feed.rate}. */
    public String name() {
        return path.substring(path.indexOf('.') + 1);
    }
}
