package io.ticktide.endpoint;

import io.ticktide.distribute.Distributor;
import io.ticktide.feed.Instrument;
import io.ticktide.session.Definitions;
import io.ticktide.session.Dialect;
import io.ticktide.session.Session;
import java.util.List;

/**
 * What a connection looks at: the live market of its I/O thread, or the replay of a recording. Ids
 * and seqs mean something within one market only.
 *
 * <p>Owner: one I/O thread.
 */
final class Market {
    private final Distributor distributor;
    private final List<Instrument> instruments;
    private final Symbols symbols;
    private final Definitions definitions;
    private final Dialect json;
    private final long epochNs;
    private final SubscribeCommand subscribe;
    private final ListCommand list;
    private final RangeCommand range;

    /**
     * @param definitions those of the instruments.
     * @param json the JSON twin for them.
     * @param epochNs that the seqs are of.
     */
    Market(
            Distributor distributor,
            List<Instrument> instruments,
            Symbols symbols,
            Definitions definitions,
            Dialect json,
            long epochNs) {
        this.distributor = distributor;
        this.instruments = instruments;
        this.symbols = symbols;
        this.definitions = definitions;
        this.json = json;
        this.epochNs = epochNs;
        subscribe = new SubscribeCommand(distributor, symbols, epochNs);
        list = new ListCommand(distributor);
        range = new RangeCommand(distributor, symbols, epochNs);
    }

    /** Whether its instruments are these. */
    boolean has(List<Instrument> others) {
        return instruments.equals(others);
    }

    /**
     * A market with instruments of its own; those that are equal to this one's are not told again.
     */
    Market other(Distributor ofOther, List<Instrument> others, long otherEpochNs) {
        if (has(others)) {
            return new Market(ofOther, instruments, symbols, definitions, json, otherEpochNs);
        }
        return new Market(
                ofOther,
                others,
                new Symbols(others),
                new Definitions(others),
                new JsonDialect(others),
                otherEpochNs);
    }

    Distributor distributor() {
        return distributor;
    }

    /** The instrument of a symbol, or null. */
    Instrument instrument(String symbol) {
        return symbols.find(symbol);
    }

    long epochNs() {
        return epochNs;
    }

    SubscribeCommand subscribe() {
        return subscribe;
    }

    ListCommand list() {
        return list;
    }

    RangeCommand range() {
        return range;
    }

    /** Takes in a session that has left another market. */
    void join(Session session) {
        session.moveTo(
                session.dialect() instanceof JsonDialect ? json : session.dialect(), definitions);
        distributor.join(session);
    }
}
