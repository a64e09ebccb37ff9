package io.ticktide.distribute;

import io.ticktide.session.Audience;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import io.ticktide.session.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The audiences of one I/O thread: one for each set of streams that sessions follow who keep up. A
 * session is in the lists of its streams itself, or its audience is in its place.
 *
 * <p>Owner: that I/O thread.
 */
final class Audiences {
    private final Function<StreamKey, Subscribers> subscribers;
    private final Map<Set<StreamKey>, List<Audience>> byStreams = new HashMap<>();
    private final Map<Audience, Subscribers[]> places = new HashMap<>();
    private final List<Audience> touched = new ArrayList<>();
    private final List<Audience> emptied = new ArrayList<>();

    /**
     * @param subscribers those of a stream.
     */
    Audiences(Function<StreamKey, Subscribers> subscribers) {
        this.subscribers = subscribers;
    }

    /** Takes a session into the audience that suits it, if it may be in one. */
    void offer(Session session, long nowNs) {
        if (Audience.mayJoin(session, nowNs)) {
            Audience audience = audienceFor(session);
            for (Subscription subscription : session.subscriptions()) {
                subscribers.apply(subscription.key()).remove(subscription);
            }
            audience.join(session);
        }
    }

    /** Marks for a flush at the end of this wake-up. */
    void touch(Audience audience) {
        touched.add(audience);
    }

    /** Sends what the wake-up brought. */
    void flush(long nowNs) {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).flush(nowNs);
        }
        touched.clear();
        for (int i = 0; i < emptied.size(); i++) {
            forget(emptied.get(i));
        }
        emptied.clear();
    }

    private Audience audienceFor(Session session) {
        Set<StreamKey> streams = session.streams();
        List<Audience> candidates = byStreams.get(streams);
        if (candidates == null) {
            candidates = new ArrayList<>(1);
            byStreams.put(Set.copyOf(streams), candidates);
        }
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i).suits(session)) {
                return candidates.get(i);
            }
        }
        Audience audience = new Audience(session, this::onLeft);
        candidates.add(audience);
        List<StreamKey> keys = audience.keys();
        Subscribers[] lists = new Subscribers[keys.size()];
        for (int slot = 0; slot < lists.length; slot++) {
            lists[slot] = subscribers.apply(keys.get(slot));
            lists[slot].add(audience, slot);
        }
        places.put(audience, lists);
        return audience;
    }

    private void onLeft(Audience audience, Session session) {
        for (Subscription subscription : session.subscriptions()) {
            subscribers.apply(subscription.key()).add(subscription);
        }
        if (audience.size() == 0) {
            emptied.add(audience); // Not at once: events may be being given out.
        }
    }

    private void forget(Audience audience) {
        for (Subscribers list : places.remove(audience)) {
            list.remove(audience);
        }
        Set<StreamKey> streams = Set.copyOf(audience.keys());
        List<Audience> same = byStreams.get(streams);
        same.remove(audience);
        if (same.isEmpty()) {
            byStreams.remove(streams);
        }
    }
}
