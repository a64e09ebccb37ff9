package io.ticktide.cli.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Holds the bars built from a trade stream against those the server built. Owner: one thread.
 *
 * <p>Left out: bars that began before the stream did, bars with a hole that the stream told of, and
 * the open bar while trades of it are still under way.
 */
final class BarAudit {
    static final List<String> INTERVALS = List.of("1s", "1m");

    private long compared;
    private long equal;
    private long excluded;

    /** What a comparison of one series came to; differences in words. */
    record Outcome(long compared, long excluded, List<String> differences) {
        boolean isEqual() {
            return differences.isEmpty();
        }
    }

    /**
     * Compares one series.
     *
     * @param interval place in {@link #INTERVALS}.
     */
    static Outcome compare(AuditedStream stream, int interval, JsonNode answer) {
        TradeBars own = stream.bars(interval);
        List<String> differences = new ArrayList<>();
        long compared = 0;
        long excluded = 0;
        for (JsonNode node : answer.path("bars")) {
            Bar theirs = bar(node);
            Bar ours = own.bar(theirs.openSec(), stream.priceScale(), stream.qtyScale());
            boolean open = node.path("state").asString("").equals("OPEN");
            boolean sameTrades = ours != null && ours.trades() == theirs.trades();
            if (!own.isComplete(theirs.openSec())) {
                excluded += ours == null ? 0 : 1;
            } else if (sameTrades || (!open && own.isPast(theirs.openSec()))) {
                compared++;
                if (!theirs.equals(ours)) {
                    differences.add(text(stream, interval, theirs, ours));
                }
            }
        }
        return new Outcome(compared, excluded, differences);
    }

    /** Counts a comparison in. */
    void add(Outcome outcome) {
        compared += outcome.compared();
        equal += outcome.compared() - outcome.differences().size();
        excluded += outcome.excluded();
    }

    /** "120 bars compared, 120 equal, 3 excluded". */
    String line() {
        return compared + " bars compared, " + equal + " equal, " + excluded + " excluded";
    }

    /** SHA-256 of all minute bars, lines joined by a line feed. */
    static String sha256(AuditedStream stream) {
        String lines =
                stream
                        .bars(INTERVALS.indexOf("1m"))
                        .all(stream.priceScale(), stream.qtyScale())
                        .stream()
                        .map(Bar::line)
                        .collect(Collectors.joining("\n"));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(lines.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Bar bar(JsonNode node) {
        return new Bar(
                node.path("time").asLong(),
                node.path("open").asString(""),
                node.path("high").asString(""),
                node.path("low").asString(""),
                node.path("close").asString(""),
                node.path("volume").asString(""),
                node.path("trades").asLong());
    }

    private static String text(AuditedStream stream, int interval, Bar theirs, Bar ours) {
        return stream.symbol()
                + " bar "
                + INTERVALS.get(interval)
                + ": built "
                + (ours == null ? "nothing" : ours.line())
                + ", expected the server's "
                + theirs.line();
    }
}
