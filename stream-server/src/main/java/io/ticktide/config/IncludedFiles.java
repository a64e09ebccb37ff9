package io.ticktide.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Parses a file and what it includes. The library passes over an included file that is missing, and
 * over each when the file was named without a folder; here that is a problem.
 */
final class IncludedFiles
        implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private final List<ConfigProblem> problems;
    private final Deque<Path> files = new ArrayDeque<>();
    private final Deque<String> texts = new ArrayDeque<>();

    IncludedFiles(List<ConfigProblem> problems) {
        this.problems = problems;
    }

    /**
     * The settings of a file; not resolved.
     *
     * @throws UnusableFileException when it is no text.
     */
    Config parse(Path file) throws UnusableFileException {
        String text = SettingsText.read(file);
        ConfigSyntax syntax = ConfigSyntax.CONF;
        if (file.toString().endsWith(".json")) {
            syntax = ConfigSyntax.JSON;
        } else if (file.toString().endsWith(".properties")) {
            syntax = ConfigSyntax.PROPERTIES;
        }
        files.push(file);
        texts.push(text);
        try {
            return ConfigFactory.parseString(
                    text,
                    ConfigParseOptions.defaults()
                            .setOriginDescription(file.toString())
                            .setSyntax(syntax)
                            .setIncluder(this));
        } finally {
            files.pop();
            texts.pop();
        }
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        if (what.contains("://")) {
            return refuse(what);
        }
        try {
            Path file = files.element().resolveSibling(what);
            Path named = files.element().resolveSibling(what + ".conf");
            return take(what, !Files.exists(file) && Files.exists(named) ? named : file);
        } catch (InvalidPathException e) {
            return refuse(what);
        }
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return refuse(what.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return refuse(what);
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this; // Nothing but files that exist.
    }

    private ConfigObject take(String what, Path file) {
        if (files.stream().anyMatch(open -> isSame(open, file))) {
            return problem(what, "include \"" + what + "\": the file includes itself");
        }
        try {
            return parse(file).root();
        } catch (UnusableFileException e) {
            ConfigProblem why = e.in(file.toString());
            return problem(what, "include \"" + what + "\": " + why);
        }
    }

    private ConfigObject refuse(String what) {
        return problem(what, "include \"" + what + "\": only files can be included; name a file");
    }

    private ConfigObject problem(String what, String text) {
        String[] lines = texts.element().split("\n", -1);
        int line = 0;
        while (line < lines.length
                && !(lines[line].strip().startsWith("include") && lines[line].contains(what))) {
            line++;
        }
        String file = files.element().toString();
        String where = line < lines.length ? file + ':' + (line + 1) : file;
        problems.add(new ConfigProblem(where, text));
        return ConfigFactory.empty().root();
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }
}
