package io.ticktide.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.PacketHeaderDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md says what the codecs do. */
class ProtocolDocumentTest {
    private static final Map<String, Integer> CELLS = Map.of("bits", 2, "values", 2);
    private static final int CELLS_OF_FIELD = 4;

    @Test
    void byteTablesAreThoseOfTheSchema() throws Exception {
        ProtocolDocument document = new ProtocolDocument();
        Map<String, List<String>> schema = new SchemaTables().byHeading();

        Map<String, List<String>> documented = new LinkedHashMap<>();
        for (String heading : document.headings()) {
            if (heading.matches(".* \\((template .*|entry .*|\\d+ bytes|bits|values)\\)")) {
                String kind = heading.replaceFirst(".*\\((.*)\\)", "$1");
                int cells = CELLS.getOrDefault(kind, CELLS_OF_FIELD);
                documented.put(heading, document.rows(heading, cells));
            }
        }

        assertThat(documented).containsExactlyInAnyOrderEntriesOf(schema);
    }

    @Test
    void versionIsThatOfTheSchema() throws Exception {
        ProtocolDocument document = new ProtocolDocument();

        List<String> versions = document.rows("11. History", 1);

        assertThat(versions.get(versions.size() - 1))
                .isEqualTo(Integer.toString(MessageHeaderDecoder.SCHEMA_VERSION));
    }

    @Test
    void sizesAreThoseOfTheGoldenFramesAndOfTheJsonShown() throws Exception {
        // given
        ProtocolDocument document = new ProtocolDocument();
        List<String> twins = document.json("{\"type\":");
        List<String> measured = new ArrayList<>();

        // when
        List<String> rows = document.rows("10. Sizes", 4);
        for (int i = 0; i < rows.size(); i++) {
            String name = rows.get(i).substring(0, rows.get(i).indexOf(' '));
            int packet = GoldenFiles.bytes(name).length;
            int message = packet - PacketHeaderDecoder.ENCODED_LENGTH;
            int json = twins.get(i).getBytes(StandardCharsets.UTF_8).length;
            measured.add(name + " | " + packet + " | " + message + " | " + json);
        }

        // then
        assertThat(rows).isEqualTo(measured).hasSameSizeAs(twins);
    }

    @Test
    void quoteKeepsWithinItsBytes() throws Exception {
        assertThat(GoldenFiles.bytes("quote")).hasSizeLessThanOrEqualTo(80);
        assertThat(GoldenFiles.bytes("quote-wide")).hasSizeLessThanOrEqualTo(80);
        assertThat(GoldenFiles.bytes("quote").length - PacketHeaderDecoder.ENCODED_LENGTH)
                .isLessThanOrEqualTo(64);
    }
}
