package io.ticktide.distribute;

import io.ticktide.session.Subscription;
import java.util.Arrays;

/**
 * The subscriptions of one stream on one I/O thread. Adding and removing take constant time; the
 * order is of no meaning.
 *
 * <p>Owner: that I/O thread.
 */
final class Subscribers {
    private static final Subscription[] NONE = {};

    private Subscription[] list = NONE;
    private int size;

    int size() {
        return size;
    }

    Subscription at(int index) {
        return list[index];
    }

    void add(Subscription subscription) {
        if (size == list.length) {
            list = Arrays.copyOf(list, Math.max(4, size * 2));
        }
        subscription.listIndex(size);
        list[size++] = subscription;
    }

    void remove(Subscription subscription) {
        int at = subscription.listIndex();
        Subscription last = list[--size];
        list[at] = last;
        last.listIndex(at);
        list[size] = null;
    }
}
