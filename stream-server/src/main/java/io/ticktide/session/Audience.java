package io.ticktide.session;

import io.ticktide.codecs.EventHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Sessions that follow the same streams one event at a time and keep up with them. What a wake-up
 * brings them is encoded once, into one packet, and each gets that packet with one write; nothing
 * is copied or counted per client and event.
 *
 * <pre>
 *   event ──► packet of the audience ──► write to each member
 *                                          └─► taken in part: the rest goes into the member's own
 *                                              outbox, and it leaves: from now on its events go to
 *                                              its own subscriptions, which merge what has no room
 * </pre>
 *
 * <p>A member stands where the audience stands: its subscriptions get their seqs back when it
 * leaves, which it does before anything of its own happens to it.
 *
 * <p>Owner: the I/O thread of its sessions.
 */
public final class Audience {
    private static final int FEWEST = 4;

    private final Dialect dialect;
    private final FramePool pool;
    private final EpochNanoClock clock;
    private final DeliveryCounters counters;
    private final StreamKey[] keys;
    private final long[] lastSeqs;
    private final BiConsumer<Audience, Session> onLeft;
    private final long[] lost = new long[Byte.SIZE];
    private Session[] members = new Session[FEWEST];
    private Session[] leaving = new Session[FEWEST];
    private int size;
    private int first;
    private Frame packet;
    private boolean losses;

    /**
     * @param founder whose streams and seqs are those of the audience; it does not join by this.
     * @param onLeft told of each member that left, to give it its events itself from now on.
     */
    public Audience(Session founder, BiConsumer<Audience, Session> onLeft) {
        this.onLeft = onLeft;
        dialect = founder.dialect();
        pool = founder.pool();
        clock = founder.clock();
        counters = founder.stats().all();
        keys = founder.streams().toArray(StreamKey[]::new);
        lastSeqs = new long[keys.length];
        for (int i = 0; i < keys.length; i++) {
            lastSeqs[i] = founder.subscription(keys[i]).lastSeq();
        }
    }

    /** The streams; an event's slot is the index of its stream. */
    public List<StreamKey> keys() {
        return List.of(keys);
    }

    /** Members. */
    public int size() {
        return size;
    }

    /**
     * Whether a session could be in an audience: nothing of its own waits for it, and all it asks
     * for is every event.
     */
    public static boolean mayJoin(Session session, long nowNs) {
        if (!session.isFree(nowNs)) {
            return false;
        }
        for (Subscription subscription : session.subscriptions()) {
            if (!subscription.isPlain()) {
                return false;
            }
        }
        return session.delivery().defineAll(session.streams());
    }

    /** Whether a session follows these very streams and stands where this stands. */
    public boolean suits(Session session) {
        boolean alike = session.dialect() == dialect && session.streams().size() == keys.length;
        if (!alike || size == 0 || packet != null) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            Subscription subscription = session.subscription(keys[i]);
            if (subscription == null || subscription.lastSeq() != lastSeqs[i]) {
                return false;
            }
        }
        return true;
    }

    /** Takes in a session that {@link #suits}. */
    public void join(Session session) {
        members = append(members, size, session);
        session.attendance().joined(this, size);
        size++;
        for (int i = 0; i < keys.length; i++) {
            session.subscription(keys[i]).slot(i);
        }
    }

    /** A member has business of its own. */
    void leave(Session session, int place) {
        if (packet != null) {
            give(session, packet.finish(dialect, clock.nanoTime()), packet.messages(), 0);
        }
        Session last = members[--size];
        members[place] = last;
        members[size] = null;
        if (last != session) {
            last.attendance().joined(this, place);
        }
        tell(session);
        for (Subscription subscription : session.subscriptions()) {
            subscription.slot(-1);
        }
        session.attendance().joined(null, 0);
        onLeft.accept(this, session);
    }

    /**
     * Tells the subscriptions of a member where they stand.
     *
     * @return whether no events are to be accounted for that no message stood for.
     */
    boolean tell(Session session) {
        boolean plain = true;
        for (Subscription subscription : session.subscriptions()) {
            subscription.followedTo(lastSeqs[subscription.slot()]);
            plain = plain && subscription.isPlain();
        }
        return plain;
    }

    long lastSeq(int slot) {
        return lastSeqs[slot];
    }

    /**
     * Adds an event to what the members get next.
     *
     * @return whether it is the first since {@link #flush}.
     */
    public boolean offer(int slot, Message message, long nowNs) {
        if (size == 0) {
            return false;
        }
        int most = dialect.mostBytes(message.length());
        if (packet != null && !packet.hasRoom(pool, most)) {
            flush(nowNs);
        }
        boolean isFirst = packet == null;
        if (isFirst) {
            packet = pool.frame().begin(dialect, pool, most);
        }
        long seq = message.seq();
        long conflated = seq - lastSeqs[slot] - 1;
        int cause = conflated == 0 ? 0 : EventHeader.cause(message.buffer(), message.offset());
        if (conflated > 0) {
            lose(conflated, cause);
        }
        lastSeqs[slot] = seq;
        packet.append(dialect, message, conflated, cause, 0, true);
        return isFirst;
    }

    /** Writes to each member what has been offered since the last time. */
    public void flush(long nowNs) {
        if (packet == null) {
            return;
        }
        Frame frame = packet;
        packet = null;
        // Not always the same one first, or the last would be late every time.
        first = first + 1 < size ? first + 1 : 0;
        int count = size;
        int behind = 0;
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            Session member = members[first + i < count ? first + i : first + i - count];
            long sendNs = clock.nanoTime();
            ByteBuffer complete = frame.finish(dialect, sendNs);
            bytes += complete.remaining();
            if (!give(member, complete, frame.messages(), sendNs - frame.oldestIngressNs())) {
                leaving = append(leaving, behind++, member);
            }
        }
        count(frame.messages(), count, bytes);
        pool.giveBack(frame);
        for (int i = 0; i < behind; i++) {
            leaving[i].attendance().fallBehind(nowNs);
            leaving[i] = null;
        }
    }

    private boolean give(Session member, ByteBuffer complete, int messages, long waitedNs) {
        SessionStats stats = member.stats();
        stats.addShared(messages, complete.remaining(), Math.max(0, waitedNs));
        for (int bit = 0; losses && bit < Byte.SIZE; bit++) {
            stats.loseFor(bit, lost[bit]);
        }
        try {
            return member.passOn(complete);
        } catch (RuntimeException bug) {
            member.fail(bug);
            return true;
        }
    }

    private void count(int messages, int receivers, long bytes) {
        counters.messages().add((long) messages * receivers);
        counters.frames().add(receivers);
        counters.bytes().add(bytes);
        for (int bit = 0; losses && bit < Byte.SIZE; bit++) {
            counters.conflated(bit).add(lost[bit] * receivers);
            lost[bit] = 0;
        }
        losses = false;
    }

    private void lose(long events, int cause) {
        losses = true;
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            lost[bit] += (cause & (1 << bit)) == 0 ? 0 : events;
        }
    }

    private static Session[] append(Session[] list, int at, Session session) {
        Session[] longer = at < list.length ? list : Arrays.copyOf(list, 2 * at);
        longer[at] = session;
        return longer;
    }
}
