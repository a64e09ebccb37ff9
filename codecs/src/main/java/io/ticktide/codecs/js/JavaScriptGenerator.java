package io.ticktide.codecs.js;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import uk.co.real_logic.sbe.generation.CodeGenerator;
import uk.co.real_logic.sbe.generation.TargetCodeGenerator;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Signal;
import uk.co.real_logic.sbe.ir.Token;

/**
 * SbeTool's target "JavaScript": one ES module {@code wire.js} without dependencies, with JSDoc
 * types that pass {@code tsc --checkJs --strict}. It holds the enums and sets as frozen objects, a
 * reused flyweight decoder per message over a {@code DataView}, and a {@code PacketReader}.
 *
 * <p>Chosen by {@code -Dsbe.target.language=io.ticktide.codecs.js.JavaScriptGenerator}. Messages
 * with {@code semanticType="internal"} are left out. Supported is what the schema uses: numbers,
 * enums, sets, composites, groups of fixed blocks and variable-length text.
 */
public final class JavaScriptGenerator implements TargetCodeGenerator {
    /** The file that is written into SbeTool's output directory. */
    public static final String FILE_NAME = "wire.js";

    private static final String INTERNAL = "internal";

    /** Called by SbeTool, by name. */
    public JavaScriptGenerator() {}

    /**
     * @throws UncheckedIOException when a part of the module that does not depend on the schema is
     *     missing from the classpath.
     */
    @Override
    public CodeGenerator newInstance(Ir ir, String outputDir) {
        return () -> {
            Path directory = Path.of(outputDir);
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(FILE_NAME), module(ir));
        };
    }

    /** The text of the module; the same for the same schema. */
    static String module(Ir ir) {
        JavaScriptText out = new JavaScriptText();
        out.line("// Ticktide wire format: schema " + ir.id() + ", version " + ir.version() + ".");
        out.line("// Generated from the SBE schema; change that, not this file. See PROTOCOL.md.");
        out.blank();
        out.line("export const SCHEMA_ID = " + ir.id() + ";");
        out.line("export const SCHEMA_VERSION = " + ir.version() + ";");
        int headerLength = ir.headerStructure().tokens().get(0).encodedLength();
        out.doc("Bytes before the block of every message.");
        out.line("export const MESSAGE_HEADER_LENGTH = " + headerLength + ";");
        out.raw(resource("prelude.js"));

        List<List<Token>> types = new ArrayList<>(ir.types());
        types.sort(Comparator.comparing(tokens -> Names.type(tokens.get(0))));
        types.forEach(tokens -> EnumSource.write(out, tokens));
        for (List<Token> tokens : types) {
            // Group dimensions and text lengths are read by the messages that hold them.
            if (tokens.get(0).signal() == Signal.BEGIN_COMPOSITE && !isDimension(tokens)) {
                CompositeSource.write(out, tokens);
            }
        }
        List<List<Token>> messages = new ArrayList<>(ir.messages());
        messages.removeIf(tokens -> INTERNAL.equals(tokens.get(0).encoding().semanticType()));
        messages.sort(Comparator.comparingInt(tokens -> tokens.get(0).id()));
        messages.forEach(tokens -> new MessageSource(tokens).write(out));
        writeRegistry(out, messages);
        return out.raw(resource("packet-reader.js")).toString();
    }

    private static boolean isDimension(List<Token> tokens) {
        return tokens.stream()
                .map(Token::name)
                .anyMatch(name -> name.equals("numInGroup") || name.equals("varData"));
    }

    private static void writeRegistry(JavaScriptText out, List<List<Token>> messages) {
        List<String> names =
                messages.stream().map(tokens -> Names.decoder(tokens.get(0).name())).toList();
        out.blank().line("/** @typedef {" + String.join(" | ", names) + "} MessageDecoder */");
        out.blank().doc("A new decoder per template, at the index of its id.");
        out.open("function messageDecoders() {");
        out.line("/** @type {Array<MessageDecoder | undefined>} */");
        out.line("const decoders = new Array(256).fill(undefined);");
        names.forEach(name -> out.line("decoders[" + name + ".TEMPLATE_ID] = new " + name + "();"));
        out.line("return decoders;").close("}");
    }

    private static String resource(String name) {
        try (InputStream in = JavaScriptGenerator.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing beside JavaScriptGenerator; rebuild");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
