package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.PacketHeaderDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.session.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The JSON shown in PROTOCOL.md is what the JSON twin makes of the golden frames. */
class JsonTwinDocumentTest {
    private static final int LEAST_EVENT_TEMPLATE = 16;

    private final JsonTwin twin =
            new JsonTwin(IntStream.rangeClosed(0, 300).mapToObj(this::instrument).toList());

    @Test
    void documentShowsTheTwinOfEachGoldenFrame() throws Exception {
        // given
        ProtocolText document = new ProtocolText();
        List<String> names =
                document.rows("| golden frame |").stream().map(row -> row.get(0)).toList();

        // when
        List<String> twins = new ArrayList<>();
        for (String name : names) {
            twins.add(twinOf(golden(name)));
        }

        // then
        assertThat(document.lines("{\"type\":")).containsExactlyElementsOf(twins);
    }

    private String twinOf(byte[] frame) {
        UnsafeBuffer buffer = new UnsafeBuffer(frame);
        int at = PacketHeaderDecoder.ENCODED_LENGTH;
        Message message = new Message().wrap(buffer, at, frame.length - at);
        boolean isEvent = message.templateId() >= LEAST_EVENT_TEMPLATE;
        long conflated = isEvent ? EventHeader.conflated(buffer, at) : 0;
        int cause = isEvent ? EventHeader.cause(buffer, at) : 0;
        JsonText json = new JsonText();
        twin.write(json, message, conflated, cause, 0);
        return json.toString();
    }

    private static byte[] golden(String name) throws IOException {
        List<String> lines =
                Files.readAllLines(ProtocolText.CODECS.resolve("golden/" + name + ".hex"));
        return HexFormat.of()
                .parseHex(
                        lines.stream()
                                .filter(line -> !line.startsWith("#"))
                                .collect(Collectors.joining())
                                .replace(" ", ""));
    }

    private Instrument instrument(int id) {
        String symbol = id == 1 ? "BTC-USD" : id == 2 ? "BTC-PERP" : "ETH-USD";
        return new Instrument(
                id,
                symbol,
                "Bitcoin / US Dollar",
                "SIM",
                "USD",
                Instrument.Kind.CRYPTO_SPOT,
                2,
                6,
                25,
                10);
    }
}
