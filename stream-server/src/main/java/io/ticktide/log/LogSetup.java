package io.ticktide.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import org.slf4j.LoggerFactory;

/** Has the log as it is configured. Text of level info, what logback.xml says, needs nothing. */
public final class LogSetup {
    private static final String OURS = "io.ticktide";

    private LogSetup() {}

    /**
     * From now on.
     *
     * @param format {@code text} or {@code json}.
     * @param level of the least important lines: {@code error}, {@code warn}, {@code info}, {@code
     *     debug}; debug is of this software only.
     */
    public static void apply(String format, String level) {
        if (!level.equals("info")) {
            Level least = Level.valueOf(level);
            context().getLogger(OURS).setLevel(least);
            for (Logger logger : context().getLoggerList()) {
                if (logger.getLevel() != null && least.isGreaterOrEqual(logger.getLevel())) {
                    logger.setLevel(least);
                }
            }
        }
        if (format.equals("json")) {
            JsonLines lines = new JsonLines();
            lines.setContext(context());
            lines.start();
            RepeatLimit limit = (RepeatLimit) root().getAppender("LIMITED");
            ((OutputStreamAppender<ILoggingEvent>) limit.getAppender("STDERR")).setEncoder(lines);
        }
    }

    /** Says what is left to be said; nothing is logged after it. */
    public static void end() {
        context().stop();
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static Logger root() {
        return context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
