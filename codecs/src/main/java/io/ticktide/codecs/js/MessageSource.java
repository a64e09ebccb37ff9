package io.ticktide.codecs.js;

import java.util.ArrayList;
import java.util.List;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Writes the flyweight of one message. Its wrap finds where groups and texts lie and so where the
 * message ends, hence fields may be read in any order and not at all.
 */
final class MessageSource {
    private final Token message;
    private final BlockSource block;
    private final List<GroupSource> groups = new ArrayList<>();
    private final List<DataSource> texts = new ArrayList<>();

    /**
     * @param tokens from BEGIN_MESSAGE to END_MESSAGE.
     * @throws IllegalArgumentException when the generator does not know what the schema uses.
     */
    MessageSource(List<Token> tokens) {
        message = tokens.get(0);
        block = new BlockSource(tokens, 1, message.version());
        int size = tokens.size() - 1;
        for (int i = block.end(); i < size; i += tokens.get(i).componentTokenCount()) {
            Token token = tokens.get(i);
            List<Token> part = tokens.subList(i, i + token.componentTokenCount());
            if (token.signal() == Signal.BEGIN_GROUP) {
                groups.add(new GroupSource(message.name(), part, message.version()));
            } else {
                texts.add(new DataSource(message.name(), part, message.version()));
            }
        }
    }

    void write(JavaScriptText out) {
        groups.forEach(group -> group.write(out));
        out.blank().doc(Names.description(message));
        out.open("export class " + Names.decoder(message.name()) + " {");
        out.line("static TEMPLATE_ID = /** @type {const} */ (" + message.id() + ");");
        out.doc("Bytes of the block in this version of the schema.");
        out.line("static BLOCK_LENGTH = " + message.encodedLength() + ";");
        out.doc("The message's name in the schema.");
        out.line("static NAME = '" + message.name() + "';");
        out.line("/** @type {" + message.id() + "} */").line("templateId = " + message.id() + ";");
        out.line("/** @type {DataView} */").line("view = NOTHING;").line("offset = 0;");
        out.doc("As the sender says; longer than BLOCK_LENGTH from a newer one.");
        out.line("blockLength = 0;");
        out.doc("The sender's version of the schema.").line("version = 0;");
        out.doc("Offset of the first byte after the message.").line("limit = 0;");
        block.writeComposites(out);
        groups.forEach(group -> out.line(group.declaration()));
        texts.forEach(text -> text.writeFields(out));
        writeWrap(out);
        block.writeGetters(out);
        texts.forEach(text -> text.writeGetter(out));
        out.close("}");
    }

    private void writeWrap(JavaScriptText out) {
        out.blank().line("/**").line(" * Points this decoder at a message.");
        out.line(" * @param {DataView} view exactly the frame");
        out.line(" * @param {number} offset of the block, after the message header");
        out.line(" * @param {number} blockLength from the message header");
        out.line(" * @param {number} version from the message header");
        out.line(" * @returns {this}");
        out.line(" * @throws {WireError} when the message does not fit the frame").line(" */");
        out.open("wrap(view, offset, blockLength, version) {");
        out.line(
                "requireBlock('"
                        + message.name()
                        + "', blockLength, "
                        + block.leastLength()
                        + ");");
        out.line("requireBytes('" + message.name() + "', view, offset, blockLength);");
        out.line("this.view = view;").line("this.offset = offset;");
        out.line("this.blockLength = blockLength;").line("this.version = version;");
        block.writeCompositeWraps(out);
        if (groups.isEmpty() && texts.isEmpty()) {
            out.line("this.limit = offset + blockLength;");
        } else {
            out.line("let at = offset + blockLength;");
            groups.forEach(group -> out.line(group.wrapping()));
            texts.forEach(text -> text.writeWrap(out));
            out.line("this.limit = at;");
        }
        out.line("return this;").close("}");
    }
}
