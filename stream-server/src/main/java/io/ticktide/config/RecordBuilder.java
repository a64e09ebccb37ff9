package io.ticktide.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes a stage's record of its defaults and what was set, and goes on after a problem, so that all
 * of them are found in one go.
 */
final class RecordBuilder {
    private final Map<String, Setting> settings;
    private final List<ConfigProblem> problems;

    /**
     * @param settings by full key.
     * @param problems takes what does not fit.
     */
    RecordBuilder(Map<String, Setting> settings, List<ConfigProblem> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    /** The full key of a component: {@code session.heartbeat-ms}. */
    static String keyOf(String section, RecordComponent component) {
        return section
                + '.'
                + component
                        .getName()
                        .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                        .toLowerCase(Locale.ROOT);
    }

    /** The value of a component. */
    static Object valueOf(Record instance, RecordComponent component) {
        try {
            return component.getAccessor().invoke(instance);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    /** The stage's record; the defaults where a value does not fit. */
    <R extends Record> R build(String section, R defaults) {
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) defaults.getClass();
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = valueOrDefault(section, components[i], defaults);
        }
        // Each turn either succeeds or puts one more value back to its default.
        for (int turn = 0; turn <= components.length; turn++) {
            try {
                return construct(type, components, values);
            } catch (ConfigException e) {
                Setting setting = settings.get(e.key());
                if (setting == null) {
                    problems.add(new ConfigProblem("default", e.getMessage() + "; set it too"));
                    return defaults;
                }
                problems.add(new ConfigProblem(setting.where(), e.getMessage()));
                reset(section, components, values, e.key(), defaults);
            }
        }
        return defaults;
    }

    private Object valueOrDefault(String section, RecordComponent component, Record defaults) {
        String path = keyOf(section, component);
        Setting setting = settings.get(path);
        if (setting != null) {
            ConfigKey key = ConfigKeys.find(path).orElseThrow();
            try {
                return SettingType.convert(key, component.getType(), setting.value());
            } catch (ConfigException e) {
                problems.add(new ConfigProblem(setting.where(), e.getMessage()));
            }
        }
        return valueOf(defaults, component);
    }

    private static void reset(
            String section,
            RecordComponent[] components,
            Object[] values,
            String key,
            Record defaults) {
        for (int i = 0; i < components.length; i++) {
            if (keyOf(section, components[i]).equals(key)) {
                values[i] = valueOf(defaults, components[i]);
            }
        }
    }

    private static <R extends Record> R construct(
            Class<R> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<R> canonical = type.getConstructor(types);
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof ConfigException problem) {
                throw problem;
            }
            throw new IllegalStateException(type + " cannot be made", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no public canonical constructor", e);
        }
    }
}
