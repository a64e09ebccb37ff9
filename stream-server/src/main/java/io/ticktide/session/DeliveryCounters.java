package io.ticktide.session;

import io.ticktide.metrics.Counter;

/**
 * What the sessions of one I/O thread counted together. Owner: that I/O thread; any thread reads.
 *
 * @param messages market-data messages put into frames.
 * @param frames data frames sent.
 * @param bytes payload bytes of data and control frames sent.
 * @param mergedByRate events merged away because the client asked for a lower rate.
 * @param mergedBySlow events merged away because the client's socket was full; those with both
 *     causes count here.
 * @param opened sessions opened.
 * @param closedSlow sessions closed with 4008.
 * @param badCommands commands answered with an error.
 */
public record DeliveryCounters(
        Counter messages,
        Counter frames,
        Counter bytes,
        Counter mergedByRate,
        Counter mergedBySlow,
        Counter opened,
        Counter closedSlow,
        Counter badCommands) {
    public DeliveryCounters() {
        this(
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter());
    }
}
