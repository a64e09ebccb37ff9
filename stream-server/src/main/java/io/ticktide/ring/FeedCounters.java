package io.ticktide.ring;

import io.ticktide.metrics.Counter;

/**
 * What the feed thread counts. Owner: the feed thread; any thread reads.
 *
 * @param quotes quote events published.
 * @param trades trade events published.
 * @param bookUpdates book messages published; a large change is several.
 * @param statuses changes of a trading state published.
 * @param feedGaps holes that the source was known to have.
 * @param ringFullWaits times the feed had to wait because an I/O thread had not read yet.
 * @param ratePerSecond events published in the last full second.
 * @param stalls times the feed fell silent though an event was due.
 * @param restarts times the feed was opened again.
 * @param lateNs how far the feed was behind its own schedule at the last poll, ns.
 */
public record FeedCounters(
        Counter quotes,
        Counter trades,
        Counter bookUpdates,
        Counter statuses,
        Counter feedGaps,
        Counter ringFullWaits,
        Counter ratePerSecond,
        Counter stalls,
        Counter restarts,
        Counter lateNs) {
    public FeedCounters() {
        this(
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter(),
                new Counter());
    }

    /** All market events published. */
    public long events() {
        return quotes.value() + trades.value() + bookUpdates.value() + statuses.value();
    }
}
