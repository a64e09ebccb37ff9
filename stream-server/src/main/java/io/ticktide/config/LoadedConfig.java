package io.ticktide.config;

import java.util.List;

/**
 * A configuration that was read.
 *
 * @param config valid as a whole.
 * @param warnings what looks wrong but does no harm, for people.
 */
public record LoadedConfig(ServerConfig config, List<String> warnings) {
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
