package io.ticktide.config;

import com.typesafe.config.ConfigUtil;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a configuration as a file that can be read again, each key with its documentation. */
public final class ConfigText {
    private ConfigText() {}

    /** The configuration as HOCON; a comment per key says meaning, range and default. */
    public static String of(ServerConfig config) {
        ServerConfig defaults = ServerConfig.defaults();
        StringBuilder text = new StringBuilder(4_096);
        text.append("# Ticktide configuration. Precedence: this file, TICKTIDE_* environment")
                .append(" (feed.rate is TICKTIDE_FEED_RATE), --set key=value.\n");
        for (RecordComponent stage : ServerConfig.class.getRecordComponents()) {
            Record actual = (Record) RecordBuilder.valueOf(config, stage);
            Record standard = (Record) RecordBuilder.valueOf(defaults, stage);
            text.append('\n').append(stage.getName()).append(" {\n");
            for (RecordComponent component : actual.getClass().getRecordComponents()) {
                ConfigKey key =
                        ConfigKeys.find(RecordBuilder.keyOf(stage.getName(), component))
                                .orElseThrow();
                appendKey(
                        text,
                        key,
                        RecordBuilder.valueOf(actual, component),
                        RecordBuilder.valueOf(standard, component));
            }
            text.append("}\n");
        }
        return text.toString();
    }

    /** The settings that differ from their defaults, {@code feed.rate=500}. */
    public static List<String> changes(ServerConfig config) {
        ServerConfig defaults = ServerConfig.defaults();
        List<String> changes = new ArrayList<>();
        for (RecordComponent stage : ServerConfig.class.getRecordComponents()) {
            Record actual = (Record) RecordBuilder.valueOf(config, stage);
            Record standard = (Record) RecordBuilder.valueOf(defaults, stage);
            for (RecordComponent component : actual.getClass().getRecordComponents()) {
                Object value = RecordBuilder.valueOf(actual, component);
                if (!value.equals(RecordBuilder.valueOf(standard, component))) {
                    changes.add(RecordBuilder.keyOf(stage.getName(), component) + '=' + value);
                }
            }
        }
        return changes;
    }

    private static void appendKey(
            StringBuilder text, ConfigKey key, Object value, Object standard) {
        text.append("  # ")
                .append(key.meaning())
                .append(" (")
                .append(key.allowed())
                .append("; default ")
                .append(hocon(standard))
                .append(")\n  ")
                .append(key.name())
                .append(" = ")
                .append(hocon(value))
                .append('\n');
    }

    /** A value as the file has it. */
    static String hocon(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigText::hocon).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text ? ConfigUtil.quoteString(text) : String.valueOf(value);
    }
}
