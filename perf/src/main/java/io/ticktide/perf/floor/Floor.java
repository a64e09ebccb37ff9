package io.ticktide.perf.floor;

import io.ticktide.feed.simulated.RatePlan;
import io.ticktide.ring.WallClock;
import java.io.IOException;
import java.util.List;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The floor as a process of its own: {@code Floor MODE SYMBOLS PLAN}. Says where it listens, and
 * ends by a signal, with the process that started it, or after ten minutes.
 */
public final class Floor {
    private static final int USAGE = 2;

    private Floor() {}

    /** Exit codes: 0 ok, 2 bad usage. */
    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("usage: Floor batched|per-tick SYMBOLS RATE/MS,RATE/MS,…");
            System.exit(USAGE);
        }
        NanoClock clock = SystemNanoClock.INSTANCE;
        FloorMode mode = FloorMode.of(args[0]);
        int symbols = Integer.parseInt(args[1]);
        RatePlan plan = RatePlan.parse(List.of(args[2].split(",", -1)));
        try (FloorServer server = new FloorServer(mode, symbols, plan, clock, new WallClock())) {
            System.out.println("listening on " + server.address().getPort());
            Lifetime lifetime = new Lifetime(clock);
            while (!lifetime.isOver()) {
                if (server.step() == 0) {
                    server.park();
                }
            }
        }
    }
}
