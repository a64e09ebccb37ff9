package io.ticktide.session;

/**
 * What one client got and what it did not. Kept small: there is one per connection.
 *
 * <p>Owner: that of its {@link Session}.
 */
public final class SessionStats {
    private final DeliveryCounters all;
    private final QueueTimes queueTimes = new QueueTimes();
    private long[] conflatedByCause;
    private long frames;
    private long messages;
    private long bytes;

    /**
     * @param all where all clients of the I/O thread come together.
     */
    SessionStats(DeliveryCounters all) {
        this.all = all;
    }

    /** Where all clients of the I/O thread come together. */
    DeliveryCounters all() {
        return all;
    }

    /** Data frames handed to the socket. */
    public long frames() {
        return frames;
    }

    /** Messages put into packets. */
    public long messages() {
        return messages;
    }

    /** Bytes of frames handed to the socket. */
    public long bytes() {
        return bytes;
    }

    /** How long live events waited until they were handed to the socket. */
    public QueueTimes queueTimes() {
        return queueTimes;
    }

    /** Events that this client got merged or not at all, for which a cause bit was named. */
    public long conflated(int causeBit) {
        return conflatedByCause == null ? 0 : conflatedByCause[causeBit];
    }

    /** Counts events that the client got merged or not at all. */
    void lose(long events, int cause) {
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            if ((cause & (1 << bit)) != 0) {
                loseFor(bit, events);
                all.conflated(bit).add(events);
            }
        }
    }

    /** As {@link #lose}, where the sum over all clients is counted elsewhere. */
    void loseFor(int causeBit, long events) {
        if (conflatedByCause == null) {
            conflatedByCause = new long[Byte.SIZE];
        }
        conflatedByCause[causeBit] += events;
    }

    void addMessage() {
        messages++;
        all.messages().increment();
    }

    void addBytes(long count) {
        bytes += count;
        all.bytes().add(count);
    }

    /**
     * @param waitedNs how long its oldest live event waited; negative for none.
     */
    void addFrame(long waitedNs) {
        frames++;
        all.frames().increment();
        waited(waitedNs);
    }

    /**
     * Counts a packet that others got, too; messages, frames and bytes of all by whoever sends it.
     */
    void addShared(int itsMessages, int itsBytes, long waitedNs) {
        frames++;
        messages += itsMessages;
        bytes += itsBytes;
        waited(waitedNs);
    }

    private void waited(long waitedNs) {
        if (waitedNs >= 0) {
            queueTimes.record(waitedNs);
            all.queueTimes().record(waitedNs);
        }
    }
}
