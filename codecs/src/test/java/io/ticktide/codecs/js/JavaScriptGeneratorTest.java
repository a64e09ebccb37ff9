package io.ticktide.codecs.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** What the generator takes and refuses; what it writes is tested in {@code src/test/js}. */
class JavaScriptGeneratorTest {
    private static final String FIELD = "<field id='1' name='a' type='uint8'/>";
    private static final String GROUP =
            "<group id='10' name='g' dimensionType='groupSizeEncoding'%s>%s</group>";
    private static final String TEXT = "<data id='20' name='t' type='varStr8'%s/>";

    @Test
    void internalMessagesHaveNoDecoder() throws Exception {
        String module =
                JavaScriptGenerator.module(
                        ir(
                                "<sbe:message name='Public' id='1'>"
                                        + FIELD
                                        + "</sbe:message><sbe:message name='Secret' id='2'"
                                        + " semanticType='internal'>"
                                        + FIELD
                                        + "</sbe:message>"));

        assertThat(module).contains("class PublicDecoder").doesNotContain("Secret");
    }

    @Test
    void commentOfTheSchemaCannotEndTheCommentOfTheModule() throws Exception {
        String module =
                JavaScriptGenerator.module(
                        ir(
                                "<sbe:message name='M' id='1' description='a */ b'>"
                                        + FIELD
                                        + "</sbe:message>"));

        assertThat(module).contains("/** a * / b */").doesNotContain("a */ b");
    }

    @Test
    void groupInsideAGroupIsRefused() {
        String inner = GROUP.replace("%s>", ">").replace("%s", FIELD).replace("'g'", "'inner'");

        assertRefused(
                message(GROUP.replace("%s>", ">").replace("%s", FIELD + inner)),
                "group M.g: no JavaScript for groups inside groups");
    }

    @Test
    void groupOrTextThatALaterVersionAddsIsRefusedBecauseOlderReadersCannotSkipIt() {
        assertRefused(
                message(GROUP.replace("%s>", " sinceVersion='2'>").replace("%s", FIELD)),
                "nor for groups that a later version adds; define a new message");
        assertRefused(
                message(TEXT.replace("%s", " sinceVersion='2'")),
                "data M.t: no JavaScript for other than UTF-8 text, nor for data that a later");
    }

    @Test
    void fieldOfAnUnknownKindIsRefused() {
        assertRefused(
                message("<field id='2' name='code' type='array'/>"),
                "field code: no JavaScript for arrays, constants and nested composites");
    }

    private static void assertRefused(String messages, String text) {
        assertThatThrownBy(() -> JavaScriptGenerator.module(ir(messages)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    private static String message(String parts) {
        return "<sbe:message name='M' id='1'>" + FIELD + parts + "</sbe:message>";
    }

    private static Ir ir(String messages) throws Exception {
        String schema =
                """
                <sbe:messageSchema xmlns:sbe="http://fixprotocol.io/2016/sbe" package="p"
                    id="1" version="2" byteOrder="littleEndian">
                  <types>
                    <composite name="messageHeader">
                      <type name="blockLength" primitiveType="uint16"/>
                      <type name="templateId" primitiveType="uint16"/>
                      <type name="schemaId" primitiveType="uint16"/>
                      <type name="version" primitiveType="uint16"/>
                    </composite>
                    <composite name="groupSizeEncoding">
                      <type name="blockLength" primitiveType="uint16"/>
                      <type name="numInGroup" primitiveType="uint16"/>
                    </composite>
                    <composite name="varStr8">
                      <type name="length" primitiveType="uint8"/>
                      <type name="varData" length="0" primitiveType="uint8"
                          characterEncoding="UTF-8"/>
                    </composite>
                    <type name="array" primitiveType="char" length="3"/>
                  </types>
                """
                        + messages
                        + "</sbe:messageSchema>";
        ParserOptions options =
                ParserOptions.builder().stopOnError(true).suppressOutput(true).build();
        try (InputStream in = new ByteArrayInputStream(schema.getBytes(StandardCharsets.UTF_8))) {
            return new IrGenerator().generate(XmlSchemaParser.parse(in, options));
        }
    }
}
