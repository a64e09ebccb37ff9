package io.ticktide.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the settings of a HOCON file and remembers the line of each. */
final class FileSettings {
    private final Map<String, Setting> settings;
    private final List<ConfigProblem> problems;

    FileSettings(Map<String, Setting> settings, List<ConfigProblem> problems) {
        this.settings = settings;
        this.problems = problems;
    }

    void read(Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            String why = Files.exists(file) ? "cannot be read" : "there is no such file";
            problems.add(new ConfigProblem(file.toString(), why));
            return;
        }
        try {
            Config config =
                    ConfigFactory.parseFile(
                            file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
            take("", config.resolve().root());
        } catch (com.typesafe.config.ConfigException e) {
            problems.add(new ConfigProblem(where(e.origin(), file), withoutPlace(e)));
        }
    }

    private void take(String prefix, ConfigObject object) {
        object.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber()))
                .forEach(entry -> take(prefix + entry.getKey(), entry.getValue()));
    }

    private void take(String path, ConfigValue value) {
        if (ConfigKeys.find(path).isPresent()) {
            settings.put(path, new Setting(value.unwrapped(), where(value.origin(), null)));
        } else if (value instanceof ConfigObject object && !object.isEmpty()) {
            take(path + '.', object);
        } else if (isSection(path)) {
            if (value.valueType() != ConfigValueType.OBJECT) {
                String text = path + ": is a group of settings: " + path + " { … }";
                problems.add(new ConfigProblem(where(value.origin(), null), text));
            }
        } else {
            String text = KeySpelling.unknownKey(path);
            problems.add(new ConfigProblem(where(value.origin(), null), text));
        }
    }

    private static boolean isSection(String path) {
        return ConfigKeys.all().stream().anyMatch(key -> key.section().equals(path));
    }

    private static String where(ConfigOrigin origin, Path otherwise) {
        if (origin == null) {
            return String.valueOf(otherwise);
        }
        String name = origin.filename() == null ? origin.description() : origin.filename();
        return origin.lineNumber() < 0 ? name : name + ':' + origin.lineNumber();
    }

    // The library starts its messages with "FILE: LINE: ".
    private static String withoutPlace(com.typesafe.config.ConfigException e) {
        String message = String.valueOf(e.getMessage());
        ConfigOrigin origin = e.origin();
        String place = origin == null ? "" : origin.description() + ": ";
        String text = message.startsWith(place) ? message.substring(place.length()) : message;
        int line = origin == null ? -1 : origin.lineNumber();
        return text.startsWith(line + ": ") ? text.substring((line + ": ").length()) : text;
    }
}
