package io.ticktide.market;

import io.ticktide.codecs.sbe.InstrumentDefinitionEncoder;
import io.ticktide.codecs.sbe.InstrumentKind;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.feed.Instrument;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Tells what instruments are. Thread-safe: no state. */
public final class DefinitionMessages {
    private DefinitionMessages() {}

    /** The definition of each instrument as a message from offset 0, in the order of their ids. */
    public static UnsafeBuffer[] of(List<Instrument> instruments) {
        UnsafeBuffer[] encoded = new UnsafeBuffer[instruments.size()];
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
        return encoded;
    }
}
