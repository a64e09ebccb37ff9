package io.ticktide.harness;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What this process logs as an error while it is open. Thread-safe. */
public final class ErrorLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private ErrorLog() {}

    public static ErrorLog open() {
        ErrorLog log = new ErrorLog();
        log.setContext(log.root.getLoggerContext());
        log.start();
        log.root.addAppender(log);
        return log;
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        root.detachAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            String cause =
                    event.getThrowableProxy() == null
                            ? ""
                            : ": "
                                    + event.getThrowableProxy().getClassName()
                                    + ' '
                                    + event.getThrowableProxy().getMessage();
            lines.add(event.getLoggerName() + ' ' + event.getFormattedMessage() + cause);
        }
    }
}
