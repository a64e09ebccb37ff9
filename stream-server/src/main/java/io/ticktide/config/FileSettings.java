package io.ticktide.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigResolver;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads the settings of a HOCON file and remembers the line of each. */
final class FileSettings {
    private final Map<String, String> environment;
    private final Map<String, Setting> settings;
    private final List<ConfigProblem> problems;

    /**
     * @param environment for substitutions.
     * @param settings takes what is set.
     * @param problems takes what is wrong.
     */
    FileSettings(
            Map<String, String> environment,
            Map<String, Setting> settings,
            List<ConfigProblem> problems) {
        this.environment = environment;
        this.settings = settings;
        this.problems = problems;
    }

    void read(Path file) {
        if (file.toString().isEmpty()) {
            problems.add(new ConfigProblem("--config", "names no file"));
            return;
        }
        try {
            Config config = new IncludedFiles(problems).parse(file);
            take("", config.resolve(variables()).root());
        } catch (UnusableFileException e) {
            problems.add(e.in(file.toString()));
        } catch (com.typesafe.config.ConfigException.UnresolvedSubstitution e) {
            String text = withoutPlace(e);
            String remedy =
                    text.contains("part of a cycle")
                            ? "; write the value itself"
                            : "; write it as ${?NAME} where it may be missing";
            problems.add(new ConfigProblem(where(e.origin(), file), text + remedy));
        } catch (com.typesafe.config.ConfigException.WrongType e) {
            String text = "expected settings such as feed.rate = 500, not a list";
            problems.add(new ConfigProblem(where(e.origin(), file), text));
        } catch (com.typesafe.config.ConfigException e) {
            // What stands there may be a secret: somebody mixed up two files.
            String text = withoutPlace(e).replaceAll("(['\"])[^'\"]{4,}\\1", "$1…$1");
            problems.add(new ConfigProblem(where(e.origin(), file), text));
        }
    }

    // The name of the variable is told instead of "env variables".
    private ConfigResolveOptions variables() {
        return ConfigResolveOptions.noSystem()
                .appendResolver(
                        new ConfigResolver() {
                            @Override
                            public ConfigValue lookup(String name) {
                                String value = environment.get(name);
                                return value == null
                                        ? null
                                        : ConfigValueFactory.fromAnyRef(value, "variable " + name);
                            }

                            @Override
                            public ConfigResolver withFallback(ConfigResolver fallback) {
                                return this;
                            }
                        });
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
        // Of several places, "merge of FILE: 1,FILE: 7", the first.
        String place = origin.description().replaceFirst("^merge of ([^,]*),.*", "$1");
        return place.replaceFirst(": (\\d+)(-\\d+)?$", ":$1");
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
