package io.ticktide.codecs;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.co.real_logic.sbe.ir.GenerationUtil;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** The tables that PROTOCOL.md must have, by heading, from the same IR as the codecs. */
final class SchemaTables {
    private static final String AFTER = "…";

    private final Map<String, List<String>> tables = new LinkedHashMap<>();

    SchemaTables() throws Exception {
        Path schema = GoldenFiles.MODULE.resolve("src/main/resources/ticktide-schema.xml");
        ParserOptions options =
                ParserOptions.builder().stopOnError(true).suppressOutput(true).build();
        Ir ir;
        try (InputStream in = Files.newInputStream(schema)) {
            ir = new IrGenerator().generate(XmlSchemaParser.parse(in, options));
        }
        ir.types().forEach(this::addType);
        for (List<Token> message : ir.messages()) {
            if (!"internal".equals(message.get(0).encoding().semanticType())) {
                addMessage(message);
            }
        }
    }

    /** Rows by heading; each row's cells are joined by " | ". */
    Map<String, List<String>> byHeading() {
        return tables;
    }

    private void addType(List<Token> tokens) {
        Token type = tokens.get(0);
        String name = typeName(type);
        List<String> rows = new ArrayList<>();
        switch (type.signal()) {
            case BEGIN_COMPOSITE -> {
                for (int i = 1; i < tokens.size() - 1; i += tokens.get(i).componentTokenCount()) {
                    rows.add(row(tokens.get(i), tokens.get(i)));
                }
                int length = Math.max(type.encodedLength(), tokens.get(1).encodedLength());
                tables.put(name + " (" + length + " bytes)", rows);
            }
            case BEGIN_ENUM, BEGIN_SET -> {
                for (Token token : tokens.subList(1, tokens.size() - 1)) {
                    rows.add(token.encoding().constValue() + " | " + token.name());
                }
                boolean isSet = type.signal() == Signal.BEGIN_SET;
                tables.put(name + (isSet ? " (bits)" : " (values)"), rows);
            }
            default -> throw new AssertionError("no table for " + type);
        }
    }

    private void addMessage(List<Token> tokens) {
        Token message = tokens.get(0);
        List<String> rows = new ArrayList<>();
        int next = addFields(tokens, 1, rows);
        while (next < tokens.size() - 1) {
            Token part = tokens.get(next);
            if (part.signal() == Signal.BEGIN_GROUP) {
                int header = tokens.get(next + 1).encodedLength();
                int entry = part.encodedLength();
                rows.add(join(AFTER, header + " + n × " + entry, part.name(), "group"));
                List<String> entryRows = new ArrayList<>();
                int first = next + 1 + tokens.get(next + 1).componentTokenCount();
                addFields(tokens, first, entryRows);
                String heading = message.name() + '.' + part.name();
                tables.put(heading + " (entry " + entry + " bytes)", entryRows);
            } else {
                String type = tokens.get(next + 1).name();
                int header = tokens.get(next + 2).encodedLength();
                rows.add(join(AFTER, header + " + n", part.name(), type));
            }
            next += part.componentTokenCount();
        }
        String heading =
                message.name()
                        + " (template "
                        + message.id()
                        + ", block "
                        + message.encodedLength()
                        + " bytes)";
        tables.put(heading, rows);
    }

    private static int addFields(List<Token> tokens, int from, List<String> rows) {
        List<Token> fields = new ArrayList<>();
        int next = GenerationUtil.collectFields(tokens, from, fields);
        for (int i = 0; i < fields.size(); i += fields.get(i).componentTokenCount()) {
            rows.add(row(fields.get(i), fields.get(i + 1)));
        }
        return next;
    }

    private static String row(Token field, Token type) {
        int size = Math.max(0, type.encodedLength()); // -1: as long as its length says.
        return join(Integer.toString(field.offset()), "" + size, field.name(), typeName(type));
    }

    /** Type of a field; a member of a composite is named like its primitive type. */
    private static String typeName(Token type) {
        if (type.referencedName() != null) {
            return type.referencedName();
        }
        boolean isMember =
                type.signal() == Signal.ENCODING
                        && type.encoding().primitiveType() != null
                        && !type.name().matches("price|quantity|priceOpt|quantityOpt|timeNs");
        return isMember
                ? type.encoding().primitiveType().name().toLowerCase(Locale.ROOT)
                : type.applicableTypeName();
    }

    private static String join(String... cells) {
        return String.join(" | ", cells);
    }
}
