package io.ticktide.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Turns what somebody wrote into the type of a record's component. */
final class SettingType {
    private SettingType() {}

    /**
     * The value as the type; numbers and booleans may be text, as in an environment variable.
     *
     * @throws ConfigException when it does not fit; names value and expected.
     */
    static Object convert(ConfigKey key, Class<?> type, Object value) {
        if (type == boolean.class) {
            return toBoolean(key, value);
        }
        if (type == int.class) {
            long number = toLong(key, value);
            Checks.isTrue(number == (int) number, key.path(), outside(key, value));
            return (int) number;
        }
        if (type == long.class) {
            return toLong(key, value);
        }
        if (type == String.class) {
            Checks.isTrue(isScalar(value), key.path(), misfit(key, value, "text"));
            // No path or name may hold it; what opens files would fail at the start only.
            Checks.isTrue(
                    value.toString().indexOf('\0') < 0, key.path(), "holds a NUL; leave it out");
            return value.toString();
        }
        if (type == List.class) {
            return toTexts(key, value);
        }
        throw new IllegalStateException(key.path() + " has the unreadable type " + type);
    }

    private static boolean toBoolean(ConfigKey key, Object value) {
        String text = String.valueOf(value);
        boolean holds = text.equals("true");
        Checks.isTrue(holds || text.equals("false"), key.path(), misfit(key, value, "a boolean"));
        return holds;
    }

    private static long toLong(ConfigKey key, Object value) {
        Checks.isTrue(
                value instanceof Number || value instanceof String,
                key.path(),
                misfit(key, value, "a whole number"));
        BigDecimal number;
        try {
            number = new BigDecimal(value.toString().trim());
            if (number.stripTrailingZeros().scale() > 0) {
                throw new NumberFormatException("has decimals");
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(key.path(), misfit(key, value, "a whole number"));
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new ConfigException(key.path(), outside(key, value));
        }
    }

    private static List<String> toTexts(ConfigKey key, Object value) {
        if (value instanceof String text) {
            return text.isBlank() ? List.of() : List.of(text.trim().split("\\s*,\\s*"));
        }
        if (value instanceof List<?> list && list.stream().allMatch(SettingType::isScalar)) {
            return list.stream().map(String::valueOf).collect(Collectors.toList());
        }
        throw new ConfigException(key.path(), misfit(key, value, "a list of texts"));
    }

    private static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static String misfit(ConfigKey key, Object value, String wanted) {
        return shown(value) + " is not " + wanted + "; expected: " + key.allowed();
    }

    private static String outside(ConfigKey key, Object value) {
        return shown(value) + " is out of range; expected: " + key.allowed();
    }

    private static String shown(Object value) {
        return value instanceof String ? "\"" + value + '"' : String.valueOf(value);
    }
}
