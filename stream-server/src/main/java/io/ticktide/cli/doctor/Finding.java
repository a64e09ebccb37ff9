package io.ticktide.cli.doctor;

/**
 * What one look at the machine gave.
 *
 * @param verdict how it is.
 * @param subject what was looked at; "open files".
 * @param text what was found, with figures.
 * @param remedy what to do; empty when it is good.
 */
public record Finding(Verdict verdict, String subject, String text, String remedy) {

    /** How it is. */
    public enum Verdict {
        /** As it should be. */
        GOOD,
        /** Works, but not for every use. */
        WEAK,
        /** Keeps the server from running. */
        BROKEN
    }

    static Finding good(String subject, String text) {
        return new Finding(Verdict.GOOD, subject, text, "");
    }

    static Finding weak(String subject, String text, String remedy) {
        return new Finding(Verdict.WEAK, subject, text, remedy);
    }

    static Finding broken(String subject, String text, String remedy) {
        return new Finding(Verdict.BROKEN, subject, text, remedy);
    }
}
