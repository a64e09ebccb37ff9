package io.ticktide.candles;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import java.math.BigDecimal;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A candle message as a value. */
record Bar(
        long seq,
        int flags,
        long openTime,
        long openPx,
        long highPx,
        long lowPx,
        long closePx,
        long volume,
        BigDecimal notional,
        long firstTradeSeq,
        long lastTradeSeq,
        long trades,
        int intervalSec,
        int revision,
        String state,
        int quality) {

    static Bar of(DirectBuffer message) {
        CandleDecoder candle = new CandleDecoder();
        candle.wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
        return new Bar(
                EventHeader.seq(message, 0),
                EventHeader.flags(message, 0),
                candle.openTime(),
                candle.openPx(),
                candle.highPx(),
                candle.lowPx(),
                candle.closePx(),
                candle.volume(),
                BigDecimal.valueOf(candle.notional(), -candle.notionalExp()).stripTrailingZeros(),
                candle.firstTradeSeq(),
                candle.lastTradeSeq(),
                candle.trades(),
                (int) candle.intervalSec(),
                candle.revision(),
                candle.state().name(),
                Quality.read(candle));
    }

    static Bar of(CandleDecoder candle) {
        return of(
                new UnsafeBuffer(
                        candle.buffer(),
                        candle.offset() - MessageHeaderDecoder.ENCODED_LENGTH,
                        BarHistory.BAR_BYTES));
    }

    /** Only what the trades determine. */
    Bar content() {
        return new Bar(
                0,
                0,
                openTime,
                openPx,
                highPx,
                lowPx,
                closePx,
                volume,
                notional,
                firstTradeSeq,
                lastTradeSeq,
                trades,
                intervalSec,
                revision,
                state,
                quality);
    }
}
