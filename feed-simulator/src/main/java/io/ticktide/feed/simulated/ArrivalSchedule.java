package io.ticktide.feed.simulated;

/**
 * When something happens. Arrivals come in bursts, as shot noise: now and then a shot of random,
 * heavy-tailed height raises the intensity and dies down within some 100 ms, on top of a steady
 * base. The base leans against what the shots brought too much or too little, so that the mean over
 * a minute is the rate that was asked for.
 *
 * <p>Intensity is constant within a cell of 1 ms; the gap to the next arrival is a random amount of
 * intensity that has to pass. Times are ns from the start of live.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class ArrivalSchedule {
    private static final double CELL_NS = 1e6;
    private static final double CELL_S = 1e-3;
    private static final double SHOT_DECAY = StrictMath.exp(-CELL_S / 0.120);
    private static final double CELLS_BETWEEN_SHOTS = 330;
    private static final double MIN_SHOT = 0.75;
    private static final double MAX_SHOT = 12;
    private static final double BASE = 0.5;
    private static final double MIN_BASE = 0.05;
    private static final double MAX_BASE = 2;
    private static final double LEAN_PER_S = 0.2;

    private final Xoshiro random;
    private final double eventsPerNs;

    private long cellStartNs;
    private double inCellNs;
    private double base = BASE;
    private double shots;
    private double cellsToShot;
    private long shotCount;
    // Seconds of mean intensity by which the schedule is behind the clock; below 0: ahead.
    private double behindS;

    ArrivalSchedule(long eventsPerSecond, Xoshiro random) {
        this.random = random;
        eventsPerNs = eventsPerSecond * 1e-9;
        cellsToShot = CELLS_BETWEEN_SHOTS * random.exponential();
        arrived(1);
    }

    /** When the next action happens. */
    long nextNs() {
        return cellStartNs + (long) inCellNs;
    }

    /** Number of shots so far; each may make another instrument hot. */
    long shotCount() {
        return shotCount;
    }

    /** Part of the present intensity that is due to shots, 0 to 1. */
    double shotShare() {
        return shots / (base + shots);
    }

    /** Moves on to the next action, the last one having been {@code events} events. */
    void arrived(int events) {
        double needed = events * random.exponential() / eventsPerNs;
        double intensity = base + shots;
        double left = (CELL_NS - inCellNs) * intensity;
        while (needed >= left) {
            needed -= left;
            nextCell(intensity);
            intensity = base + shots;
            left = CELL_NS * intensity;
        }
        inCellNs += needed / intensity;
    }

    private void nextCell(double intensity) {
        cellStartNs += (long) CELL_NS;
        inCellNs = 0;
        behindS += (1 - intensity) * CELL_S;
        shots *= SHOT_DECAY;
        cellsToShot--;
        if (cellsToShot <= 0) {
            cellsToShot += CELLS_BETWEEN_SHOTS * random.exponential();
            // Pareto with exponent 2: a uniform number to the power of -1/2.
            shots += Math.min(MAX_SHOT, MIN_SHOT / Math.sqrt(1 - random.nextDouble()));
            shotCount++;
        }
        base = Math.max(MIN_BASE, Math.min(MAX_BASE, BASE + LEAN_PER_S * behindS));
    }
}
