package io.ticktide.cli.verify;

import tools.jackson.databind.JsonNode;

/**
 * Holds a book kept from its stream against the one that the server has, at the same seq. Owner:
 * one thread.
 */
final class BookAudit {
    /** Levels per side that are compared. */
    static final int LEVELS = 5;

    private long compared;
    private long equal;
    private long missed;

    /**
     * Compares one book.
     *
     * @return false when the stream had no event of the answer's seq: ask again.
     */
    boolean compare(AuditedStream stream, JsonNode answer, Violations differences) {
        long seq = Long.parseLong(answer.path("seq").asString("0"));
        String ours = stream.book().state(seq);
        if (ours == null) {
            return false;
        }
        compared++;
        String theirs = levels(answer.path("bids")) + " | " + levels(answer.path("asks"));
        if (theirs.equals(ours)) {
            equal++;
        } else {
            differences.add(
                    stream.ledger().name()
                            + " seq "
                            + seq
                            + ": kept "
                            + ours
                            + " expected the server's "
                            + theirs);
        }
        return true;
    }

    /** The stream never stood at a seq that the server told of. */
    void onMissed() {
        missed++;
    }

    /** Whether there was any book. */
    boolean isUsed() {
        return compared + missed > 0;
    }

    /** "3 books compared, 3 equal, 0 never at the same seq". */
    String line() {
        return compared
                + " books compared, "
                + equal
                + " equal, "
                + missed
                + " never at the same seq";
    }

    private static String levels(JsonNode levels) {
        StringBuilder text = new StringBuilder();
        for (JsonNode level : levels) {
            text.append(level.path(0).asString("")).append(" x ");
            text.append(level.path(1).asString("")).append(", ");
        }
        return text.toString();
    }
}
