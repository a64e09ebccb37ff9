package io.ticktide.session;

import io.ticktide.codecs.Bits;
import org.agrona.concurrent.UnsafeBuffer;

/** Quotes: the latest replaces the pending one. */
public final class QuoteSubscription extends Subscription {
    /** Holds the larger of the two quote messages. */
    private static final int MOST_BYTES = 80;

    private final UnsafeBuffer latest = new UnsafeBuffer(new byte[MOST_BYTES]);
    private final Message view = new Message();
    private int length;
    private int cause;
    private int addedFlags;

    public QuoteSubscription(Session session, StreamKey key, long lastSeq) {
        super(session, key, lastSeq);
    }

    @Override
    boolean isPending() {
        return length > 0;
    }

    @Override
    void conflate(Message message, int reason) {
        if (isPending()) {
            cause |= reason;
        }
        length = message.length();
        latest.putBytes(0, message.buffer(), message.offset(), length);
    }

    @Override
    void seed(Message snapshot) {
        conflate(snapshot, 0);
        addedFlags = Bits.FLAG_SNAPSHOT;
    }

    @Override
    boolean drain() {
        if (length > 0 && deliver(view.wrap(latest, 0, length), cause, addedFlags)) {
            length = 0;
            cause = 0;
            addedFlags = 0;
        }
        return length == 0;
    }
}
