package io.ticktide.session;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import org.agrona.concurrent.UnsafeBuffer;

/** Quotes: the latest replaces the pending one. */
public final class QuoteSubscription extends Subscription {
    /** Holds the larger of the two quote messages. */
    private static final int MOST_BYTES = 80;

    private final UnsafeBuffer latest = new UnsafeBuffer(new byte[MOST_BYTES]);
    private final Message view = new Message();
    private int length;
    private int addedFlags;
    private long droppedSeq;

    public QuoteSubscription(Session session, StreamKey key, long lastSeq) {
        super(session, key, lastSeq);
    }

    @Override
    boolean isPending() {
        return length > 0;
    }

    @Override
    void conflate(Message message, int reason) {
        int cause = ownCause(message) | (isPending() ? EventHeader.cause(latest, 0) | reason : 0);
        length = message.length();
        MessageCopy.copy(latest, 0, message.buffer(), message.offset(), length);
        EventHeader.cause(latest, 0, cause);
    }

    @Override
    void seed(Message snapshot) {
        conflate(snapshot, 0);
        addedFlags = Bits.FLAG_SNAPSHOT;
    }

    @Override
    boolean drain() {
        if (length == 0) {
            return true;
        }
        if (addedFlags == 0 && isTooOld(EventHeader.tsIngress(latest, 0))) {
            lose(Bits.CAUSE_AGE | EventHeader.cause(latest, 0));
            droppedSeq = EventHeader.seq(latest, 0);
            length = 0;
            return true;
        }
        if (deliver(view.wrap(latest, 0, length), addedFlags)) {
            length = 0;
            addedFlags = 0;
        }
        return length == 0;
    }

    @Override
    long silentSeq() {
        return Math.max(droppedSeq, super.silentSeq());
    }
}
