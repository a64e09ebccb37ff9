package io.ticktide.session;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.MessageCopy;
import java.util.ArrayDeque;
import org.agrona.concurrent.UnsafeBuffer;

/** Trading states: never merged. When too many wait the client is closed as too slow. */
public final class StatusSubscription extends Subscription {
    private static final int MOST_WAITING = 64;

    private final ArrayDeque<UnsafeBuffer> pending = new ArrayDeque<>(1);
    private final Message view = new Message();
    private int addedFlags;

    public StatusSubscription(Session session, StreamKey key, long lastSeq) {
        super(session, key, lastSeq);
    }

    @Override
    boolean isPending() {
        return !pending.isEmpty();
    }

    @Override
    void conflate(Message message, int reason) {
        if (pending.size() == MOST_WAITING) {
            session().close(CloseReason.SLOW);
            return;
        }
        UnsafeBuffer copy = new UnsafeBuffer(new byte[message.length()]);
        MessageCopy.copy(copy, 0, message.buffer(), message.offset(), message.length());
        pending.add(copy);
    }

    @Override
    void seed(Message snapshot) {
        conflate(snapshot, 0);
        addedFlags = Bits.FLAG_SNAPSHOT;
    }

    @Override
    boolean merges(Message next) {
        return pending.isEmpty();
    }

    @Override
    boolean drain() {
        while (!pending.isEmpty()) {
            UnsafeBuffer oldest = pending.peek();
            if (!deliver(view.wrap(oldest, 0, oldest.capacity()), addedFlags)) {
                return false;
            }
            pending.poll();
            addedFlags = 0;
        }
        return true;
    }
}
