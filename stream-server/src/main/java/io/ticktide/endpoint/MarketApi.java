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
import java.util.Deque;
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
    private static final int MOST_BARS = 100_000;
    private static final int DEFAULT_BARS = 500;
    private static final int MOST_LEVELS = 10_000;
    private static final int DEFAULT_LEVELS = 10;

    private final List<Instrument> instruments;

    MarketApi(List<Instrument> instruments) {
        this.instruments = instruments;
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
        BarInterval interval = StreamRequest.interval(parameter(exchange, "interval", "1m"));
        int limit = integer(exchange, "limit", DEFAULT_BARS, MOST_BARS);
        ObjectNode body = Answers.object();
        body.put("symbol", state.instrument().symbol());
        body.put("interval", interval.label());
        ArrayNode bars = body.putArray("bars");
        BarSeries series = state.bars().series(interval);
        BarHistory history = series.history();
        int closed = Math.min(history.size(), series.hasOpenBar() ? limit - 1 : limit);
        for (int i = history.size() - closed; i < history.size(); i++) {
            describe(bars.addObject(), history.bar(i), state.instrument());
        }
        if (series.hasOpenBar()) {
            describe(bars.addObject(), open(series), state.instrument());
        }
        JsonResponse.send(exchange, body);
    }

    void book(HttpServerExchange exchange, Distributor distributor, Entitlements entitlements)
            throws BadCommand {
        InstrumentState state = instrument(exchange, distributor, entitlements, Channel.BOOK);
        int depth = integer(exchange, "depth", DEFAULT_LEVELS, MOST_LEVELS);
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

    private static void describe(ObjectNode node, Instrument instrument) {
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

    private static void describe(ObjectNode node, CandleDecoder bar, Instrument of) {
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
        String symbol = parameter(exchange, "symbol", null);
        if (symbol == null) {
            throw new BadCommand(
                    ErrorCode.MISSING_FIELD, "symbol", "parameter \"symbol\" is missing");
        }
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

    private static String parameter(HttpServerExchange exchange, String name, String otherwise) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null || values.isEmpty() ? otherwise : values.getFirst();
    }

    private static int integer(HttpServerExchange exchange, String name, int otherwise, int most)
            throws BadCommand {
        String text = parameter(exchange, name, null);
        if (text == null) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw notInRange(name, text, most);
        }
        throw notInRange(name, text, most);
    }

    private static BadCommand notInRange(String name, String text, int most) {
        return new BadCommand(
                ErrorCode.OUT_OF_RANGE,
                name,
                name + " \"" + BadCommand.shown(text) + "\" is not a number from 1 to " + most);
    }

    /** HTTP status of a bad request. */
    static int statusOf(BadCommand bad) {
        int code = bad.code();
        if (code == ErrorCode.UNKNOWN_SYMBOL.code()) {
            return StatusCodes.NOT_FOUND;
        }
        if (code == ErrorCode.NOT_ENTITLED.code()) {
            return StatusCodes.FORBIDDEN;
        }
        boolean unknown = code >= ErrorCode.NOT_AUTHENTICATED.code();
        return unknown ? StatusCodes.UNAUTHORIZED : StatusCodes.BAD_REQUEST;
    }
}
