package io.ticktide.session;

/**
 * Events that one client got merged or not at all, by cause; one with two causes counts under both.
 *
 * <p>Owner: that of its {@link Session}.
 */
final class Losses {
    private final long[] byCause = new long[Byte.SIZE];
    private final DeliveryCounters all;

    /**
     * @param all where the losses of all clients of the I/O thread come together.
     */
    Losses(DeliveryCounters all) {
        this.all = all;
    }

    void add(long events, int cause) {
        for (int bit = 0; bit < byCause.length; bit++) {
            if ((cause & (1 << bit)) != 0) {
                byCause[bit] += events;
                all.conflated(bit).add(events);
            }
        }
    }

    long of(int causeBit) {
        return byCause[causeBit];
    }
}
