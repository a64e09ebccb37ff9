package io.ticktide.market;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import org.agrona.DirectBuffer;

/**
 * Which event a book stands at; changes with each.
 *
 * <p>Owner: that of its book.
 */
public final class BookEvent {
    private long seq;
    private long tsEvent;
    private long tsIngress;
    private int flags;

    /** Takes over the event of a message that starts at {@code offset} with its header. */
    public void set(DirectBuffer message, int offset) {
        seq = EventHeader.seq(message, offset);
        tsEvent = EventHeader.tsEvent(message, offset);
        tsIngress = EventHeader.tsIngress(message, offset);
        flags = EventHeader.flags(message, offset) & ~(Bits.FLAG_RESET | Bits.FLAG_SNAPSHOT);
    }

    /** Number in the book's stream; 0 before the first. */
    public long seq() {
        return seq;
    }

    /** Time at the source, ns since the Unix epoch. */
    public long tsEvent() {
        return tsEvent;
    }

    /** Time of ingress, ns since the Unix epoch. */
    public long tsIngress() {
        return tsIngress;
    }

    /** Bits of the schema's {@code Flags} but RESET and SNAPSHOT, which the book has obeyed. */
    public int flags() {
        return flags;
    }
}
