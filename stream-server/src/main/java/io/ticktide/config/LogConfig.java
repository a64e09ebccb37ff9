package io.ticktide.config;

/**
 * What is logged, on stderr.
 *
 * @param format {@code text} for people, {@code json} for machines.
 * @param level least important line that is logged: {@code error}, {@code warn}, {@code info},
 *     {@code debug}.
 */
public record LogConfig(String format, String level) {
    public LogConfig {
        Checks.oneOf("log.format", format, "text", "json");
        Checks.oneOf("log.level", level, "error", "warn", "info", "debug");
    }

    public static LogConfig defaults() {
        return new LogConfig("text", "info");
    }
}
