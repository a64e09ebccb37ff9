package io.ticktide.endpoint;

import io.ticktide.session.Session;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Bad commands per session and minute. Holds an entry only for sessions that erred.
 *
 * <p>Owner: one I/O thread.
 */
final class ErrorBudget {
    private static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(1);

    private final int mostPerWindow;
    private final Map<Session, Window> windows = new HashMap<>();

    ErrorBudget(int mostPerWindow) {
        this.mostPerWindow = mostPerWindow;
    }

    /** Counts one bad command; true when it was one too many. */
    boolean isSpent(Session session, long nowNs) {
        Window window = windows.computeIfAbsent(session, key -> new Window());
        if (window.errors == 0 || nowNs - window.startNs >= WINDOW_NS) {
            window.startNs = nowNs;
            window.errors = 0;
        }
        window.errors++;
        return window.errors > mostPerWindow;
    }

    void forget(Session session) {
        windows.remove(session);
    }

    private static final class Window {
        private long startNs;
        private int errors;
    }
}
