package io.ticktide.log;

import java.util.regex.Pattern;

/** Hides what looks like a secret, should it ever get into a line. Thread-safe: no state. */
final class Secrets {
    private static final String HIDDEN = "$1***";

    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)((?:access_token|token|secret|password)[\"']?\\s*[=:]\\s*[\"']?"
                            + "|authorization[\"']?\\s*[=:]\\s*[\"']?(?:\\w+\\s+)?"
                            + "|\\bbearer\\s+)[A-Za-z0-9._~+/=-]{8,}");

    /** A JWT: its header is JSON in base64, and so begins the same way. */
    private static final Pattern TOKEN =
            Pattern.compile("()\\beyJ[A-Za-z0-9_-]{5,}(?:\\.[A-Za-z0-9_-]*){1,4}");

    private Secrets() {}

    static String hide(String text) {
        return TOKEN.matcher(NAMED.matcher(text).replaceAll(HIDDEN)).replaceAll(HIDDEN);
    }
}
