package io.ticktide.perf.bench;

/**
 * How evenly clients were served.
 *
 * @param least messages of the client that got fewest.
 * @param most messages of the client that got most.
 * @param jain R. Jain's index: 1 when all got the same, 1/n when one got everything.
 */
record Fairness(long least, long most, double jain) {

    /** Of the messages that each client got. */
    static Fairness of(long[] messages) {
        long least = Long.MAX_VALUE;
        long most = 0;
        double sum = 0;
        double squares = 0;
        for (long one : messages) {
            least = Math.min(least, one);
            most = Math.max(most, one);
            sum += one;
            squares += (double) one * one;
        }
        double jain = squares == 0 ? 0 : sum * sum / (messages.length * squares);
        return new Fairness(messages.length == 0 ? 0 : least, most, jain);
    }
}
