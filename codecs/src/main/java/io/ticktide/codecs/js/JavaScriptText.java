package io.ticktide.codecs.js;

/** JavaScript source in the making: lines, indented by two spaces a block. */
final class JavaScriptText {
    private final StringBuilder text = new StringBuilder(32 * 1024);
    private int depth;

    /** One line at the indentation of the block it is in. */
    JavaScriptText line(String line) {
        text.append("  ".repeat(depth)).append(line).append('\n');
        return this;
    }

    /** A line that opens a block. */
    JavaScriptText open(String line) {
        line(line);
        depth++;
        return this;
    }

    /** A line that closes the block. */
    JavaScriptText close(String line) {
        depth--;
        return line(line);
    }

    JavaScriptText blank() {
        text.append('\n');
        return this;
    }

    /** A one-line doc comment; none when there is nothing to say. */
    JavaScriptText doc(String doc) {
        return doc.isEmpty() ? this : line("/** " + doc.replace("*/", "* /") + " */");
    }

    /** Lines as they stand. */
    JavaScriptText raw(String lines) {
        text.append(lines);
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
