package io.ticktide.perf.bench;

import java.io.PrintWriter;

/** Tells people what is going on: one line that changes on a terminal, plain lines elsewhere. */
final class Console {
    private static final String CLEAR = "\r\u001B[K";

    private final PrintWriter err;
    private final boolean terminal;
    private boolean open;

    Console(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** A step begins; on a terminal it replaces the last one. */
    void step(String text) {
        if (terminal) {
            err.print(CLEAR + text);
            open = true;
        } else {
            err.println(text);
        }
        err.flush();
    }

    /** Something to keep. */
    void note(String text) {
        end();
        err.println(text);
        err.flush();
    }

    /** No more steps: what follows begins a line. */
    void end() {
        if (open) {
            err.print(CLEAR);
            err.flush();
            open = false;
        }
    }
}
