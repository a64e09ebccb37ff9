package io.ticktide.cli.sub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

final class JsonReaderTest {
    private static final String QUOTE =
            "{\"type\":\"quote\",\"sym\":\"BTC-USD\",\"instrumentId\":0,\"seq\":\"42\","
                    + "\"conflated\":1,\"bidPx\":\"61837.60\",\"askPx\":null}";

    private final List<String> lines = new ArrayList<>();
    private final Accounting accounting = new Accounting(Long.MAX_VALUE);
    private final JsonReader reader = new JsonReader(accounting, lines::add);

    @Test
    void messagesArePrintedAsTheyCameButHeartbeatsAreNot() {
        // given
        accounting.start(new StreamKey(0, "quote", 0), "BTC-USD quote", 40);
        accounting.start(new StreamKey(0, "trade", 0), "BTC-USD trade", 0);
        accounting.start(new StreamKey(0, "candle", 60), "BTC-USD candle:1m", 9);
        String definition = "{\"type\":\"definition\",\"sym\":\"BTC-USD\",\"instrumentId\":0}";
        String summary =
                "{\"type\":\"tradeSummary\",\"instrumentId\":0,\"seq\":\"12\",\"conflated\":11}";
        String candle =
                "{\"type\":\"candle\",\"instrumentId\":0,\"intervalSec\":60,\"seq\":\"10\","
                        + "\"conflated\":0}";

        // when
        read(definition, QUOTE, "{\"type\":\"heartbeat\",\"streams\":[]}", summary, candle);

        // then
        assertThat(lines).containsExactly(definition, QUOTE, summary, candle);
        assertThat(accounting.summary()).startsWith("3 messages, 12 merged");
        assertThat(accounting.violationCount()).isZero();
    }

    @Test
    void messageWithoutSequenceIsAnError() {
        assertThatThrownBy(() -> read("{\"type\":\"quote\",\"instrumentId\":0}"))
                .isInstanceOf(ProtocolError.class)
                .hasMessageStartingWith("malformed message {\"type\":\"quote\"");
    }

    @Test
    void messageWithoutTypeIsAnError() {
        assertThatThrownBy(() -> read("{\"seq\":\"1\"}"))
                .isInstanceOf(ProtocolError.class)
                .hasMessage("message without type: {\"seq\":\"1\"}");
    }

    private void read(String... messages) {
        reader.onMessages(new JsonMapper().readTree("[" + String.join(",", messages) + "]"));
    }
}
