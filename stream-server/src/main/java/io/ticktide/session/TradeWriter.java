package io.ticktide.session;

import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.TradeEncoder;
import io.ticktide.codecs.sbe.TradeSummaryEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where the summaries of one session are encoded, one at a time; all its trade streams share it.
 *
 * <p>Owner: one I/O thread.
 */
final class TradeWriter {
    private static final int MOST_BYTES =
            MessageHeaderEncoder.ENCODED_LENGTH + TradeSummaryEncoder.BLOCK_LENGTH;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MOST_BYTES]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final TradeSummaryEncoder summary = new TradeSummaryEncoder();
    private final Message view = new Message();

    /** The buffer that {@link #trade} and {@link #summary} write to. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    TradeEncoder trade() {
        return trade.wrapAndApplyHeader(buffer, 0, header);
    }

    TradeSummaryEncoder summary() {
        return summary.wrapAndApplyHeader(buffer, 0, header);
    }

    /** A view of what was written, valid until the next message is. */
    Message message(int bodyBytes) {
        return view.wrap(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyBytes);
    }
}
