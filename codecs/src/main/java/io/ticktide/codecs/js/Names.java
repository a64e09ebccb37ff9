package io.ticktide.codecs.js;

import java.util.Locale;
import uk.co.real_logic.sbe.ir.Token;

/** How things of the schema are called in the module. */
final class Names {
    private Names() {}

    /** Class of a message's, group's or composite's decoder: {@code ev} gives EvDecoder. */
    static String decoder(String name) {
        return upperFirst(name) + "Decoder";
    }

    /** Name of an enum, set or composite type, whatever the field is called that refers to it. */
    static String type(Token token) {
        return token.referencedName() == null ? token.applicableTypeName() : token.referencedName();
    }

    static String upperFirst(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    static String lowerFirst(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** {@code BarState} gives BAR_STATE. */
    static String constant(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    /** What the schema says about a token; empty when it says nothing. */
    static String description(Token token) {
        return token.description() == null ? "" : token.description();
    }
}
