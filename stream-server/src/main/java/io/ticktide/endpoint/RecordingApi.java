package io.ticktide.endpoint;

import io.ticktide.auth.Entitlements;
import io.ticktide.candles.BarInterval;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.recording.Recording;
import io.ticktide.codecs.recording.RecordingException;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.replay.BarQuery;
import io.ticktide.replay.RecordedBars;
import io.ticktide.replay.RecordedTrade;
import io.ticktide.replay.RecordedTrades;
import io.ticktide.replay.RecordingCatalogue;
import io.ticktide.replay.RecordingShelf;
import io.ticktide.replay.RecordingSummary;
import io.ticktide.replay.TradeQuery;
import io.ticktide.session.Channel;
import io.undertow.server.HttpServerExchange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads recordings over HTTP: which there are, their instruments, bars and trades.
 *
 * <p>Thread-safe: files are read by one task of {@link FileReads} at a time.
 */
final class RecordingApi {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingApi.class);
    private static final int MOST_TRADES = 10_000;
    private static final int DEFAULT_TRADES = 1_000;

    /** As long as a server lets bars wait for late trades if it is not told otherwise. */
    private static final long GRACE_NS = TimeUnit.MILLISECONDS.toNanos(500);

    private final FileReads reads;
    private final RecordingShelf shelf;

    RecordingApi(RecordingCatalogue catalogue, FileReads reads) {
        this.reads = reads;
        shelf = new RecordingShelf(catalogue);
    }

    /** Whether a request is about a recording that it names. */
    static boolean isNamed(HttpServerExchange exchange) {
        return exchange.getQueryParameters().containsKey("recording");
    }

    /** Whether a recording is being written. */
    boolean hasWritten() {
        return shelf.catalogue().written().isPresent();
    }

    void recordings(HttpServerExchange exchange, Entitlements entitlements) {
        reads.answer(
                exchange,
                () -> {
                    ObjectNode body = Answers.object();
                    ArrayNode all = body.putArray("recordings");
                    for (Map.Entry<String, Path> one : shelf.catalogue().recordings().entrySet()) {
                        describe(all.addObject(), one.getKey(), one.getValue(), entitlements);
                    }
                    JsonResponse.send(exchange, body);
                });
    }

    void symbols(HttpServerExchange exchange, Entitlements entitlements) {
        reads.answer(
                exchange,
                () -> {
                    Recording recording = recording(exchange);
                    ObjectNode body = Answers.object();
                    ArrayNode symbols = body.putArray("symbols");
                    for (Instrument one : RecordingSummary.of("", recording).instruments()) {
                        if (Symbols.isVisible(entitlements, one)) {
                            MarketApi.describe(symbols.addObject(), one);
                        }
                    }
                    JsonResponse.send(exchange, body);
                });
    }

    void candles(HttpServerExchange exchange, Entitlements entitlements) throws BadCommand {
        QueryParameters query = new QueryParameters(exchange);
        String symbol = query.required("symbol");
        BarInterval interval = StreamRequest.interval(query.text("interval", "1m"));
        BarQuery wanted =
                new BarQuery(
                        symbol,
                        interval,
                        query.timeNs("from", Long.MIN_VALUE),
                        Long.MAX_VALUE,
                        query.timeNs("to", Long.MAX_VALUE),
                        query.integer("limit", MarketApi.DEFAULT_BARS, MarketApi.MOST_BARS),
                        GRACE_NS);
        reads.answer(
                exchange,
                () -> {
                    Recording recording = recording(exchange);
                    RecordedBars.Found found =
                            read(() -> RecordedBars.read(recording, wanted).orElse(null));
                    if (found == null) {
                        throw unknownSymbol(symbol);
                    }
                    check(entitlements, found.instrument(), Channel.CANDLE);
                    ObjectNode body = Answers.object();
                    body.put("symbol", symbol).put("interval", interval.label());
                    put(body.putArray("bars"), found.bars(), found.instrument());
                    putProblems(body, found.problems());
                    JsonResponse.send(exchange, body);
                });
    }

    /**
     * Completes an answer with bars that memory has no more, and sends it.
     *
     * @param body with its array {@code bars}, which those are put before.
     * @param fromNs earliest open time.
     * @param beforeNs behind the latest open time that may come.
     * @param most bars that may still come.
     */
    void sendWithOlder(
            HttpServerExchange exchange,
            ObjectNode body,
            String symbol,
            BarInterval interval,
            long fromNs,
            long beforeNs,
            int most) {
        reads.answer(
                exchange,
                () -> {
                    ArrayNode inMemory = body.withArray("bars");
                    // As of the end: what corrected those bars since memory forgot them counts.
                    BarQuery query =
                            new BarQuery(
                                    symbol,
                                    interval,
                                    fromNs,
                                    beforeNs - 1,
                                    Long.MAX_VALUE,
                                    most,
                                    GRACE_NS);
                    RecordedBars.Found found =
                            read(
                                    () ->
                                            shelf.written()
                                                    .flatMap(of -> RecordedBars.read(of, query))
                                                    .orElse(null));
                    if (found != null) {
                        ArrayNode all = Answers.object().putArray("bars");
                        put(all, found.bars(), found.instrument());
                        body.set("bars", all.addAll(inMemory));
                        putProblems(body, found.problems());
                    }
                    JsonResponse.send(exchange, body);
                });
    }

    void trades(HttpServerExchange exchange, Entitlements entitlements) throws BadCommand {
        QueryParameters query = new QueryParameters(exchange);
        String symbol = query.required("symbol");
        TradeQuery wanted =
                new TradeQuery(
                        symbol,
                        query.timeNs("from", Long.MIN_VALUE),
                        query.timeNs("to", Long.MAX_VALUE),
                        query.integer("limit", DEFAULT_TRADES, MOST_TRADES),
                        place(query.text("after", null)));
        reads.answer(
                exchange,
                () -> {
                    Recording recording = recording(exchange);
                    RecordedTrades.Found found =
                            read(() -> RecordedTrades.read(recording, wanted).orElse(null));
                    if (found == null) {
                        throw unknownSymbol(symbol);
                    }
                    check(entitlements, found.instrument(), Channel.TRADE);
                    ObjectNode body = Answers.object().put("symbol", symbol);
                    ArrayNode trades = body.putArray("trades");
                    for (RecordedTrade trade : found.trades()) {
                        describe(trades.addObject(), trade, found.instrument());
                    }
                    if (found.next() != null) {
                        body.put("next", found.next().text());
                    }
                    putProblems(body, found.problems());
                    JsonResponse.send(exchange, body);
                });
    }

    private void describe(ObjectNode node, String name, Path path, Entitlements entitlements) {
        node.put("name", name);
        RecordingSummary summary;
        try {
            summary = shelf.summary(name, path);
        } catch (RecordingException e) {
            LOG.warn("recording {} cannot be read: {}", name, e.getMessage());
            node.put("isComplete", false);
            node.putArray("problems").add("it cannot be read; the server's log says why");
            return;
        }
        node.put("first", Long.toString(summary.firstTimeNs()));
        node.put("last", Long.toString(summary.lastTimeNs()));
        node.put("origin", Long.toString(summary.originNs()));
        node.put("events", summary.messages());
        node.put("runs", summary.runs());
        ArrayNode symbols = node.putArray("symbols");
        for (Instrument one : summary.instruments()) {
            if (Symbols.isVisible(entitlements, one)) {
                symbols.add(one.symbol());
            }
        }
        ArrayNode density = node.putArray("density");
        summary.density().forEach(density::add);
        node.put("isBeingWritten", shelf.catalogue().written().filter(path::equals).isPresent());
        node.put("isComplete", summary.isComplete());
        ArrayNode problems = node.putArray("problems");
        summary.problems().forEach(problems::add);
    }

    private static void describe(ObjectNode node, RecordedTrade trade, Instrument of) {
        node.put("tsEvent", Long.toString(trade.timeNs()));
        node.put("seq", Long.toString(trade.seq()));
        node.put("price", Decimals.formatPlain(trade.price(), of.priceScale()));
        node.put("qty", Decimals.formatPlain(trade.qty(), of.qtyScale()));
        node.put("tradeId", Long.toUnsignedString(trade.tradeId()));
        node.put("aggressor", trade.aggressor());
    }

    private static void put(ArrayNode into, List<UnsafeBuffer> bars, Instrument of) {
        CandleDecoder bar = new CandleDecoder();
        MessageHeaderDecoder header = new MessageHeaderDecoder();
        for (UnsafeBuffer message : bars) {
            MarketApi.describe(into.addObject(), bar.wrapAndApplyHeader(message, 0, header), of);
        }
    }

    private static void putProblems(ObjectNode body, List<String> problems) {
        if (!problems.isEmpty()) {
            ArrayNode array = body.putArray("problems");
            problems.forEach(array::add);
        }
    }

    /** The recording that a request names; without a name the one that is being written. */
    private Recording recording(HttpServerExchange exchange) throws BadCommand {
        QueryParameters query = new QueryParameters(exchange);
        if (!hasWritten()) {
            query.required("recording");
        }
        String name = query.text("recording", null);
        Optional<Recording> found = read(() -> name == null ? shelf.written() : shelf.find(name));
        if (found.isEmpty()) {
            throw new BadCommand(
                    ErrorCode.UNKNOWN_RECORDING,
                    "recording",
                    "unknown recording \""
                            + BadCommand.shown(String.valueOf(name))
                            + "\"; see /api/recordings");
        }
        return found.get();
    }

    /** Reads; what cannot be read is told to the client without the directories of this machine. */
    private static <T> T read(Supplier<T> reading) throws BadCommand {
        try {
            return reading.get();
        } catch (RecordingException e) {
            LOG.warn("a recording cannot be read: {}", e.getMessage());
            throw new BadCommand(
                    ErrorCode.UNREADABLE_RECORDING,
                    "recording",
                    "the recording cannot be read; the server's log says why");
        }
    }

    private static TradeQuery.Place place(String text) throws BadCommand {
        try {
            return text == null ? null : TradeQuery.Place.parse(text);
        } catch (NumberFormatException e) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE,
                    "after",
                    "after \"" + BadCommand.shown(text) + "\" is not what an answer named as next");
        }
    }

    private static BadCommand unknownSymbol(String symbol) {
        return new BadCommand(
                ErrorCode.UNKNOWN_SYMBOL,
                "symbol",
                "unknown symbol \""
                        + BadCommand.shown(symbol)
                        + "\"; /api/recordings lists those of a recording");
    }

    private static void check(Entitlements entitlements, Instrument of, Channel channel)
            throws BadCommand {
        if (!Symbols.isEntitled(entitlements, of, channel)) {
            throw BadCommand.notEntitled(channel, of.symbol());
        }
    }
}
