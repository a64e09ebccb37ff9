package io.ticktide.feed.simulated;

/**
 * Picks instruments by activity in constant time: Zipf-like, the instrument of rank r is picked in
 * proportion to (r + 1.5)^-0.9. Walker's alias method as built by Vose (IEEE TSE 17, 1991).
 *
 * <p>Immutable.
 */
final class ActivityTable {
    private static final double SHIFT = 1.5;
    private static final double EXPONENT = -0.9;

    private final double[] shares;
    private final double[] keep;
    private final int[] alias;

    ActivityTable(int instruments) {
        shares = new double[instruments];
        keep = new double[instruments];
        alias = new int[instruments];
        double sum = 0;
        for (int rank = 0; rank < instruments; rank++) {
            shares[rank] = StrictMath.pow(rank + SHIFT, EXPONENT);
            sum += shares[rank];
        }
        for (int rank = 0; rank < instruments; rank++) {
            shares[rank] /= sum;
        }
        fillAliases();
    }

    /** Part of all actions that an instrument has in the long run. */
    double share(int instrumentId) {
        return shares[instrumentId];
    }

    int pick(Xoshiro random) {
        int column = random.below(alias.length);
        return random.nextDouble() < keep[column] ? column : alias[column];
    }

    private void fillAliases() {
        int count = shares.length;
        // Small columns from the left, large ones from the right of one stack.
        int[] stack = new int[count];
        int small = 0;
        int large = count;
        for (int i = 0; i < count; i++) {
            keep[i] = shares[i] * count;
            if (keep[i] < 1) {
                stack[small++] = i;
            } else {
                stack[--large] = i;
            }
        }
        while (small > 0 && large < count) {
            int poor = stack[--small];
            int rich = stack[large];
            alias[poor] = rich;
            keep[rich] -= 1 - keep[poor];
            if (keep[rich] < 1) {
                large++;
                stack[small++] = rich;
            }
        }
        // What is left over differs from 1 by rounding only.
        while (small > 0) {
            keep[stack[--small]] = 1;
        }
        while (large < count) {
            keep[stack[large++]] = 1;
        }
    }
}
