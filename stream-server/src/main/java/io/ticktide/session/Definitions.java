package io.ticktide.session;

import io.ticktide.feed.Instrument;
import io.ticktide.market.DefinitionMessages;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The instrument definitions as messages, encoded once.
 *
 * <p>Owner: one I/O thread, because of the view it hands out.
 */
public final class Definitions {
    private final UnsafeBuffer[] encoded;
    private final Message view = new Message();

    public Definitions(List<Instrument> instruments) {
        encoded = DefinitionMessages.of(instruments);
    }

    /** Bytes of one definition's message. */
    int lengthBytes(int instrumentId) {
        return encoded[instrumentId].capacity();
    }

    /** One definition's message, valid until the next call. */
    Message of(int instrumentId) {
        UnsafeBuffer buffer = encoded[instrumentId];
        return view.wrap(buffer, 0, buffer.capacity());
    }
}
