package io.ticktide.perf.peer;

import java.util.Locale;

/** The peers that there are. */
public enum Peer {
    /** {@code ws} for Node.js, from npm. */
    WS,
    /** Undertow with its own {@code WebSockets.sendBinary}. */
    UNDERTOW_NAIVE;

    /** As it is written on a command line: {@code undertow-naive}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The peer of a label.
     *
     * @throws IllegalArgumentException naming the labels there are.
     */
    public static Peer of(String label) {
        for (Peer peer : values()) {
            if (peer.label().equals(label)) {
                return peer;
            }
        }
        throw new IllegalArgumentException('"' + label + "\" is neither ws nor undertow-naive");
    }
}
