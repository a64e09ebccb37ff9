package io.ticktide.perf.bench;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.feed.simulated.TickSchedule;
import io.ticktide.perf.load.Tally;

/**
 * What should arrive: the same schedule as the feed's, laid on the clock by one message, whose
 * number says which event of the schedule it is.
 *
 * <p>Owner: the load thread.
 */
final class Scheduled {
    private final TickSchedule schedule;
    private final Audience audience;
    private final long originNs;

    private Scheduled(RatePlan plan, Audience audience, long originNs) {
        schedule = new TickSchedule(plan);
        this.audience = audience;
        this.originNs = originNs;
    }

    /**
     * The schedule of a feed that at least one message has come from.
     *
     * @throws BenchFailed when none has.
     */
    static Scheduled of(RatePlan plan, Audience audience, Tally tally) {
        if (tally.lastTsEvent() == 0) {
            throw new BenchFailed("no message came although clients are subscribed");
        }
        long event = (tally.lastSeq() - 1) * audience.symbols() + tally.lastInstrument();
        TickSchedule upToIt = new TickSchedule(plan);
        while (upToIt.index() < event) {
            upToIt.advance();
        }
        return new Scheduled(plan, audience, tally.lastTsEvent() - upToIt.nextNs());
    }

    /** When the schedule began, ns since the Unix epoch. */
    long originNs() {
        return originNs;
    }

    /**
     * Messages that the events scheduled between two moments make, each not before those of the
     * last question; ns since the Unix epoch.
     */
    long messages(long fromNs, long toNs) {
        while (originNs + schedule.nextNs() < fromNs) {
            schedule.advance();
        }
        long messages = 0;
        while (originNs + schedule.nextNs() < toNs) {
            messages += audience.listeners((int) (schedule.index() % audience.symbols()));
            schedule.advance();
        }
        return messages;
    }
}
