package io.ticktide.session;

import io.ticktide.codecs.sbe.InstrumentDefinitionEncoder;
import io.ticktide.codecs.sbe.InstrumentKind;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.feed.Instrument;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
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
        encoded = new UnsafeBuffer[instruments.size()];
        MessageHeaderEncoder header = new MessageHeaderEncoder();
        InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512);
        for (Instrument instrument : instruments) {
            definition
                    .wrapAndApplyHeader(buffer, 0, header)
                    .tickSize(instrument.tickSize())
                    .lotSize(instrument.lotSize())
                    .instrumentId(instrument.id())
                    .priceExp((byte) -instrument.priceScale())
                    .qtyExp((byte) -instrument.qtyScale())
                    .kind(InstrumentKind.get((short) instrument.kind().ordinal()))
                    .symbol(instrument.symbol())
                    .description(instrument.description())
                    .venue(instrument.venue())
                    .currency(instrument.currency());
            int length = MessageHeaderEncoder.ENCODED_LENGTH + definition.encodedLength();
            byte[] bytes = new byte[length];
            buffer.getBytes(0, bytes);
            encoded[instrument.id()] = new UnsafeBuffer(bytes);
        }
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
