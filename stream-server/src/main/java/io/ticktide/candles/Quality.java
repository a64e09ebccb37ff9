package io.ticktide.candles;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.sbe.BarQualityDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.CandleEncoder;

/** Quality bits of a bar as an int and as the schema's set. */
final class Quality {
    private Quality() {}

    static void write(CandleEncoder candle, int bits) {
        candle.quality()
                .clear()
                .uPSTREAM_GAP((bits & Bits.QUALITY_UPSTREAM_GAP) != 0)
                .pARTIAL_START((bits & Bits.QUALITY_PARTIAL_START) != 0)
                .lATE_TRADES((bits & Bits.QUALITY_LATE_TRADES) != 0);
    }

    static int read(CandleDecoder candle) {
        BarQualityDecoder set = candle.quality();
        return (set.uPSTREAM_GAP() ? Bits.QUALITY_UPSTREAM_GAP : 0)
                | (set.pARTIAL_START() ? Bits.QUALITY_PARTIAL_START : 0)
                | (set.lATE_TRADES() ? Bits.QUALITY_LATE_TRADES : 0);
    }
}
