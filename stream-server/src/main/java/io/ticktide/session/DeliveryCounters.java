package io.ticktide.session;

import io.ticktide.metrics.Counter;
import io.ticktide.metrics.WaitCounts;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the sessions of one I/O thread counted together. Owner: that I/O thread; any thread reads.
 *
 * @param messages market-data messages put into frames.
 * @param frames data frames sent.
 * @param bytes of data and answer frames sent, WebSocket headers included.
 * @param conflatedByCause events that clients got merged or not at all, by bit of the schema's
 *     {@code Cause}; one with two causes counts under both.
 * @param opened sessions opened.
 * @param closedSlow sessions closed with 4008.
 * @param badCommands commands answered with an error.
 * @param queueTimes how long the oldest live event of each data frame waited between ingress and
 *     the socket.
 */
public record DeliveryCounters(
        Counter messages,
        Counter frames,
        Counter bytes,
        List<Counter> conflatedByCause,
        Counter opened,
        Counter closedSlow,
        Counter badCommands,
        WaitCounts queueTimes) {
    public DeliveryCounters() {
        this(
                new Counter(),
                new Counter(),
                new Counter(),
                Stream.generate(Counter::new).limit(Byte.SIZE).toList(),
                new Counter(),
                new Counter(),
                new Counter(),
                new WaitCounts());
    }

    /** Events conflated for one cause. */
    Counter conflated(int causeBit) {
        return conflatedByCause.get(causeBit);
    }
}
