package io.ticktide.harness;

import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/** Bars as tests compare them. */
public final class BarText {
    private BarText() {}

    /** Open time in seconds, open, high, low, close, volume, trades and state. */
    public static String of(DirectBuffer message) {
        CandleDecoder bar =
                new CandleDecoder().wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
        return TimeUnit.NANOSECONDS.toSeconds(bar.openTime())
                + " "
                + bar.openPx()
                + " "
                + bar.highPx()
                + " "
                + bar.lowPx()
                + " "
                + bar.closePx()
                + " "
                + bar.volume()
                + " "
                + bar.trades()
                + " "
                + bar.state();
    }
}
