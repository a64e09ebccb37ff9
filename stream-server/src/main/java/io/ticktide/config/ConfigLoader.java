package io.ticktide.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads the configuration from its sources, of which a later one wins: defaults, {@link #file},
 * {@code TICKTIDE_*} environment variables, {@link #set}, {@link #flag}. Problems are gathered and
 * told all at once by {@link #load}.
 *
 * <p>Owner: one thread; used once.
 */
public final class ConfigLoader {
    /** Read by the launcher, the tests and tools; no settings of the server. */
    private static final Set<String> FOREIGN_VARIABLES =
            Set.of(
                    "TICKTIDE_REQUIRE_NODE",
                    "TICKTIDE_URL",
                    "TICKTIDE_COMMAND",
                    "TICKTIDE_SCREENSHOTS",
                    "TICKTIDE_DATA",
                    "TICKTIDE_RECORDING",
                    "TICKTIDE_EXPECTED",
                    "TICKTIDE_JAVA_OPTS");

    private final Map<String, String> environment;
    private final Map<String, Setting> fileSettings = new LinkedHashMap<>();
    private final Map<String, Setting> variables = new LinkedHashMap<>();
    private final Map<String, Setting> assignments = new LinkedHashMap<>();
    private final Map<String, Setting> flags = new LinkedHashMap<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param environment variables by name; those that start with {@code TICKTIDE_} count.
     */
    public ConfigLoader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        new TreeMap<>(environment).forEach(this::takeVariable);
    }

    /** Takes a HOCON file; relative to the working directory. */
    public ConfigLoader file(Path file) {
        new FileSettings(environment, fileSettings, problems).read(file);
        return this;
    }

    /** Takes one {@code key=value} of the command line. */
    public ConfigLoader set(String assignment) {
        int equals = assignment.indexOf('=');
        String where = "--set " + assignment;
        if (equals < 1) {
            problems.add(new ConfigProblem(where, "expected key=value, such as feed.rate=500"));
            return this;
        }
        String path = assignment.substring(0, equals).trim();
        if (ConfigKeys.find(path).isEmpty()) {
            problems.add(new ConfigProblem(where, KeySpelling.unknownKey(path)));
            return this;
        }
        assignments.put(path, new Setting(assignment.substring(equals + 1).trim(), where));
        return this;
    }

    /**
     * Takes an option that stands for a setting.
     *
     * @param flag as on the command line, {@code --rate}.
     * @param path full key, {@code feed.rate}.
     * @param value null: the option was not given.
     */
    public ConfigLoader flag(String flag, String path, Object value) {
        if (value != null) {
            flags.put(path, new Setting(value, flag));
        }
        return this;
    }

    /**
     * The configuration.
     *
     * @throws InvalidConfigException when any source has a problem.
     */
    public LoadedConfig load() throws InvalidConfigException {
        RecordBuilder records = new RecordBuilder(settings(), problems);
        ServerConfig defaults = ServerConfig.defaults();
        ServerConfig config =
                new ServerConfig(
                        records.build("feed", defaults.feed()),
                        records.build("ring", defaults.ring()),
                        records.build("distribute", defaults.distribute()),
                        records.build("session", defaults.session()),
                        records.build("endpoint", defaults.endpoint()),
                        records.build("auth", defaults.auth()),
                        records.build("replay", defaults.replay()),
                        records.build("record", defaults.record()),
                        records.build("admin", defaults.admin()),
                        records.build("log", defaults.log()));
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return new LoadedConfig(config, warnings);
    }

    /** Where a setting was made, {@code ticktide.conf:3}; "default" when it was not. */
    public String where(String path) {
        Setting setting = settings().get(path);
        return setting == null ? "default" : setting.where();
    }

    private Map<String, Setting> settings() {
        Map<String, Setting> settings = new LinkedHashMap<>(fileSettings);
        settings.putAll(variables);
        settings.putAll(assignments);
        settings.putAll(flags);
        return settings;
    }

    private void takeVariable(String name, String value) {
        if (!name.startsWith(ConfigKeys.VARIABLE_PREFIX) || FOREIGN_VARIABLES.contains(name)) {
            return;
        }
        for (ConfigKey key : ConfigKeys.all()) {
            if (key.variable().equals(name)) {
                variables.put(key.path(), new Setting(value, name));
                return;
            }
        }
        String text = KeySpelling.unknownVariable(name);
        if (ConfigKeys.all().stream().anyMatch(key -> name.startsWith(stagePrefix(key)))) {
            problems.add(new ConfigProblem(name, text));
        } else {
            // Not an error: Kubernetes sets TICKTIDE_SERVICE_HOST for a service named ticktide.
            warnings.add(name + ": " + text);
        }
    }

    private static String stagePrefix(ConfigKey key) {
        int stageLength = ConfigKeys.VARIABLE_PREFIX.length() + key.section().length() + 1;
        return key.variable().substring(0, stageLength);
    }
}
