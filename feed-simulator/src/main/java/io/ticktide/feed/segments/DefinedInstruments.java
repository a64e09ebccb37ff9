package io.ticktide.feed.segments;

import io.ticktide.codecs.MessageLength;
import io.ticktide.codecs.sbe.InstrumentDefinitionDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.feed.Instrument;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Reads the instruments that a run of a recording defines. Thread-safe: no state. */
public final class DefinedInstruments {
    private DefinedInstruments() {}

    /**
     * The instruments of definition messages that stand one after the other. A kind that this
     * version does not know is {@link Instrument.Kind#OTHER}.
     */
    public static List<Instrument> read(DirectBuffer definitions) {
        List<Instrument> instruments = new ArrayList<>();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        InstrumentDefinitionDecoder decoder = new InstrumentDefinitionDecoder();
        int at = 0;
        while (at < definitions.capacity()) {
            decoder.wrapAndApplyHeader(definitions, at, header);
            instruments.add(instrument(decoder));
            at += MessageLength.of(definitions, at);
        }
        return List.copyOf(instruments);
    }

    private static Instrument instrument(InstrumentDefinitionDecoder of) {
        // The texts are read in the order of the schema.
        String symbol = of.symbol();
        String description = of.description();
        String venue = of.venue();
        String currency = of.currency();
        Instrument.Kind[] kinds = Instrument.Kind.values();
        int kind = of.kindRaw();
        return new Instrument(
                of.instrumentId(),
                symbol,
                description,
                venue,
                currency,
                kind < kinds.length ? kinds[kind] : Instrument.Kind.OTHER,
                -of.priceExp(),
                -of.qtyExp(),
                of.tickSize(),
                of.lotSize());
    }
}
