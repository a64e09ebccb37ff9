package io.ticktide.config;

import java.util.Arrays;

/** The relations that settings must hold; each message names key, value and range. */
final class Checks {
    private Checks() {}

    static void inRange(String key, long value, long least, long most) {
        isTrue(
                value >= least && value <= most,
                key,
                value + " is outside " + least + " to " + most);
    }

    static void oneOf(String key, String value, String... allowed) {
        isTrue(
                Arrays.asList(allowed).contains(value),
                key,
                '"' + value + "\" is not one of " + String.join(", ", allowed));
    }

    static void isTrue(boolean holds, String key, String otherwise) {
        if (!holds) {
            throw new ConfigException(key, otherwise);
        }
    }
}
