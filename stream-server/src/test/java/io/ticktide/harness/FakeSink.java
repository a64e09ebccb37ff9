package io.ticktide.harness;

import io.ticktide.session.CloseReason;
import io.ticktide.session.FrameSink;
import io.ticktide.session.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A socket in the test's hands: free, it takes each frame at once; busy, it holds one. */
public final class FakeSink implements FrameSink {
    /** Bytes of a frame that a busy socket leaves for later; no whole frame is so short. */
    private static final int HELD_BACK = 1;

    private final StreamAccount account = new StreamAccount();
    private final PacketReader reader;
    private final List<String> answers = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final List<Integer> packetBytes = new ArrayList<>();
    private Session session;
    private boolean busy;
    private boolean holding;
    private int pings;
    private CloseReason closed;
    private boolean aborted;
    private RuntimeException failure;

    public FakeSink() {
        this(account -> account);
    }

    /**
     * @param between makes what stands between the decoded packets and the account.
     */
    public FakeSink(UnaryOperator<PacketListener> between) {
        reader = new PacketReader(between.apply(account));
    }

    /** The session whose sink this is. */
    public Session connect(Session newSession) {
        session = newSession;
        return newSession;
    }

    /** From now on a frame stays under way until {@link #free}. */
    public void busy() {
        busy = true;
    }

    /** Takes the frame under way, and every later one at once. */
    public void free() {
        busy = false;
        complete();
    }

    /** Takes the frame under way, if there is one. */
    public void complete() {
        if (holding) {
            holding = false;
            session.onWritable();
        }
    }

    /** From now on every send fails. */
    public void failWith(RuntimeException newFailure) {
        failure = newFailure;
    }

    @Override
    public boolean write(ByteBuffer frame) {
        if (failure != null) {
            throw failure;
        }
        if (frame.remaining() == HELD_BACK) {
            if (holding) {
                account.violations().add("rest of a frame sent before there was room");
            }
            frame.position(frame.limit());
            return true;
        }
        if (holding || closed != null) {
            account.violations().add("frame sent while one is under way, or after the close");
        }
        take(frame.duplicate());
        holding = busy;
        frame.position(frame.limit() - (holding ? HELD_BACK : 0));
        return !holding;
    }

    private void take(ByteBuffer frame) {
        boolean text = (frame.get() & 0x0F) == 1;
        int announced = frame.get();
        int length =
                switch (announced) {
                    case 126 -> frame.getShort() & 0xFFFF;
                    case 127 -> (int) frame.getLong();
                    default -> announced;
                };
        if (length != frame.remaining()) {
            account.violations().add("frame of " + frame.remaining() + " says " + length);
        }
        if (text) {
            String json = StandardCharsets.UTF_8.decode(frame).toString();
            answers.add(json);
            log.add(json);
        } else {
            packetBytes.add(length);
            log.add("packet of " + reader.read(frame));
        }
    }

    @Override
    public void ping() {
        pings++;
    }

    @Override
    public void close(CloseReason reason) {
        closed = reason;
        log.add("close " + reason.code());
    }

    @Override
    public void abort() {
        aborted = true;
        log.add("abort");
    }

    public StreamAccount account() {
        return account;
    }

    /** Text frames sent. */
    public List<String> answers() {
        return answers;
    }

    /** Lengths of the packets sent, without the frames' headers. */
    public List<Integer> packetBytes() {
        return packetBytes;
    }

    /** Everything sent, in order: text frames as they are, "packet of n", "close code", "abort". */
    public List<String> log() {
        return log;
    }

    public int pings() {
        return pings;
    }

    /** Why the session closed the sink, or null. */
    public CloseReason closed() {
        return closed;
    }

    public boolean isAborted() {
        return aborted;
    }
}
