package io.ticktide.endpoint;

import io.ticktide.distribute.Distributor;
import io.ticktide.endpoint.ReplayRequest.Action;
import io.ticktide.feed.replay.ReplaySpeed;
import io.ticktide.replay.Replay;
import io.ticktide.replay.ReplayRefused;
import io.ticktide.replay.Replays;
import io.ticktide.session.Session;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The replay of one connection: carries out what its client asks, one request after another, and
 * takes its streams to the replay, from one place in it to another, and back to the live market.
 *
 * <pre>
 *   live ──open──► (prepared: the state as of that time) ──► paused ◄──► playing ──► ended
 *    ▲                          ▲                              │ seek, open │          │
 *    │                          └──────────────────────────────┴────────────┴──────────┤
 *    └──────────────────────────live───────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>A seek is a new replay that begins elsewhere. The old one's market stays where it is until the
 * new one has the state of that time.
 *
 * <p>Owner: the I/O thread of its session.
 */
final class ClientReplay {
    private static final long TELL_NS = TimeUnit.SECONDS.toNanos(1);

    /** Requests that may wait for those before them. */
    private static final int MOST_WAITING = 16;

    private final IoShard shard;
    private final Replays replays;
    private final Session session;
    private final Access access;
    private final Market live;
    private final Queue<ReplayRequest> waiting = new ArrayDeque<>();
    private final ReplayAnswers answers;
    private ReplayRequest underWay;
    private Replay coming;
    private Market comingMarket;
    private Replay present;
    private Market market;
    private ReplayState state = ReplayState.LIVE;
    private ReplaySpeed speed = ReplaySpeed.REAL_TIME;
    private long tellNs = Long.MAX_VALUE;
    private boolean over;

    /**
     * @param live where the session is, and comes back to.
     */
    ClientReplay(IoShard shard, Replays replays, Session session, Access access, Market live) {
        this.shard = shard;
        this.replays = replays;
        this.session = session;
        this.access = access;
        this.live = live;
        market = live;
        answers = new ReplayAnswers();
    }

    Session session() {
        return session;
    }

    /** Where the session is now. */
    Market market() {
        return market;
    }

    /** Whether this has nothing to do any more: the session is in the live market. */
    boolean isOver() {
        return over;
    }

    /** Carries a request out, once those before it are. */
    void ask(ReplayRequest request) throws BadCommand {
        if (waiting.size() == MOST_WAITING) {
            throw new BadCommand(
                    ErrorCode.TOO_MANY_COMMANDS,
                    "action",
                    "more than " + MOST_WAITING + " requests wait for this replay");
        }
        waiting.add(request);
        goOn();
    }

    /**
     * Gives out what the replay has told, as far as the client takes it.
     *
     * @return whether there may be more to do at once.
     */
    boolean doWork(long nowNs) {
        boolean more = coming != null && follow();
        return (present != null && play(nowNs)) || more;
    }

    /** When this is to work though nothing was told, monotonic ns. */
    long nextDueNs() {
        long dueNs =
                present == null ? Long.MAX_VALUE : present.distributor().sessions().nextDueNs();
        return Math.min(dueNs, tellNs);
    }

    /** The session is gone, or this is not to go on: whatever it holds is freed. */
    void close() {
        over = true;
        waiting.clear();
        underWay = null;
        tellNs = Long.MAX_VALUE;
        drop(coming);
        drop(present);
        coming = null;
        present = null;
        shard.signal(); // So that its place is free for another.
    }

    private static void drop(Replay replay) {
        if (replay != null) {
            replay.close();
        }
    }

    /** Takes in the state with which the replay to come begins. */
    private boolean follow() {
        boolean isReady = coming.isReady(); // Before the ring is read: what was told is there.
        int told = coming.distributor().doWork();
        coming.onRead();
        if (told == 0 && isReady) {
            arrive();
        }
        return told > 0;
    }

    private boolean play(long nowNs) {
        boolean isSettled = present.isSettled(); // Before the ring is read, as above.
        boolean isEnded = present.isEnded();
        boolean isRead = session.takesMore(); // Else nothing is.
        int told = present.distributor().doWork();
        present.onRead();
        boolean takesMore = session.takesMore();
        if (session.isClosing()) {
            return false;
        }
        if (told == 0 && isRead && isSettled) {
            if (isEnded && state != ReplayState.ENDED) {
                end();
            }
            settle();
        }
        if (nowNs >= tellNs) {
            tellNs = nowNs + TELL_NS;
            if (takesMore && underWay == null) { // Else it hears of it when it reads again.
                tell(null);
                shard.serve(session);
            }
        }
        return told >= Replay.BATCH_LIMIT || (takesMore && (told > 0 || !isRead));
    }

    private void goOn() {
        while (underWay == null && !waiting.isEmpty() && !over) {
            ReplayRequest next = waiting.poll();
            boolean needsReplay = next.action() != Action.OPEN && present == null;
            if (needsReplay) {
                refuse(next, BadCommand.noReplay());
            } else {
                begin(next);
            }
        }
        if (underWay == null && present == null && !over) {
            close();
        }
    }

    private void begin(ReplayRequest request) {
        switch (request.action()) {
            case OPEN, SEEK -> prepare(request);
            case PLAY -> {
                if (state == ReplayState.PAUSED) {
                    state = ReplayState.PLAYING;
                    present.play();
                }
                tell(request.id());
            }
            case SPEED -> {
                speed = request.speed();
                present.speed(speed);
                tell(request.id());
            }
            case PAUSE -> {
                present.pause();
                underWay = request;
            }
            case STEP -> {
                present.step();
                underWay = request;
            }
            case LIVE -> {
                move(live, answers.live(request.id()));
                drop(present);
                present = null;
                state = ReplayState.LIVE;
                tellNs = Long.MAX_VALUE;
            }
        }
    }

    private void prepare(ReplayRequest request) {
        boolean opens = request.action() == Action.OPEN;
        if (present != null) {
            present.pause();
        }
        underWay = request;
        replays.open(
                opens ? request.recording() : present.name(),
                request.timeNs(),
                opens ? request.speed() : speed,
                shard::signal,
                replay -> shard.soon(() -> onOpened(replay)),
                refused -> shard.soon(() -> onRefused(refused)));
    }

    private void onOpened(Replay replay) {
        if (over) {
            replay.close();
            return;
        }
        coming = replay;
        Market like = market.has(replay.instruments()) ? market : live;
        comingMarket = like.other(replay.distributor(), replay.instruments(), replay.epochNs());
        replay.begin();
    }

    private void onRefused(ReplayRefused refused) {
        if (over) {
            return;
        }
        ReplayRequest request = underWay;
        underWay = null;
        if (state == ReplayState.PLAYING) {
            present.play();
        }
        refuse(request, ReplayAnswers.refused(refused, request.action()));
        goOn();
        shard.serve(session);
    }

    /** The replay to come has the state as of its start. */
    private void arrive() {
        ReplayRequest request = underWay;
        Replay arrived = coming;
        coming = null;
        if (arrived.isFailed()) {
            comingMarket = null;
            arrived.close();
            onRefused(ReplayRefused.unreadable());
            return;
        }
        boolean plays =
                request.action() == Action.OPEN ? !request.paused() : state == ReplayState.PLAYING;
        state = plays ? ReplayState.PLAYING : ReplayState.PAUSED;
        speed = request.action() == Action.OPEN ? request.speed() : speed;
        underWay = null;
        move(comingMarket, answers.state(request.id(), arrived, state, speed));
        arrived.distributor().pulledBy(session);
        drop(present);
        present = arrived;
        comingMarket = null;
        if (plays) {
            present.play();
        }
        tellLater();
        goOn();
        shard.serve(session);
    }

    private void move(Market toMarket, String marker) {
        access.streams().endRanges();
        new StreamMove(session, market, toMarket, access.entitlements(), shard.nowNs()).run(marker);
        market = toMarket;
    }

    /** What was told before a pause, or by a step, is given out. */
    private void settle() {
        ReplayRequest request = underWay;
        if (request == null || !isAboutPresent(request.action())) {
            return;
        }
        underWay = null;
        if (state == ReplayState.PLAYING) {
            state = ReplayState.PAUSED;
        }
        tell(request.id());
        goOn();
        shard.serve(session);
    }

    private static boolean isAboutPresent(Action action) {
        return action == Action.PAUSE || action == Action.STEP;
    }

    private void end() {
        state = ReplayState.ENDED;
        if (present.isFailed()) {
            session.answer(
                    Answers.error(
                            null,
                            ReplayAnswers.refused(ReplayRefused.unreadable(), Action.PLAY),
                            false));
        }
        if (underWay == null) {
            tell(null);
        }
        shard.serve(session);
    }

    private void refuse(ReplayRequest request, BadCommand bad) {
        shard.counters().badCommands().increment();
        session.answer(Answers.error(request.id(), bad, false));
    }

    private void tell(Long id) {
        session.answer(answers.state(id, present, state, speed));
        tellLater();
    }

    private void tellLater() {
        tellNs = state == ReplayState.PLAYING ? shard.nowNs() + TELL_NS : Long.MAX_VALUE;
    }

    /** The distributor that serves the session now. */
    Distributor distributor() {
        return market.distributor();
    }
}
