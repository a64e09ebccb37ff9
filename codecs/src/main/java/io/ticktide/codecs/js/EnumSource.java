package io.ticktide.codecs.js;

import java.util.List;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/** Writes an enum as name → value, or a set as name → bit mask, and the way back to names. */
final class EnumSource {
    private EnumSource() {}

    /** Writes nothing when the type is neither. */
    static void write(JavaScriptText out, List<Token> tokens) {
        Signal signal = tokens.get(0).signal();
        if (signal == Signal.BEGIN_ENUM) {
            writeValues(out, tokens, Signal.VALID_VALUE);
            writeEnumNames(out, tokens);
        } else if (signal == Signal.BEGIN_SET) {
            writeValues(out, tokens, Signal.CHOICE);
            writeSetNames(out, tokens);
        }
    }

    private static void writeValues(JavaScriptText out, List<Token> tokens, Signal signal) {
        Token type = tokens.get(0);
        String what = signal == Signal.CHOICE ? "Bit masks of a set." : "Values of an enum.";
        String said = Names.description(type);
        out.blank().doc(said.isEmpty() ? what : what + " " + Names.upperFirst(said) + ".");
        out.open("export const " + Names.type(type) + " = Object.freeze({");
        for (Token token : tokens) {
            if (token.signal() == signal) {
                out.doc(Names.description(token));
                out.line(token.name() + ": " + value(token) + ",");
            }
        }
        out.close("});");
    }

    private static void writeEnumNames(JavaScriptText out, List<Token> tokens) {
        String name = Names.type(tokens.get(0));
        out.blank().line("/**");
        out.line(" * Names by value.");
        out.line(" * @type {Readonly<Record<number, string | undefined>>}");
        out.line(" */");
        out.open("export const " + Names.constant(name) + "_NAMES = Object.freeze({");
        for (Token token : tokens) {
            if (token.signal() == Signal.VALID_VALUE) {
                out.line(value(token) + ": '" + token.name() + "',");
            }
        }
        out.close("});");
    }

    private static void writeSetNames(JavaScriptText out, List<Token> tokens) {
        String name = Names.type(tokens.get(0));
        out.blank().line("/**");
        out.line(" * Names of the bits that are set, lowest first; unknown bits have none.");
        out.line(" * @param {number} bits");
        out.line(" * @returns {string[]}");
        out.line(" */");
        out.open("export function " + Names.lowerFirst(name) + "Names(bits) {");
        out.line("/** @type {string[]} */");
        out.line("const names = [];");
        for (Token token : tokens) {
            if (token.signal() == Signal.CHOICE) {
                out.line("if (bits & " + value(token) + ") names.push('" + token.name() + "');");
            }
        }
        out.line("return names;").close("}");
    }

    private static long value(Token token) {
        long constant = token.encoding().constValue().longValue();
        return token.signal() == Signal.CHOICE ? 1L << constant : constant;
    }
}
