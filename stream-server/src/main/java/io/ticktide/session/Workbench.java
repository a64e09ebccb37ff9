package io.ticktide.session;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Where the sessions of one I/O thread build their messages, one after the other, so that a client
 * who is idle does not have to hold any of it.
 *
 * <p>Owner: that I/O thread.
 */
final class Workbench {
    private final MutableDirectBuffer scratch = new ExpandableArrayBuffer(512);
    private final TradeWriter tradeWriter = new TradeWriter();
    private final HeartbeatWriter heartbeatWriter = new HeartbeatWriter();

    /** Where a message is built before it goes into a frame; grows to the largest. */
    MutableDirectBuffer scratch() {
        return scratch;
    }

    TradeWriter tradeWriter() {
        return tradeWriter;
    }

    HeartbeatWriter heartbeatWriter() {
        return heartbeatWriter;
    }
}
