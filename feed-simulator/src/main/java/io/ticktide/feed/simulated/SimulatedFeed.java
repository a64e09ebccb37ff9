package io.ticktide.feed.simulated;

import io.ticktide.feed.Feed;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.MarketListener;
import java.util.List;

/**
 * A market that never closes, out of a seed. It tells, in this order:
 *
 * <pre>
 *   history  trades before startNs, if asked for   due at once
 *   opening  each instrument's state OPEN, book    due at once, tsEvent = startNs
 *            and quote
 *   live     actions on a bursty schedule, halts   due when as much time has passed since the
 *            and their ends                        first poll after history as tsEvent - startNs
 * </pre>
 *
 * <p>Nothing is ever skipped: a consumer that is too slow gets events late, with the time at which
 * they should have come. How it polls has no influence on what it gets.
 *
 * <p>Owner: the feed thread, but for {@link #instruments} and {@link #name}. Allocates nothing
 * after construction.
 */
public final class SimulatedFeed implements Feed {
    // Earlier than any monotonic time, yet far enough from overflow to subtract one from it.
    private static final long DUE_AT_ONCE_NS = Long.MIN_VALUE / 2;
    private static final int STREAM = 0x5449_4D45;

    private final SimulatedSettings settings;
    private final List<Instrument> instruments;
    private final SimulatedMarket market;
    private final ArrivalSchedule schedule;
    private final MarketAction action = new MarketAction();
    private final History history;
    private int opened;
    private boolean live;
    private long liveSinceNs;
    private long lastToldNs;
    private boolean closed;

    /** A market at its start; nothing happens before the first {@link #poll}. */
    public SimulatedFeed(SimulatedSettings settings) {
        this.settings = settings;
        market = new SimulatedMarket(settings.seed(), settings.instruments());
        instruments = market.instruments();
        schedule =
                new ArrivalSchedule(
                        settings.eventsPerSecond(), new Xoshiro(settings.seed(), STREAM));
        history = new History(settings, market);
    }

    @Override
    public String name() {
        return "simulated seed="
                + settings.seed()
                + " instruments="
                + settings.instruments()
                + " rate="
                + settings.eventsPerSecond()
                + "/s";
    }

    @Override
    public List<Instrument> instruments() {
        return instruments;
    }

    @Override
    public boolean isReplay() {
        return false;
    }

    @Override
    public long originNs() {
        return settings.startNs();
    }

    @Override
    public int poll(MarketListener listener, long nowNs, int limit) {
        if (closed) {
            return 0;
        }
        int calls = 0;
        int told = 0;
        while (calls < limit && (action.untold() > 0 || prepare(nowNs, told))) {
            lastToldNs = action.tsEvent();
            calls += action.tellNext(listener);
            told++;
        }
        return told;
    }

    @Override
    public long nextDueNs() {
        if (closed) {
            return NEVER;
        }
        boolean waits = live && opened == market.size() && action.untold() == 0;
        return waits ? liveSinceNs + nextActionNs() : DUE_AT_ONCE_NS;
    }

    @Override
    public long clockNs(long nowNs) {
        if (!live) {
            return lastToldNs;
        }
        return settings.startNs() + Math.min(nowNs - liveSinceNs, toldUpToNs());
    }

    /** False until {@link #close}: the market goes on for ever. */
    @Override
    public boolean isEnded() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Fills the action if one is due. */
    private boolean prepare(long nowNs, int toldBefore) {
        if (!history.isTold()) {
            history.tell(action);
            return true;
        }
        if (!live) {
            if (toldBefore > 0) {
                // The time it took to tell history must not make live late: it begins with the
                // next poll.
                return false;
            }
            live = true;
            liveSinceNs = nowNs;
        }
        if (opened < market.size()) {
            market.market(opened++).open(settings.startNs(), action);
            return true;
        }
        if (nowNs - liveSinceNs < nextActionNs()) {
            return false;
        }
        if (market.halts().nextNs() <= schedule.nextNs()) {
            market.halts().act(settings.startNs(), action);
            return true;
        }
        market.act(schedule, settings.startNs(), action);
        schedule.arrived(action.untold());
        return true;
    }

    /** When the next untold event of live happens, from the start of live. */
    private long toldUpToNs() {
        if (action.untold() > 0) {
            return action.tsEvent() - settings.startNs();
        }
        return opened < market.size() ? 0 : nextActionNs();
    }

    private long nextActionNs() {
        return Math.min(schedule.nextNs(), market.halts().nextNs());
    }
}
