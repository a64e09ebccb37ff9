package io.ticktide.session;

import io.ticktide.codecs.sbe.Channel;
import io.ticktide.codecs.sbe.HeartbeatEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes heartbeats: the server's time, and the last seq of each stream that said nothing since the
 * last one, in messages of at most {@value #STREAMS_PER_MESSAGE} streams. Where the outbox has no
 * room the rest waits for the next heartbeat: a client that is behind hears of its streams anyway.
 *
 * <p>Owner: one I/O thread.
 */
final class HeartbeatWriter {
    private static final int STREAMS_PER_MESSAGE = 50;
    private static final int STREAM_BYTES = HeartbeatEncoder.StreamsEncoder.sbeBlockLength();
    private static final int BYTES_FROM_CAUSE =
            STREAM_BYTES - HeartbeatEncoder.StreamsEncoder.causeEncodingOffset();

    private final HeartbeatEncoder encoder = new HeartbeatEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(256);
    private final List<Subscription> silent = new ArrayList<>();
    private final Message view = new Message();

    void write(Session session, long serverTimeNs) {
        silent.clear();
        for (Subscription subscription : session.subscriptions()) {
            if (subscription.wasSilent()) {
                silent.add(subscription);
            }
        }
        int from = 0;
        do {
            int to = Math.min(silent.size(), from + STREAMS_PER_MESSAGE);
            if (!session.delivery().fits(STREAMS_PER_MESSAGE * STREAM_BYTES)) {
                return;
            }
            int length = encode(session, serverTimeNs, silent.subList(from, to), false);
            session.delivery().appendHeartbeat(view.wrap(buffer, 0, length));
            from = to;
        } while (from < silent.size());
    }

    /** Accounts for all that will not be sent any more, as the session ends. */
    void settle(Session session) {
        silent.clear();
        for (Subscription subscription : session.subscriptions()) {
            if (subscription.endSeq() > subscription.lastSeq()) {
                silent.add(subscription);
            }
        }
        long serverTimeNs = session.clock().nanoTime();
        for (int from = 0; from < silent.size(); from += STREAMS_PER_MESSAGE) {
            int to = Math.min(silent.size(), from + STREAMS_PER_MESSAGE);
            int length = encode(session, serverTimeNs, silent.subList(from, to), true);
            session.delivery().appendHeartbeat(view.wrap(buffer, 0, length));
        }
    }

    private int encode(
            Session session, long serverTimeNs, List<Subscription> streams, boolean atEnd) {
        encoder.wrapAndApplyHeader(buffer, 0, header).serverTime(serverTimeNs);
        HeartbeatEncoder.StreamsEncoder group = encoder.streamsCount(streams.size());
        for (Subscription stream : streams) {
            StreamKey key = stream.key();
            long seq = atEnd ? stream.endSeq() : stream.silentSeq();
            long conflated = stream.accountSilently(seq);
            int cause = atEnd ? stream.takeEndCause() : stream.takeLostCause();
            session.stats().lose(conflated, cause);
            group.next()
                    .seq(seq)
                    .conflated(conflated)
                    .detail(key.detail())
                    .instrumentId(key.instrumentId())
                    .channel(Channel.get((short) key.channel().code()));
            group.cause().clear();
            buffer.putByte(encoder.limit() - BYTES_FROM_CAUSE, (byte) cause);
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
