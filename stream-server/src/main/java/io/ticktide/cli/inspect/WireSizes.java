package io.ticktide.cli.inspect;

import io.ticktide.endpoint.BinaryDialect;
import io.ticktide.endpoint.JsonDialect;
import io.ticktide.session.Dialect;
import io.ticktide.session.Message;
import io.ticktide.websocket.ServerFrames;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/** Measures messages on the wire by encoding them with the server's own dialects. */
public final class WireSizes {
    private static final int[] DELTA_LEVELS = {1, 2, 10};
    private static final int[] DEPTHS = {5, 10, 20, 50};

    private final Dialect binary = new BinaryDialect();
    private final Dialect json = new JsonDialect(List.of(SampleMessages.INSTRUMENT));
    private final MutableDirectBuffer frame = new ExpandableArrayBuffer(65_536);
    private final SampleMessages samples = new SampleMessages();
    private int end;

    /** One row a kind of message. */
    public List<WireSize> all() {
        List<WireSize> sizes = new ArrayList<>();
        sizes.add(size("quote", samples.quote()));
        sizes.add(size("quote, wide", samples.quoteWide()));
        sizes.add(size("trade", samples.trade()));
        sizes.add(size("trade summary", samples.tradeSummary()));
        for (int levels : DELTA_LEVELS) {
            sizes.add(size("book delta, levels " + levels, samples.bookDelta(levels)));
        }
        for (int depth : DEPTHS) {
            sizes.add(size("book snapshot, depth " + depth, samples.bookSnapshot(depth)));
        }
        sizes.add(size("candle", samples.candle()));
        sizes.add(size("status", samples.status()));
        sizes.add(size("definition", samples.definition()));
        sizes.add(size("heartbeat, silent streams 0", samples.heartbeat(0)));
        sizes.add(size("heartbeat, silent streams 50", samples.heartbeat(50)));
        return sizes;
    }

    private WireSize size(String name, Message message) {
        int packet = payloadBytes(binary, message, 1);
        int frameBytes = end - binary.start();
        int text = payloadBytes(json, message, 1);
        int textFrameBytes = end - json.start();
        return new WireSize(
                name,
                packet,
                frameBytes,
                payloadBytes(binary, message, 2) - packet,
                text,
                textFrameBytes,
                payloadBytes(json, message, 2) - text);
    }

    /** Encodes the message so many times into one frame, which ends at {@link #end}. */
    private int payloadBytes(Dialect dialect, Message message, int messages) {
        end = dialect.begin(frame);
        for (int i = 0; i < messages; i++) {
            end = dialect.append(frame, end, message, 0, 0, 0);
        }
        end = dialect.finish(frame, end, messages, 1);
        return end - ServerFrames.HEADROOM;
    }
}
