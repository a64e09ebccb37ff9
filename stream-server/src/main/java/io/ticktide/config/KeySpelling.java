package io.ticktide.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** Says which key somebody meant. */
final class KeySpelling {
    private static final int MOST_CHARACTERS = 42;

    private KeySpelling() {}

    /** "unknown key feed.raet; did you mean `feed.rate`?" */
    static String unknownKey(String path) {
        if (path.length() > MOST_CHARACTERS) {
            // No key is that long; a line of a file of secrets may be.
            return "unknown key of " + path.length() + " characters" + suggestion(Optional.empty());
        }
        return "unknown key " + path + suggestion(nearestKey(path));
    }

    /** "unknown variable; did you mean `TICKTIDE_FEED_RATE`?" */
    static String unknownVariable(String variable) {
        List<String> variables = ConfigKeys.all().stream().map(ConfigKey::variable).toList();
        return "unknown variable" + suggestion(Spelling.nearest(variable, variables));
    }

    private static Optional<String> nearestKey(String path) {
        String kebab =
                path.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                        .replace('_', '-')
                        .toLowerCase(Locale.ROOT);
        TreeMap<String, String> keyOf = new TreeMap<>();
        String last = kebab.substring(kebab.lastIndexOf('.') + 1);
        for (ConfigKey key : ConfigKeys.all()) {
            keyOf.put(key.path(), key.path());
        }
        Optional<String> whole = Spelling.nearest(kebab, keyOf.keySet());
        if (whole.isPresent()) {
            return whole;
        }
        // A key under the wrong stage, or under none.
        List<String> names = new ArrayList<>();
        for (ConfigKey key : ConfigKeys.all()) {
            names.add(key.name());
            keyOf.putIfAbsent(key.name(), key.path()); // The first of those that share a name.
        }
        return Spelling.nearest(last, names).map(keyOf::get);
    }

    private static String suggestion(Optional<String> nearest) {
        return nearest.map(name -> "; did you mean `" + name + "`?")
                .orElse("; `ticktide config print` lists the keys");
    }
}
