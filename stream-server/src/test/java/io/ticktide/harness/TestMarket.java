package io.ticktide.harness;

import io.ticktide.feed.Instrument;
import java.util.List;
import java.util.stream.IntStream;

/** Instruments S0, S1, … with two decimals of price and three of quantity. */
public final class TestMarket {
    public static final int PRICE_SCALE = 2;
    public static final int QTY_SCALE = 3;
    public static final int NOTIONAL_SCALE = PRICE_SCALE + QTY_SCALE;

    private TestMarket() {}

    public static List<Instrument> instruments(int count) {
        return IntStream.range(0, count).mapToObj(TestMarket::instrument).toList();
    }

    public static Instrument instrument(int id) {
        return instrument("S" + id, id);
    }

    /** An instrument with another id than its symbol says. */
    public static Instrument instrument(String symbol, int id) {
        return new Instrument(
                id,
                symbol,
                "Stock number " + id,
                "SIM",
                "USD",
                Instrument.Kind.EQUITY,
                PRICE_SCALE,
                QTY_SCALE,
                1,
                1);
    }
}
