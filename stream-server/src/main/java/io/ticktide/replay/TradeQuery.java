package io.ticktide.replay;

/**
 * Which trades of a recording are wanted, in recording time: a trade that came late counts where it
 * came.
 *
 * @param symbol of the instrument.
 * @param fromNs earliest recording time, ns since the Unix epoch.
 * @param toNs latest.
 * @param limit trades at most.
 * @param after where the page before ended; null for the first one.
 */
public record TradeQuery(String symbol, long fromNs, long toNs, int limit, Place after) {
    /**
     * A place in a recording: what a page's end is called, {@code RUN.MESSAGES}.
     *
     * @param run number of the run.
     * @param position messages of the run up to there.
     */
    public record Place(int run, long position) {
        /**
         * The place of a text.
         *
         * @throws NumberFormatException when it is none.
         */
        public static Place parse(String text) {
            int dot = text.indexOf('.');
            if (dot < 0) {
                throw new NumberFormatException("no dot in \"" + text + '"');
            }
            return new Place(
                    Integer.parseInt(text.substring(0, dot)),
                    Long.parseLong(text.substring(dot + 1)));
        }

        /** As {@link #parse} reads it. */
        public String text() {
            return run + "." + position;
        }
    }
}
