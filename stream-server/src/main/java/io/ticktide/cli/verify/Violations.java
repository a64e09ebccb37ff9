package io.ticktide.cli.verify;

import java.util.ArrayList;
import java.util.List;

/** What the server did wrong: how often, and the first of it in words. Owner: one thread. */
final class Violations {
    private static final int KEPT = 20;

    private final List<String> first = new ArrayList<>();
    private long count;

    /** Notes one. */
    void add(String text) {
        count++;
        if (first.size() < KEPT) {
            first.add(text);
        }
    }

    long count() {
        return count;
    }

    /** The first of them, in the order in which they happened. */
    List<String> first() {
        return List.copyOf(first);
    }
}
