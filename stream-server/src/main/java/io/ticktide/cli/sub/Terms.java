package io.ticktide.cli.sub;

import tools.jackson.databind.node.ObjectNode;

/**
 * How a client wants its streams; zero and empty stand for the server's defaults.
 *
 * @param maxRate messages per second and stream; 0: no limit.
 * @param maxAgeMs age beyond which a message is not wanted any more; 0: no limit.
 * @param onSlow {@code conflate} or {@code disconnect}; empty: not said.
 * @param from where to begin; null: now.
 */
public record Terms(int maxRate, int maxAgeMs, String onSlow, From from) {
    /** Everything, as it comes. */
    public static final Terms DEFAULT = new Terms(0, 0, "", null);

    /**
     * Where to begin.
     *
     * @param kind {@code seq}, {@code time} or {@code token}.
     * @param value first seq wanted, ns since the Unix epoch, or the token.
     */
    public record From(String kind, String value) {}

    void put(ObjectNode command) {
        if (maxRate > 0) {
            command.put("maxRate", maxRate);
        }
        if (maxAgeMs > 0) {
            command.put("maxAgeMs", maxAgeMs);
        }
        if (!onSlow.isEmpty()) {
            command.put("onSlow", onSlow);
        }
    }
}
