package io.ticktide.codecs.js;

import java.util.List;
import uk.co.real_logic.sbe.ir.Token;

/** Writes the getter of one variable-length text. */
final class DataSource {
    private final String name;
    private final String label;
    private final Token length;
    private final int headerLength;

    /**
     * @param tokens from BEGIN_VAR_DATA to END_VAR_DATA.
     * @throws IllegalArgumentException when the text is not UTF-8, or younger than its message.
     */
    DataSource(String messageName, List<Token> tokens, int firstVersion) {
        Token data = tokens.get(0);
        name = data.name();
        label = messageName + "." + name;
        length = tokens.get(2);
        headerLength = tokens.get(3).offset();
        String characters = tokens.get(3).encoding().characterEncoding();
        if (!"UTF-8".equals(characters) || data.version() > firstVersion) {
            throw new IllegalArgumentException(
                    "data "
                            + label
                            + ": no JavaScript for other than UTF-8 text, nor for data that a"
                            + " later version adds; define a new message");
        }
    }

    /** Class fields that keep where it lies. */
    void writeFields(JavaScriptText out) {
        out.line("#" + name + "At = 0;").line("#" + name + "Length = 0;");
    }

    /** Statements that read the length at {@code at} and move it behind the text. */
    void writeWrap(JavaScriptText out) {
        String read = new NumberRead(length.encoding(), "view", "at", length.offset()).number();
        out.line("requireBytes('" + label + "', view, at, " + headerLength + ");");
        out.line("this.#" + name + "At = at + " + headerLength + ";");
        out.line("this.#" + name + "Length = " + read + ";");
        out.line("requireBytes('" + label + "', view, " + range() + ");");
        out.line("at = this.#" + name + "At + this.#" + name + "Length;");
    }

    /** The getter makes a new string each time it is called. */
    void writeGetter(JavaScriptText out) {
        out.blank().line("/**").line(" * @returns {string} a new one on each call");
        out.line(" * @throws {WireError} when it is not UTF-8").line(" */");
        out.open("get " + name + "() {");
        out.line("return text('" + label + "', this.view, " + range() + ");");
        out.close("}");
    }

    private String range() {
        return "this.#" + name + "At, this.#" + name + "Length";
    }
}
