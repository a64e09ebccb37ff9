package io.ticktide.config;

/**
 * A value that was set, before it is known to fit.
 *
 * @param value String, Number, Boolean, List, Map or null.
 * @param where it was set, for people.
 */
record Setting(Object value, String where) {}
