package io.ticktide.endpoint;

import java.io.IOException;
import org.agrona.concurrent.NanoClock;
import org.xnio.ChannelPipe;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;

/**
 * Turns of an I/O thread by way of a pipe that is never written to, and so is always writable:
 * while its writes are resumed, the selector does not sleep and serves it after the sockets, once
 * each time.
 *
 * <p>Bound: two file descriptors a thread, closed with it.
 */
public final class SelectorTurns implements ShardLoop.Turns {
    private final ChannelPipe<StreamSourceChannel, StreamSinkChannel> pipe;
    private boolean going;

    private SelectorTurns(XnioIoThread thread) throws IOException {
        pipe = thread.createHalfDuplexPipe(thread);
    }

    /**
     * A loop on a thread.
     *
     * @param pollNs as {@link ShardLoop}.
     * @param clock monotonic.
     * @throws IOException when there are no file descriptors left.
     */
    public static ShardLoop loop(XnioIoThread thread, long pollNs, NanoClock clock)
            throws IOException {
        SelectorTurns turns = new SelectorTurns(thread);
        ShardLoop loop = new ShardLoop(thread, turns, pollNs, clock);
        turns.pipe.getRightSide().getWriteSetter().set(sink -> loop.onTurn());
        return loop;
    }

    @Override
    public void begin() {
        if (!going) {
            going = true;
            pipe.getRightSide().resumeWrites();
        }
    }

    @Override
    public void end() {
        if (going) {
            going = false;
            pipe.getRightSide().suspendWrites();
        }
    }
}
