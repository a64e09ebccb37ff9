package io.ticktide.codecs.js;

import java.util.ArrayList;
import java.util.List;
import uk.co.real_logic.sbe.ir.GenerationUtil;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** The fixed fields of a message or of a group's entry. */
final class BlockSource {
    private final List<Token> composites = new ArrayList<>();
    private final List<String> compositeTypes = new ArrayList<>();
    private final List<ScalarSource> scalars = new ArrayList<>();
    private final int firstVersion;
    private final int end;
    private int leastLength;

    /**
     * Collects the fields from {@code index} on.
     *
     * @param firstVersion of the message: later fields may be absent.
     * @throws IllegalArgumentException when the generator does not know a field's type.
     */
    BlockSource(List<Token> tokens, int index, int firstVersion) {
        this.firstVersion = firstVersion;
        List<Token> fields = new ArrayList<>();
        end = GenerationUtil.collectFields(tokens, index, fields);
        for (int i = 0; i < fields.size(); i += fields.get(i).componentTokenCount()) {
            add(fields.get(i), fields.get(i + 1));
        }
    }

    private void add(Token field, Token type) {
        boolean isLater = field.version() > firstVersion;
        if (type.signal() == Signal.BEGIN_COMPOSITE) {
            if (isLater) {
                throw new IllegalArgumentException(
                        "field "
                                + field.name()
                                + ": no JavaScript for a composite that a later version adds; add"
                                + " plain fields");
            }
            composites.add(field);
            compositeTypes.add(Names.decoder(type.applicableTypeName()));
        } else {
            scalars.add(new ScalarSource(field, type, firstVersion));
        }
        if (!isLater) {
            leastLength = Math.max(leastLength, field.offset() + type.encodedLength());
        }
    }

    /** Index of the token after the fields. */
    int end() {
        return end;
    }

    /** Bytes of the block in the version that brought the message: no sender writes fewer. */
    int leastLength() {
        return leastLength;
    }

    /** Class fields that hold the decoders of composites. */
    void writeComposites(JavaScriptText out) {
        for (int i = 0; i < composites.size(); i++) {
            out.line(composites.get(i).name() + " = new " + compositeTypes.get(i) + "();");
        }
    }

    /** Statements that point those at their bytes; {@code this.view} and offset are set. */
    void writeCompositeWraps(JavaScriptText out) {
        for (Token field : composites) {
            String at = field.offset() == 0 ? "" : " + " + field.offset();
            out.line("this." + field.name() + ".wrap(this.view, this.offset" + at + ");");
        }
    }

    void writeGetters(JavaScriptText out) {
        scalars.forEach(scalar -> scalar.write(out));
    }
}
