package io.ticktide.ring;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The wall clock to the nanosecond at the price of the monotonic one: their distance is sampled,
 * and sampled again now and then. Agrona's clock of this kind samples a clock of milliseconds, so
 * it is wrong by up to one, differently in each process and after each sample.
 *
 * <p>Thread-safe. Allocates only to sample.
 */
public final class WallClock implements EpochNanoClock {
    private static final int TRIES = 16;
    private static final long RESAMPLE_NS = TimeUnit.SECONDS.toNanos(10);

    private final EpochNanoClock wall;
    private final NanoClock monotonic;
    private volatile Sample sample; // written by whoever finds it old, read by all

    private record Sample(long takenNs, long offsetNs) {}

    /** The clocks of the system. */
    public WallClock() {
        this(SystemEpochNanoClock.INSTANCE, SystemNanoClock.INSTANCE);
    }

    /**
     * @param wall exact but dear.
     * @param monotonic cheap.
     */
    WallClock(EpochNanoClock wall, NanoClock monotonic) {
        this.wall = wall;
        this.monotonic = monotonic;
        sample = take();
    }

    @Override
    public long nanoTime() {
        Sample last = sample;
        long nowNs = monotonic.nanoTime();
        if (nowNs - last.takenNs() > RESAMPLE_NS) {
            last = take();
            sample = last;
        }
        return nowNs + last.offsetNs();
    }

    /** The tightest of some tries: the thread may lose its core between two clocks. */
    private Sample take() {
        long tightestNs = Long.MAX_VALUE;
        Sample best = null;
        for (int i = 0; i < TRIES; i++) {
            long beforeNs = monotonic.nanoTime();
            long wallNs = wall.nanoTime();
            long tookNs = monotonic.nanoTime() - beforeNs;
            if (tookNs < tightestNs) {
                tightestNs = tookNs;
                best = new Sample(beforeNs, wallNs - beforeNs - tookNs / 2);
            }
        }
        return best;
    }
}
