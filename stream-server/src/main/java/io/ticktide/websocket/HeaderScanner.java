package io.ticktide.websocket;

/** Goes through the value of an HTTP header, token by token (RFC 7230 section 3.2.6). */
final class HeaderScanner {
    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={} \t";

    private final String text;
    private int at;

    HeaderScanner(String text) {
        this.text = text;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    boolean isAt(char expected) {
        return !isAtEnd() && text.charAt(at) == expected;
    }

    void skipSpace() {
        while (isAt(' ') || isAt('\t')) {
            at++;
        }
    }

    /** Steps over a character, and the space before it, when it comes next. */
    boolean take(char expected) {
        skipSpace();
        if (!isAt(expected)) {
            return false;
        }
        at++;
        return true;
    }

    void expectEnd() {
        if (!isAtEnd()) {
            throw malformed();
        }
    }

    String token() {
        int from = at;
        while (!isAtEnd() && isTokenCharacter(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw malformed();
        }
        return text.substring(from, at);
    }

    /** A token in quotes: RFC 6455 allows nothing else within them. */
    String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (!isAt('"')) {
            if (isAt('\\')) {
                at++;
            }
            if (isAtEnd() || !isTokenCharacter(text.charAt(at))) {
                throw malformed();
            }
            value.append(text.charAt(at++));
        }
        at++;
        if (value.isEmpty()) {
            throw malformed();
        }
        return value.toString();
    }

    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < 0x7F && SEPARATORS.indexOf(c) < 0;
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("malformed at character " + (at + 1));
    }
}
