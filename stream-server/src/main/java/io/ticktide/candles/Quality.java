package io.ticktide.candles;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.sbe.BarQualityDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.CandleEncoder;
import java.util.List;

/** Quality bits of a bar as an int, as the schema's set and by name. */
public final class Quality {
    /** Names of the bits, from the lowest. */
    public static final List<String> NAMES =
            List.of("UPSTREAM_GAP", "PARTIAL_START", "LATE_TRADES");

    private Quality() {}

    static void write(CandleEncoder candle, int bits) {
        candle.quality()
                .clear()
                .uPSTREAM_GAP((bits & Bits.QUALITY_UPSTREAM_GAP) != 0)
                .pARTIAL_START((bits & Bits.QUALITY_PARTIAL_START) != 0)
                .lATE_TRADES((bits & Bits.QUALITY_LATE_TRADES) != 0);
    }

    /** The bits of a bar, as {@link Bits} numbers them. */
    public static int read(CandleDecoder candle) {
        BarQualityDecoder set = candle.quality();
        return (set.uPSTREAM_GAP() ? Bits.QUALITY_UPSTREAM_GAP : 0)
                | (set.pARTIAL_START() ? Bits.QUALITY_PARTIAL_START : 0)
                | (set.lATE_TRADES() ? Bits.QUALITY_LATE_TRADES : 0);
    }
}
