package io.ticktide.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.BarState;
import io.ticktide.codecs.sbe.CandleEncoder;
import io.ticktide.codecs.sbe.Channel;
import io.ticktide.codecs.sbe.EvEncoder;
import io.ticktide.codecs.sbe.HeartbeatEncoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionEncoder;
import io.ticktide.codecs.sbe.InstrumentKind;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.QuoteWideEncoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.codecs.sbe.TradeSummaryEncoder;
import io.ticktide.feed.Instrument;
import io.ticktide.harness.EventEncoder;
import io.ticktide.harness.TestMarket;
import io.ticktide.session.Message;
import io.ticktide.websocket.ServerFrames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class JsonDialectTest {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int ALL_CAUSES = 0x7F;
    private static final int ALL_FLAGS = 0xF;

    private final List<Instrument> instruments = TestMarket.instruments(2);
    private final JsonDialect dialect = new JsonDialect(instruments);
    private final EventEncoder events = new EventEncoder();
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[65_536]);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8_192]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Message view = new Message();

    @Test
    void quoteHasTheFieldsOfTheContract() {
        // given
        Message quote = events.quote(1, 42, 6_183_763);

        // when
        String json = one(dialect, quote, 3, Bits.CAUSE_RATE | Bits.CAUSE_SLOW, 1);

        // then
        assertThat(json)
                .isEqualTo(
                        "[{\"type\":\"quote\",\"sym\":\"S1\",\"instrumentId\":1,\"seq\":\"42\","
                                + "\"conflated\":3,\"cause\":[\"RATE\",\"SLOW\"],"
                                + "\"flags\":[\"SNAPSHOT\",\"LAST_IN_EVENT\"],\"tsEvent\":\"42\","
                                + "\"tsIngress\":\"43\",\"bidPx\":\"61837.63\",\"bidQty\":\"0.001\","
                                + "\"askPx\":\"61837.64\",\"askQty\":\"0.002\"}]");
    }

    @Test
    void missingSideOfAQuoteIsNull() {
        // given
        QuoteWideEncoder wide = new QuoteWideEncoder();
        wide.wrapAndApplyHeader(buffer, 0, header);
        event(wide.ev(), 0, 1);
        wide.bidPx(Decimals.NULL).bidQty(Decimals.NULL).askPx(101).askQty(5);

        // when
        JsonNode json = parse(one(dialect, message(wide.encodedLength()), 0, 0, 0)).get(0);

        // then
        assertThat(json.get("type").stringValue()).isEqualTo("quote");
        assertThat(json.get("bidPx").isNull()).isTrue();
        assertThat(json.get("bidQty").isNull()).isTrue();
        assertThat(json.get("askPx").stringValue()).isEqualTo("1.01");
    }

    @Test
    void tradeHasTheFieldsOfTheContract() {
        // when
        String json = one(dialect, events.trade(0, 2, 9, 12_345, 678), 0, 0, 0);

        // then
        assertThat(json)
                .isEqualTo(
                        "[{\"type\":\"trade\",\"sym\":\"S0\",\"instrumentId\":0,\"seq\":\"2\","
                                + "\"conflated\":0,\"cause\":[],\"flags\":[\"LAST_IN_EVENT\"],"
                                + "\"tsEvent\":\"9\",\"tsIngress\":\"10\",\"price\":\"123.45\","
                                + "\"qty\":\"0.678\",\"tradeId\":\"1002\",\"aggressor\":\"BUY\"}]");
    }

    @Test
    void summaryHasTheFieldsOfTheContract() {
        // when
        JsonNode json = parse(one(dialect, summary(0, 5, -3, 12), 11, Bits.CAUSE_SLOW, 0)).get(0);

        // then
        assertThat(json.propertyNames())
                .containsExactly(
                        "type",
                        "sym",
                        "instrumentId",
                        "seq",
                        "conflated",
                        "cause",
                        "flags",
                        "tsEvent",
                        "tsIngress",
                        "tsFirst",
                        "firstPx",
                        "highPx",
                        "lowPx",
                        "lastPx",
                        "volume",
                        "buyVolume",
                        "notional",
                        "firstTradeId",
                        "lastTradeId",
                        "trades",
                        "lastAggressor");
        assertThat(json.get("type").stringValue()).isEqualTo("tradeSummary");
        assertThat(json.get("notional").stringValue()).isEqualTo("0.005");
        assertThat(json.get("trades").intValue()).isEqualTo(12);
        assertThat(json.get("lastAggressor").stringValue()).isEqualTo("NONE");
    }

    @Test
    void candleHasTheFieldsOfTheContract() {
        // when
        String json = one(dialect, events.candle(1, 7, 60, 120, BarState.CORRECTED), 0, 0, 0);

        // then
        assertThat(json)
                .endsWith(
                        "\"openTime\":\"120\",\"openPx\":\"0.07\",\"highPx\":\"0.07\","
                                + "\"lowPx\":\"0.07\",\"closePx\":\"0.07\",\"volume\":\"0.001\","
                                + "\"notional\":\"0.00007\",\"firstTradeSeq\":\"1\","
                                + "\"lastTradeSeq\":\"1\",\"trades\":1,\"intervalSec\":60,"
                                + "\"revision\":0,\"state\":\"CORRECTED\",\"quality\":[]}]");
    }

    @Test
    void heartbeatNamesItsStreams() {
        // given
        HeartbeatEncoder heartbeat = new HeartbeatEncoder();
        heartbeat.wrapAndApplyHeader(buffer, 0, header).serverTime(77);
        HeartbeatEncoder.StreamsEncoder group = heartbeat.streamsCount(2);
        group.next().seq(5).conflated(0).detail(0).instrumentId(0).channel(Channel.QUOTE);
        group.cause().clear();
        group.next().seq(6).conflated(2).detail(60).instrumentId(1).channel(Channel.CANDLE);
        group.cause().clear().aGE(true);

        // when
        String json = one(dialect, message(heartbeat.encodedLength()), 0, 0, 0);

        // then
        assertThat(json)
                .isEqualTo(
                        "[{\"type\":\"heartbeat\",\"serverTime\":\"77\",\"streams\":["
                                + "{\"sym\":\"S0\",\"instrumentId\":0,\"channel\":\"QUOTE\","
                                + "\"detail\":0,\"seq\":\"5\",\"conflated\":0,\"cause\":[]},"
                                + "{\"sym\":\"S1\",\"instrumentId\":1,\"channel\":\"CANDLE\","
                                + "\"detail\":60,\"seq\":\"6\",\"conflated\":2,"
                                + "\"cause\":[\"AGE\"]}]}]");
    }

    @Test
    void messagesOfOneFrameMakeOneArray() {
        // when
        int at = dialect.begin(frame);
        at = dialect.append(frame, at, events.quote(0, 1, 1), 0, 0, 0);
        at = dialect.append(frame, at, events.quote(1, 1, 1), 0, 0, 0);
        at = dialect.finish(frame, at, 2, 0);

        // then
        assertThat(parse(text(at))).hasSize(2);
    }

    @Test
    void eventThatGoesToMergedAndUnmergedClientsIsRightForEach() {
        // given
        int[][] clients = {
            {0, 0, 0}, {2, 1, 0}, {0, 0, 0}, {0, 0, 1}, {0, 0, 1}, {2, 1, 0}, {0, 0, 0}
        };
        Message quote = events.quote(0, 9, 1);

        // when, then
        for (int[] client : clients) {
            JsonDialect fresh = new JsonDialect(instruments);
            assertThat(one(dialect, quote, client[0], client[1], client[2]))
                    .isEqualTo(one(fresh, quote, client[0], client[1], client[2]));
        }
    }

    @Test
    void nextEventInTheSameViewIsEncodedAnew() {
        // given
        one(dialect, events.quote(0, 1, 100), 0, 0, 0);

        // when
        String json = one(dialect, events.quote(0, 2, 200), 0, 0, 0);

        // then
        assertThat(json).contains("\"seq\":\"2\"").contains("\"bidPx\":\"2.00\"");
    }

    @Test
    void noMessageIsLongerThanItsBound() {
        // given
        String symbol = "\"".repeat(32);
        Instrument odd =
                new Instrument(
                        0,
                        symbol,
                        "\u0001".repeat(254),
                        "\u0001".repeat(254),
                        "\u0001".repeat(254),
                        Instrument.Kind.CRYPTO_PERPETUAL,
                        15,
                        15,
                        1,
                        1);
        JsonDialect worst = new JsonDialect(List.of(odd));

        // when, then
        bounded(worst, events.quote(0, -1, Decimals.MAX_MANTISSA));
        bounded(worst, events.trade(0, -1, Long.MIN_VALUE, -Decimals.MAX_MANTISSA, -1));
        bounded(worst, summary(0, -Decimals.MAX_MANTISSA, -30, 0xFFFF_FFFEL));
        bounded(worst, widestCandle());
        bounded(worst, fullHeartbeat());
        bounded(worst, definition(odd));
    }

    private void bounded(JsonDialect worst, Message message) {
        int most = worst.mostBytes(message.length());
        int at = worst.begin(frame);
        at = worst.append(frame, at, message, 0, 0, 0);
        int end = worst.append(frame, at, message, 0xFFFF_FFFFL, ALL_CAUSES, ALL_FLAGS);
        assertThat(end - at).as("template " + message.templateId()).isLessThanOrEqualTo(most);
    }

    private Message summary(int id, long mantissa, int notionalExp, long trades) {
        TradeSummaryEncoder summary = new TradeSummaryEncoder();
        summary.wrapAndApplyHeader(buffer, 0, header);
        event(summary.ev(), id, -1);
        summary.tsFirst(Long.MIN_VALUE)
                .firstPx(mantissa)
                .highPx(mantissa)
                .lowPx(mantissa)
                .lastPx(mantissa)
                .volume(mantissa)
                .buyVolume(mantissa)
                .notional(mantissa)
                .firstTradeId(-1)
                .lastTradeId(-1)
                .trades(trades)
                .notionalExp((byte) notionalExp)
                .lastAggressor(Side.NONE);
        return message(summary.encodedLength());
    }

    private Message widestCandle() {
        long mantissa = -Decimals.MAX_MANTISSA;
        CandleEncoder candle = new CandleEncoder();
        candle.wrapAndApplyHeader(buffer, 0, header);
        event(candle.ev(), 0, -1);
        candle.openTime(Long.MIN_VALUE).openPx(mantissa).highPx(mantissa).lowPx(mantissa);
        candle.closePx(mantissa).volume(mantissa).notional(mantissa).notionalExp((byte) -30);
        candle.firstTradeSeq(-1).lastTradeSeq(-1).trades(0xFFFF_FFFEL).intervalSec(86_400);
        candle.revision(65_534).state(BarState.CORRECTED);
        candle.quality().clear().uPSTREAM_GAP(true).pARTIAL_START(true).lATE_TRADES(true);
        return message(candle.encodedLength());
    }

    private Message fullHeartbeat() {
        HeartbeatEncoder heartbeat = new HeartbeatEncoder();
        heartbeat.wrapAndApplyHeader(buffer, 0, header).serverTime(Long.MIN_VALUE);
        HeartbeatEncoder.StreamsEncoder group = heartbeat.streamsCount(50);
        for (int i = 0; i < 50; i++) {
            group.next().seq(-1).detail(86_400).instrumentId(0).channel(Channel.CANDLE);
        }
        return message(heartbeat.encodedLength());
    }

    private Message definition(Instrument of) {
        InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        definition.wrapAndApplyHeader(buffer, 0, header).tickSize(of.tickSize());
        definition.lotSize(of.lotSize()).instrumentId(of.id());
        definition.priceExp((byte) -15).qtyExp((byte) -15).kind(InstrumentKind.CRYPTO_PERPETUAL);
        definition.symbol(of.symbol()).description(of.description());
        definition.venue(of.venue()).currency(of.currency());
        return message(definition.encodedLength());
    }

    private void event(EvEncoder ev, int id, long seq) {
        ev.tsEvent(Long.MIN_VALUE).tsIngress(Long.MIN_VALUE).seq(seq).instrumentId(id);
        EventHeader.fresh(buffer, 0, Bits.FLAG_LAST_IN_EVENT);
    }

    private Message message(int bodyBytes) {
        return view.wrap(buffer, 0, HEADER + bodyBytes);
    }

    private String one(JsonDialect to, Message message, long conflated, int cause, int added) {
        int at = to.begin(frame);
        at = to.append(frame, at, message, conflated, cause, added);
        return text(to.finish(frame, at, 1, 0));
    }

    private String text(int end) {
        byte[] bytes = new byte[end - ServerFrames.HEADROOM];
        frame.getBytes(ServerFrames.HEADROOM, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static JsonNode parse(String json) {
        return new JsonMapper().readTree(json);
    }
}
