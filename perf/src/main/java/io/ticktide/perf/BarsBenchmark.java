package io.ticktide.perf;

import io.ticktide.candles.BarInterval;
import io.ticktide.candles.InstrumentBars;
import io.ticktide.config.DistributeConfig;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * One trade into the bars of all eight intervals, 100 trades a second in feed time, so that bars
 * close as they do on a busy instrument.
 */
public class BarsBenchmark extends StageBenchmark {
    private static final long TRADE_STEP_NS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Intervals somebody subscribed to: their open bar is encoded on every trade. */
    @Param({"0", "8"})
    public int wantedIntervals;

    private final Tape tape = new Tape();
    private final InstrumentBars bars =
            new InstrumentBars(
                    0, Tape.NOTIONAL_SCALE, DistributeConfig.defaults().historyBars(), this::onBar);
    private long trades;
    private long told;

    /** Marks the intervals that are wanted. */
    @Setup
    public void want() {
        for (int i = 0; i < wantedIntervals; i++) {
            bars.series(BarInterval.at(i)).wanted(true);
        }
    }

    /** One trade, on time. */
    @Benchmark
    public long trade() {
        long timeNs = StoppedClock.NOW_NS + trades * TRADE_STEP_NS;
        bars.onTrade(timeNs, timeNs, 0, 0, tape.price(trades), tape.qty(trades), trades + 1);
        trades++;
        return told;
    }

    private void onBar(BarInterval interval, DirectBuffer message, int length) {
        told++;
    }
}
