package io.ticktide.session;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import io.ticktide.codecs.sbe.BarState;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import java.util.ArrayDeque;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Candles: an open bar that waits gives way to its own newer state; a closed or corrected bar is
 * never merged away. When too many bars wait the client is closed as too slow.
 */
public final class CandleSubscription extends Subscription {
    private static final int BAR_BYTES =
            MessageHeaderDecoder.ENCODED_LENGTH + CandleDecoder.BLOCK_LENGTH;

    private final int mostBars;
    private final ArrayDeque<UnsafeBuffer> pending = new ArrayDeque<>(2);
    private final CandleDecoder waiting = new CandleDecoder();
    private final CandleDecoder arriving = new CandleDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Message view = new Message();
    private UnsafeBuffer spare;
    private int addedFlags;

    public CandleSubscription(Session session, StreamKey key, long lastSeq) {
        super(session, key, lastSeq);
        mostBars = session.limits().closedBars();
    }

    @Override
    boolean isPending() {
        return !pending.isEmpty();
    }

    @Override
    void conflate(Message message, int reason) {
        UnsafeBuffer newest = pending.peekLast();
        int cause = ownCause(message);
        if (newest != null && isOlderStateOf(newest, message)) {
            cause |= EventHeader.cause(newest, 0) | reason;
        } else if (pending.size() == mostBars) {
            session().close(CloseReason.SLOW);
            return;
        } else {
            newest = spare == null ? new UnsafeBuffer(new byte[BAR_BYTES]) : spare;
            spare = null;
            pending.add(newest);
        }
        MessageCopy.copy(newest, 0, message.buffer(), message.offset(), BAR_BYTES);
        EventHeader.cause(newest, 0, cause);
    }

    /** Bars that may wait. */
    public int mostBars() {
        return mostBars;
    }

    /** A closed bar that was missed: sent before what comes live, counting what led to it. */
    public void recover(DirectBuffer bar, int offset) {
        UnsafeBuffer copy = new UnsafeBuffer(new byte[BAR_BYTES]);
        MessageCopy.copy(copy, 0, bar, offset, BAR_BYTES);
        EventHeader.addCause(copy, 0, Bits.CAUSE_CATCHUP);
        pending.add(copy);
        addOldMessage();
    }

    @Override
    void seed(Message snapshot) {
        boolean recovered = !pending.isEmpty();
        if (recovered && snapshot.seq() <= EventHeader.seq(pending.peekLast(), 0)) {
            return; // The newest state is among the recovered bars.
        }
        conflate(snapshot, 0);
        EventHeader.addCause(pending.peekLast(), 0, recovered ? Bits.CAUSE_CATCHUP : 0);
        addedFlags = recovered ? 0 : Bits.FLAG_SNAPSHOT;
    }

    @Override
    boolean drain() {
        while (!pending.isEmpty()) {
            if (!deliver(view.wrap(pending.peek(), 0, BAR_BYTES), addedFlags)) {
                return false;
            }
            spare = pending.poll();
            addedFlags = 0;
        }
        return true;
    }

    private boolean isOlderStateOf(UnsafeBuffer bar, Message message) {
        waiting.wrapAndApplyHeader(bar, 0, header);
        arriving.wrapAndApplyHeader(message.buffer(), message.offset(), header);
        return waiting.state() == BarState.OPEN && waiting.openTime() == arriving.openTime();
    }
}
