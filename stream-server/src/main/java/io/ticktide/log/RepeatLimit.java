package io.ticktide.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Passes on a few lines of the same kind in ten seconds, however they differ in their values, and
 * then how many more there were: with the next line of any kind, or at the end.
 *
 * <pre>
 *   INFO  Admission handshake of 10.0.0.7 refused: 403 …       five of these, then
 *   INFO  Admission … 1234 more like this: handshake of {} refused: {} {}
 * </pre>
 *
 * <p>Bound: so many kinds are told apart at a time. Thread-safe.
 */
public final class RepeatLimit extends AppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {
    private static final int MOST_ALIKE = 5;
    private static final int MOST_KINDS = 256;
    private static final int MOST_CHARS = 200;
    private static final long WINDOW_MS = TimeUnit.SECONDS.toMillis(10);

    private final AppenderAttachableImpl<ILoggingEvent> next = new AppenderAttachableImpl<>();
    private final Map<Kind, Window> windows = new LinkedHashMap<>(); // oldest first

    private record Kind(String logger, Level level, String template) {}

    private static final class Window {
        private final long sinceMs;
        private long lines;

        Window(long sinceMs) {
            this.sinceMs = sinceMs;
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        long nowMs = event.getTimeStamp();
        Iterator<Map.Entry<Kind, Window>> oldest = windows.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Kind, Window> entry = oldest.next();
            long ageMs = nowMs - entry.getValue().sinceMs;
            // A clock that was set back ends a window, too.
            if (ageMs >= 0 && ageMs < WINDOW_MS && windows.size() < MOST_KINDS) {
                break;
            }
            oldest.remove();
            tellRest(entry.getKey(), entry.getValue());
        }
        String template = String.valueOf(event.getMessage());
        Kind kind =
                new Kind(
                        event.getLoggerName(),
                        event.getLevel(),
                        template.substring(0, Math.min(MOST_CHARS, template.length())));
        Window window = windows.computeIfAbsent(kind, added -> new Window(nowMs));
        window.lines++;
        if (window.lines <= MOST_ALIKE) {
            next.appendLoopOnAppenders(event);
        }
    }

    private void tellRest(Kind kind, Window window) {
        long more = window.lines - MOST_ALIKE;
        if (more > 0) {
            Object[] values = {more, kind.template()};
            next.appendLoopOnAppenders(
                    new LoggingEvent(
                            RepeatLimit.class.getName(),
                            ((LoggerContext) getContext()).getLogger(kind.logger()),
                            kind.level(),
                            "… {} more like this: {}",
                            null,
                            values));
        }
    }

    @Override
    public synchronized void stop() {
        windows.forEach(this::tellRest);
        windows.clear();
        super.stop();
        next.detachAndStopAllAppenders();
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        next.addAppender(appender);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return next.iteratorForAppenders();
    }

    @Override
    public Appender<ILoggingEvent> getAppender(String name) {
        return next.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> appender) {
        return next.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        next.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> appender) {
        return next.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return next.detachAppender(name);
    }
}
