package io.ticktide.session;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.market.BookView;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.LongHashSet;

/**
 * Books: what waits is merged by price level, and leaves as one delta with the quantities as they
 * are then. Beyond so many levels, or after a reset, it leaves as a fresh snapshot.
 */
public final class BookSubscription extends Subscription {
    private static final int MOST_LEVELS = 256;

    private final BookView view;
    private final BookMessages messages = new BookMessages();
    private final LongHashSet changed = new LongHashSet();
    private final BookDeltaDecoder delta = new BookDeltaDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Message message = new Message();
    private boolean pending;
    private boolean snapshotDue;
    private boolean baseDue;
    private int cause;
    private int addedFlags;

    /**
     * @param view the book as this stream shows it.
     */
    public BookSubscription(Session session, StreamKey key, long lastSeq, BookView view) {
        super(session, key, lastSeq);
        this.view = view;
    }

    @Override
    boolean isPending() {
        return pending;
    }

    @Override
    void conflate(Message waiting, int reason) {
        cause |= ownCause(waiting) | (pending ? reason : 0);
        pending = true;
        int flags = EventHeader.flags(waiting.buffer(), waiting.offset());
        snapshotDue |= baseDue || (flags & Bits.FLAG_RESET) != 0;
        addedFlags |= baseDue ? Bits.FLAG_SNAPSHOT : 0;
        if (snapshotDue) {
            return;
        }
        delta.wrapAndApplyHeader(waiting.buffer(), waiting.offset(), header);
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            changed.add(level.price() << 1 | (level.side() == Side.BUY ? 1 : 0));
        }
        snapshotDue = changed.size() > MOST_LEVELS;
    }

    @Override
    void seed(Message snapshot) {
        pending = true;
        snapshotDue = true;
        addedFlags = Bits.FLAG_SNAPSHOT;
    }

    @Override
    public void awaitBase() {
        baseDue = true;
    }

    @Override
    boolean awaitsBase() {
        return baseDue;
    }

    @Override
    boolean send(Message event) {
        if (!baseDue) {
            return super.send(event);
        }
        conflate(event, 0);
        return drain();
    }

    @Override
    boolean needsEveryEvent() {
        return true;
    }

    @Override
    boolean drain() {
        if (!pending) {
            return true;
        }
        MutableDirectBuffer buffer = session().pool().workbench().scratch();
        int length =
                snapshotDue
                        ? messages.snapshot(buffer, view, key())
                        : messages.delta(buffer, view, key(), changed);
        boolean hidden = view.newest().seq() > Math.max(view.shownSeq(), lastSeq());
        EventHeader.addCause(buffer, 0, cause | (hidden ? Bits.CAUSE_DEPTH : 0));
        if (!deliver(message.wrap(buffer, 0, length), addedFlags)) {
            return false;
        }
        pending = false;
        snapshotDue = false;
        baseDue = false;
        changed.clear();
        cause = 0;
        addedFlags = 0;
        return true;
    }

    @Override
    long silentSeq() {
        if (key().detail() > 0 && view.newest().seq() > lastSeq()) {
            lose(Bits.CAUSE_DEPTH);
            return view.newest().seq();
        }
        return super.silentSeq();
    }
}
