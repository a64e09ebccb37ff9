package io.ticktide.server;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics a query names, and which labels it expects of them. Enough of PromQL for the files
 * of this repository: selectors, aggregations, functions.
 *
 * @param selectors labels selected by, by metric.
 * @param grouped labels that results are grouped or matched by.
 */
record PromQl(Map<String, Set<String>> selectors, Set<String> grouped) {
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|on|without|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^}]*}|(?=\\s*\\()|)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=|!)");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    static PromQl of(String query) {
        String bare = RANGE.matcher(TEXT.matcher(query).replaceAll("\"\"")).replaceAll("");
        Set<String> grouped = new TreeSet<>();
        Matcher groupings = GROUPING.matcher(bare);
        while (groupings.find()) {
            for (String label : groupings.group(1).split(",", -1)) {
                grouped.add(label.trim());
            }
        }
        Map<String, Set<String>> selectors = new LinkedHashMap<>();
        SELECTOR.matcher(groupings.replaceAll(" "))
                .results()
                .filter(found -> !isFunction(found, groupings.replaceAll(" ")))
                .forEach(
                        found ->
                                selectors
                                        .computeIfAbsent(
                                                found.group(1), name -> new LinkedHashSet<>())
                                        .addAll(labels(found.group(2))));
        selectors.keySet().removeAll(WORDS);
        return new PromQl(selectors, grouped);
    }

    private static boolean isFunction(MatchResult found, String text) {
        return text.substring(found.end()).stripLeading().startsWith("(");
    }

    private static Set<String> labels(String selector) {
        Set<String> labels = new LinkedHashSet<>();
        LABEL.matcher(selector).results().forEach(label -> labels.add(label.group(1)));
        return labels;
    }
}
