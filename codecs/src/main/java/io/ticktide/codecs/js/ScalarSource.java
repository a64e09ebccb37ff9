package io.ticktide.codecs.js;

import uk.co.real_logic.sbe.PrimitiveType;
import uk.co.real_logic.sbe.ir.Encoding;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * Writes the getters of one number, enum or set. 64-bit numbers become a {@code Number}, exact up
 * to 2^53; times become a {@code BigInt} and, with the suffix Ms, a {@code Number} of milliseconds;
 * unsigned 64-bit numbers have a {@code BigInt} twin with the suffix Big. An absent or null value
 * is {@code null}, but 0 for a set.
 */
final class ScalarSource {
    private static final String TIME_TYPE = "timeNs";

    private final Token field;
    private final Token type;
    private final Encoding encoding;
    private final NumberRead read;
    private final boolean isLater;

    /**
     * @param field what carries name, offset, description and version.
     * @param type what carries the encoding; the same token in a composite.
     * @param firstVersion of the message: fields of a later one may be absent.
     * @throws IllegalArgumentException when the generator does not know such a type.
     */
    ScalarSource(Token field, Token type, int firstVersion) {
        boolean isScalar =
                switch (type.signal()) {
                    case BEGIN_ENUM, BEGIN_SET -> true;
                    case ENCODING -> type.arrayLength() == 1;
                    default -> false;
                };
        if (!isScalar || type.isConstantEncoding()) {
            throw new IllegalArgumentException(
                    "field "
                            + field.name()
                            + ": no JavaScript for arrays, constants and nested composites; use a"
                            + " plain number, enum or set in the schema");
        }
        this.field = field;
        this.type = type;
        encoding = type.encoding();
        read = new NumberRead(encoding, "this.view", "this.offset", field.offset());
        isLater = field.version() > firstVersion;
    }

    void write(JavaScriptText out) {
        String name = field.name();
        String said = Names.description(field);
        String doc = said.isEmpty() ? Names.description(type) : said;
        if (TIME_TYPE.equals(Names.type(type)) && encoding.primitiveType().size() == 8) {
            getter(out, name, doc, "bigint", read.big());
            String ms = read.number() + " / 1e6";
            getter(out, name + "Ms", "As " + name + ", in ms, to 1/4096 ms.", "number", ms);
            return;
        }
        getter(out, name, doc, "number", read.number());
        if (encoding.primitiveType() == PrimitiveType.UINT64) {
            getter(out, name + "Big", "As " + name + ", exact beyond 2^53.", "bigint", read.big());
        }
    }

    private void getter(
            JavaScriptText out, String name, String doc, String returned, String value) {
        boolean isSet = type.signal() == Signal.BEGIN_SET;
        boolean isOptional = encoding.presence() == Encoding.Presence.OPTIONAL;
        boolean canBeNull = isOptional || (isLater && !isSet);
        out.blank().line("/**");
        if (!doc.isEmpty()) {
            out.line(" * " + doc);
        }
        if (isLater) {
            out.line(" * Since schema version " + field.version() + ".");
        }
        String note = isSet ? " bits of " : type.signal() == Signal.BEGIN_ENUM ? " one of " : "";
        String typeName = note.isEmpty() ? "" : Names.type(type);
        out.line(" * @returns {" + returned + (canBeNull ? " | null" : "") + "}" + note + typeName);
        out.line(" */").open("get " + name + "() {");
        if (isLater) {
            int end = field.offset() + encoding.primitiveType().size();
            String isAbsent = "this.version < " + field.version() + " || this.blockLength < " + end;
            out.line("if (" + isAbsent + ") return " + (isSet ? "0" : "null") + ";");
        }
        if (isOptional) {
            out.line("if (" + read.isNull() + ") return null;");
        }
        out.line("return " + value + ";").close("}");
    }
}
