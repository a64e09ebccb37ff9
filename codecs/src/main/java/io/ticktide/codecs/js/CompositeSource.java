package io.ticktide.codecs.js;

import java.util.List;
import uk.co.real_logic.sbe.ir.Token;

/** Writes the flyweight of a composite of numbers, enums and sets. */
final class CompositeSource {
    private CompositeSource() {}

    static void write(JavaScriptText out, List<Token> tokens) {
        Token composite = tokens.get(0);
        String name = composite.applicableTypeName();
        int length = composite.encodedLength();
        out.blank().doc(Names.description(composite));
        out.open("export class " + Names.decoder(name) + " {");
        out.line("static ENCODED_LENGTH = " + length + ";");
        out.line("/** @type {DataView} */").line("view = NOTHING;").line("offset = 0;");
        out.blank().line("/**").line(" * @param {DataView} view").line(" * @param {number} offset");
        out.line(" * @returns {this}").line(" * @throws {WireError} beyond the end of the frame");
        out.line(" */").open("wrap(view, offset) {");
        out.line("requireBytes('" + name + "', view, offset, " + length + ");");
        out.line("this.view = view;").line("this.offset = offset;");
        out.line("return this;").close("}");
        for (int i = 1; i < tokens.size() - 1; i += tokens.get(i).componentTokenCount()) {
            Token member = tokens.get(i);
            new ScalarSource(member, member, member.version()).write(out);
        }
        out.close("}");
    }
}
