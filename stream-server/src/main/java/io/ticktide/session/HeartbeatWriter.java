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
 * <p>Owner: that of its {@link Session}.
 */
final class HeartbeatWriter {
    private static final int STREAMS_PER_MESSAGE = 50;

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
            int length = encode(serverTimeNs, silent.subList(from, to));
            if (!session.fits(length)) {
                return;
            }
            session.append(view.wrap(buffer, 0, length), 0, 0, 0);
            from = to;
        } while (from < silent.size());
    }

    private int encode(long serverTimeNs, List<Subscription> streams) {
        encoder.wrapAndApplyHeader(buffer, 0, header).serverTime(serverTimeNs);
        HeartbeatEncoder.StreamsEncoder group = encoder.streamsCount(streams.size());
        for (Subscription stream : streams) {
            StreamKey key = stream.key();
            group.next()
                    .seq(stream.lastSeq())
                    .intervalSec(key.intervalSec())
                    .instrumentId(key.instrumentId())
                    .channel(Channel.get((short) key.channel().code()));
        }
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }
}
