package io.ticktide.distribute;

import io.ticktide.session.Audience;
import io.ticktide.session.Subscription;
import java.util.Arrays;

/**
 * Who gets the events of one stream on one I/O thread: audiences, and subscriptions of sessions
 * that are in none. Adding and removing a subscription take constant time; the order is of no
 * meaning.
 *
 * <p>Owner: that I/O thread.
 */
final class Subscribers {
    private static final Subscription[] NONE = {};
    private static final Audience[] NO_AUDIENCES = {};
    private static final int[] NO_SLOTS = {};

    private Subscription[] list = NONE;
    private int size;
    private Audience[] audiences = NO_AUDIENCES;
    private int[] slots = NO_SLOTS;
    private int audienceCount;

    /** Whether nobody wants the stream. */
    boolean isEmpty() {
        int members = size;
        for (int i = 0; i < audienceCount; i++) {
            members += audiences[i].size();
        }
        return members == 0;
    }

    /** Subscriptions of sessions that are in no audience. */
    int size() {
        return size;
    }

    Subscription at(int index) {
        return list[index];
    }

    int audienceCount() {
        return audienceCount;
    }

    Audience audience(int index) {
        return audiences[index];
    }

    /** What this stream is to that audience. */
    int slot(int index) {
        return slots[index];
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

    void add(Audience audience, int slot) {
        if (audienceCount == audiences.length) {
            int longer = Math.max(1, 2 * audienceCount);
            audiences = Arrays.copyOf(audiences, longer);
            slots = Arrays.copyOf(slots, longer);
        }
        audiences[audienceCount] = audience;
        slots[audienceCount++] = slot;
    }

    void remove(Audience audience) {
        for (int i = 0; i < audienceCount; i++) {
            if (audiences[i] == audience) {
                audienceCount--;
                audiences[i] = audiences[audienceCount];
                slots[i] = slots[audienceCount];
                audiences[audienceCount] = null;
                return;
            }
        }
    }
}
