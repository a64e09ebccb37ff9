package io.ticktide.endpoint;

import io.ticktide.auth.Entitlements;
import io.ticktide.candles.BarHistory;
import io.ticktide.candles.BarInterval;
import io.ticktide.candles.BarSeries;
import io.ticktide.candles.Quality;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.distribute.Distributor;
import io.ticktide.distribute.InstrumentState;
import io.ticktide.feed.Instrument;
import io.ticktide.market.BookSide;
import io.ticktide.session.Channel;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the market's state over HTTP: instruments, bars, books. Answers from the state of the I/O
 * thread that serves the request, so it needs no lock.
 */
final class MarketApi {
    static final int MOST_BARS = 100_000;
    static final int DEFAULT_BARS = 500;
    private static final int MOST_LEVELS = 10_000;
    private static final int DEFAULT_LEVELS = 10;

    private final List<Instrument> instruments;
    private final RecordingApi recordings;

    /**
     * @param recordings know bars that memory has no more.
     */
    MarketApi(List<Instrument> instruments, RecordingApi recordings) {
        this.instruments = instruments;
        this.recordings = recordings;
    }

    void symbols(HttpServerExchange exchange, Entitlements entitlements) {
        ObjectNode body = Answers.object();
        ArrayNode symbols = body.putArray("symbols");
        for (Instrument instrument : instruments) {
            if (Symbols.isVisible(entitlements, instrument)) {
                describe(symbols.addObject(), instrument);
            }
        }
        JsonResponse.send(exchange, body);
    }

    void candles(HttpServerExchange exchange, Distributor distributor, Entitlements entitlements)
            throws BadCommand {
        InstrumentState state = instrument(exchange, distributor, entitlements, Channel.CANDLE);
        QueryParameters query = new QueryParameters(exchange);
        BarInterval interval = StreamRequest.interval(query.text("interval", "1m"));
        int limit = query.integer("limit", DEFAULT_BARS, MOST_BARS);
        long fromNs = query.timeNs("from", Long.MIN_VALUE);
        long toNs = query.timeNs("to", Long.MAX_VALUE);
        ObjectNode body = Answers.object();
        body.put("symbol", state.instrument().symbol());
        body.put("interval", interval.label());
        ArrayNode bars = body.putArray("bars");
        BarSeries series = state.bars().series(interval);
        BarHistory history = series.history();
        CandleDecoder open = series.hasOpenBar() ? open(series) : null;
        boolean withOpen = open != null && open.openTime() >= fromNs && open.openTime() <= toNs;
        int end = toNs == Long.MAX_VALUE ? history.size() : history.indexFrom(toNs + 1);
        int first = Math.max(history.indexFrom(fromNs), end - (withOpen ? limit - 1 : limit));
        for (int i = first; i < end; i++) {
            describe(bars.addObject(), history.bar(i), state.instrument());
        }
        if (withOpen) {
            describe(bars.addObject(), open(series), state.instrument());
        }
        long oldestNs = open == null ? Long.MAX_VALUE : open(series).openTime();
        if (history.size() > 0) {
            oldestNs = history.bar(0).openTime();
        }
        if (bars.size() < limit && oldestNs > fromNs && recordings.hasWritten()) {
            int most = limit - bars.size();
            String symbol = state.instrument().symbol();
            long beforeNs = toNs < oldestNs ? toNs + 1 : oldestNs;
            recordings.sendWithOlder(exchange, body, symbol, interval, fromNs, beforeNs, most);
        } else {
            JsonResponse.send(exchange, body);
        }
    }

    void book(HttpServerExchange exchange, Distributor distributor, Entitlements entitlements)
            throws BadCommand {
        InstrumentState state = instrument(exchange, distributor, entitlements, Channel.BOOK);
        int depth = new QueryParameters(exchange).integer("depth", DEFAULT_LEVELS, MOST_LEVELS);
        ObjectNode body = Answers.object();
        body.put("symbol", state.instrument().symbol());
        body.put("seq", Long.toString(state.book().newest().seq()));
        body.put("tsEvent", Long.toString(state.book().newest().tsEvent()));
        body.put("bidLevels", state.book().bids().size());
        body.put("askLevels", state.book().asks().size());
        levels(body.putArray("bids"), state.book().bids(), depth, state.instrument());
        levels(body.putArray("asks"), state.book().asks(), depth, state.instrument());
        JsonResponse.send(exchange, body);
    }

    private static CandleDecoder open(BarSeries series) {
        UnsafeBuffer message = series.newest();
        return new CandleDecoder().wrapAndApplyHeader(message, 0, new MessageHeaderDecoder());
    }

    private static void levels(ArrayNode array, BookSide side, int depth, Instrument of) {
        for (int i = 0; i < Math.min(depth, side.size()); i++) {
            array.addArray()
                    .add(Decimals.formatPlain(side.price(i), of.priceScale()))
                    .add(Decimals.formatPlain(side.qty(i), of.qtyScale()));
        }
    }

    static void describe(ObjectNode node, Instrument instrument) {
        node.put("sym", instrument.symbol());
        node.put("instrumentId", instrument.id());
        node.put("description", instrument.description());
        node.put("venue", instrument.venue());
        node.put("currency", instrument.currency());
        node.put("kind", instrument.kind().name());
        node.put("priceScale", instrument.priceScale());
        node.put("qtyScale", instrument.qtyScale());
        node.put("tickSize", Decimals.formatPlain(instrument.tickSize(), instrument.priceScale()));
        node.put("lotSize", Decimals.formatPlain(instrument.lotSize(), instrument.qtyScale()));
    }

    static void describe(ObjectNode node, CandleDecoder bar, Instrument of) {
        node.put("time", TimeUnit.NANOSECONDS.toSeconds(bar.openTime()));
        node.put("open", Decimals.formatPlain(bar.openPx(), of.priceScale()));
        node.put("high", Decimals.formatPlain(bar.highPx(), of.priceScale()));
        node.put("low", Decimals.formatPlain(bar.lowPx(), of.priceScale()));
        node.put("close", Decimals.formatPlain(bar.closePx(), of.priceScale()));
        node.put("volume", Decimals.formatPlain(bar.volume(), of.qtyScale()));
        node.put("notional", Decimals.formatPlain(bar.notional(), -bar.notionalExp()));
        node.put("trades", bar.trades());
        node.put("state", bar.state().name());
        node.put("revision", bar.revision());
        ArrayNode quality = node.putArray("quality");
        int bits = Quality.read(bar);
        for (int bit = 0; bit < Quality.NAMES.size(); bit++) {
            if ((bits & (1 << bit)) != 0) {
                quality.add(Quality.NAMES.get(bit));
            }
        }
    }

    private static InstrumentState instrument(
            HttpServerExchange exchange,
            Distributor distributor,
            Entitlements entitlements,
            Channel channel)
            throws BadCommand {
        String symbol = new QueryParameters(exchange).required("symbol");
        InstrumentState state = distributor.instrument(symbol);
        if (state == null) {
            throw new BadCommand(
                    ErrorCode.UNKNOWN_SYMBOL,
                    "symbol",
                    "unknown symbol \"" + BadCommand.shown(symbol) + "\"; see /api/symbols");
        }
        if (!Symbols.isEntitled(entitlements, state.instrument(), channel)) {
            throw BadCommand.notEntitled(channel, symbol);
        }
        return state;
    }

    /** HTTP status of a bad request. */
    static int statusOf(BadCommand bad) {
        int code = bad.code();
        if (code == ErrorCode.UNKNOWN_SYMBOL.code() || code == ErrorCode.UNKNOWN_RECORDING.code()) {
            return StatusCodes.NOT_FOUND;
        }
        if (code == ErrorCode.UNREADABLE_RECORDING.code()) {
            return StatusCodes.INTERNAL_SERVER_ERROR;
        }
        if (code == ErrorCode.NOT_ENTITLED.code()) {
            return StatusCodes.FORBIDDEN;
        }
        boolean unknown = code >= ErrorCode.NOT_AUTHENTICATED.code();
        return unknown ? StatusCodes.UNAUTHORIZED : StatusCodes.BAD_REQUEST;
    }
}
