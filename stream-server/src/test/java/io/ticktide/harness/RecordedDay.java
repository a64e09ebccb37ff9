package io.ticktide.harness;

import io.ticktide.codecs.recording.WriterSettings;
import io.ticktide.feed.Instrument;
import io.ticktide.feed.Side;
import io.ticktide.feed.TradingState;
import io.ticktide.record.SyncRecorder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A recording of two instruments, S2 with id 0 and S0 with id 1: ten ticks a second, each a trade,
 * a quote and a change of the book of S2; a trade of S0 a second; the clock twice a second.
 */
public final class RecordedDay {
    /** Recording time of the first tick: a full hour. */
    public static final long START_NS = TimeUnit.HOURS.toNanos(472_000);

    /** Between ticks. */
    public static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(100);

    public static final long EPOCH_NS = 77;

    private RecordedDay() {}

    /** Time of a tick, the first being 0. */
    public static long timeNs(long tick) {
        return START_NS + tick * TICK_NS;
    }

    /** Price of the trade of S2 at a tick; its seq is tick + 1. */
    public static long price(long tick) {
        return 10_000 + tick * 7 % 101;
    }

    /** S2 and S0. */
    public static List<Instrument> instruments() {
        return List.of(TestMarket.instrument("S2", 0), TestMarket.instrument("S0", 1));
    }

    /** Writes it. */
    public static void write(Path directory, List<Instrument> instruments, int ticks) {
        try (SyncRecorder recorder =
                SyncRecorder.open(
                        directory,
                        WriterSettings.DEFAULTS,
                        instruments,
                        "{\"source\":\"test\"}",
                        EPOCH_NS,
                        0)) {
            recorder.onStatus(0, START_NS, TradingState.OPEN);
            for (int tick = 0; tick < ticks; tick++) {
                tell(recorder, tick);
            }
        }
    }

    private static void tell(SyncRecorder recorder, int tick) {
        long atNs = timeNs(tick);
        long price = price(tick);
        if (tick % 5 == 0) {
            recorder.onClock(atNs);
        }
        recorder.onTrade(0, atNs, price, 1 + tick % 9, tick + 1, Side.BUY);
        recorder.onQuote(0, atNs, price - 1, 5, price + 1, 6);
        recorder.onBookStart(0, atNs, tick == 0);
        recorder.onBookLevel(Side.BUY, 9_000 + tick % 40, 1 + tick % 3);
        recorder.onBookLevel(Side.SELL, 11_000 + tick % 30, tick % 4);
        recorder.onBookEnd();
        if (tick % 10 == 0) {
            recorder.onTrade(1, atNs, 500 + tick % 77, 2, tick + 1, Side.SELL);
        }
    }
}
