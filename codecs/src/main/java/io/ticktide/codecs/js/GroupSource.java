package io.ticktide.codecs.js;

import java.util.List;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Writes the cursor over a repeating group: {@code while (group.next()) use(group.price)}. Entries
 * hold fixed fields only, so the group's end is known as soon as its dimensions are read.
 */
final class GroupSource {
    private final Token group;
    private final String label;
    private final String className;
    private final int dimensionLength;
    private final Token blockLength;
    private final Token count;
    private final BlockSource block;

    /**
     * @param tokens from BEGIN_GROUP to END_GROUP.
     * @param firstVersion of the message.
     * @throws IllegalArgumentException when entries hold groups or texts of their own, or the group
     *     is younger than its message: older readers could not step over it.
     */
    GroupSource(String messageName, List<Token> tokens, int firstVersion) {
        group = tokens.get(0);
        label = messageName + "." + group.name();
        className = Names.decoder(messageName + Names.upperFirst(group.name()));
        dimensionLength = tokens.get(1).encodedLength();
        blockLength = tokens.get(2);
        count = tokens.get(3);
        block = new BlockSource(tokens, 1 + tokens.get(1).componentTokenCount(), firstVersion);
        if (tokens.get(block.end()).signal() != Signal.END_GROUP
                || group.version() > firstVersion) {
            throw new IllegalArgumentException(
                    "group "
                            + label
                            + ": no JavaScript for groups inside groups, nor for groups that a"
                            + " later version adds; define a new message");
        }
    }

    /** Class field that holds the cursor. */
    String declaration() {
        return group.name() + " = new " + className + "();";
    }

    /** Statement that reads the dimensions at {@code at} and moves it behind the group. */
    String wrapping() {
        return "at = this." + group.name() + ".wrap(view, at, version);";
    }

    void write(JavaScriptText out) {
        out.blank().doc("Cursor over " + label + ": next() goes to the first entry, then on.");
        out.open("export class " + className + " {");
        out.line("/** @type {DataView} */").line("view = NOTHING;");
        out.line("offset = 0;").line("blockLength = 0;").line("version = 0;");
        out.doc("Entries in the group.").line("count = 0;");
        out.doc("Of the present entry; -1 before the first.").line("index = -1;");
        out.line("#first = 0;");
        block.writeComposites(out);
        writeWrap(out);
        out.blank().doc("Goes to the next entry; false when there is none.");
        out.open("next() {").line("if (this.index + 1 >= this.count) return false;");
        out.line("this.index++;");
        out.line("this.offset = this.#first + this.index * this.blockLength;");
        block.writeCompositeWraps(out);
        out.line("return true;").close("}");
        out.blank().doc("Back to before the first entry.");
        out.open("rewind() {").line("this.index = -1;");
        out.line("// A field read before next() fails; it must not give other bytes.");
        out.line("this.offset = this.view.byteLength;").close("}");
        block.writeGetters(out);
        out.close("}");
    }

    private void writeWrap(JavaScriptText out) {
        String least = Integer.toString(block.leastLength());
        out.blank().line("/**").line(" * @param {DataView} view").line(" * @param {number} at");
        out.line(" * @param {number} version of the message");
        out.line(" * @returns {number} offset after the group");
        out.line(" * @throws {WireError} when it does not fit the frame").line(" */");
        out.open("wrap(view, at, version) {");
        out.line("requireBytes('" + label + "', view, at, " + dimensionLength + ");");
        out.line("this.view = view;").line("this.version = version;");
        out.line("this.blockLength = " + read(blockLength) + ";");
        out.line("this.count = " + read(count) + ";");
        out.line("this.#first = at + " + dimensionLength + ";");
        out.line("const length = this.count * this.blockLength;");
        out.line("requireBlock('" + label + "', this.blockLength, " + least + ");");
        out.line("requireBytes('" + label + "', view, this.#first, length);");
        out.line("this.rewind();").line("return this.#first + length;").close("}");
    }

    private static String read(Token member) {
        return new NumberRead(member.encoding(), "view", "at", member.offset()).number();
    }
}
