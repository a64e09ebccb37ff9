package io.ticktide.endpoint;

import io.ticktide.distribute.Distributor;
import io.ticktide.feed.Instrument;
import io.ticktide.history.EventHistory;
import io.ticktide.history.HistoryCursor;
import io.ticktide.session.Channel;
import io.ticktide.session.RangeReplay;
import io.ticktide.session.Session;
import io.ticktide.session.StreamKey;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends a range of a stream again, as far as it is kept: answers RECOVERED, PARTIAL or GONE, then
 * the messages, flagged RETRANSMIT.
 *
 * <p>Owner: one I/O thread.
 */
final class RangeCommand {
    private static final long MOST_EVENTS = 100_000;

    private final Distributor distributor;
    private final Symbols symbols;
    private final long epochNs;

    RangeCommand(Distributor distributor, Symbols symbols, long epochNs) {
        this.distributor = distributor;
        this.symbols = symbols;
        this.epochNs = epochNs;
    }

    void range(Session session, CommandFields fields, Long id, Access access) throws BadCommand {
        fields.allow("op", "id", "ch", "sym", "depth", "epoch", "from", "to");
        StreamKey key = key(fields, access);
        long from = fields.digits("from");
        long to = fields.digits("to");
        if (from < 1 || to < from) {
            throw new BadCommand(
                    ErrorCode.OUT_OF_RANGE, "to", "range " + from + " to " + to + " is no range");
        }
        ObjectNode answer = Answers.answer("range", id);
        answer.put("sym", fields.text("sym")).put("ch", key.channel().label());
        EventHistory history = distributor.history();
        int stream = Distributor.streamIndex(key);
        long covered = history.coveredFrom(stream);
        long newest = history.newestSeq(stream);
        if (fields.has("epoch") && fields.digits("epoch") != epochNs) {
            refuse(session, answer, "GONE", ErrorCode.WRONG_EPOCH);
        } else if (to - from >= MOST_EVENTS) {
            refuse(session, answer, "GONE", ErrorCode.RANGE_TOO_LARGE);
        } else if (from > newest) {
            refuse(session, answer, "GONE", ErrorCode.RANGE_FUTURE);
        } else if (covered == 0 || to < covered) {
            refuse(session, answer, "GONE", ErrorCode.RANGE_GONE);
        } else {
            if (!send(session, answer, key, Math.max(from, covered), to, access)) {
                throw BadCommand.tooManyRanges();
            }
            describe(answer, from >= covered && to <= newest, to > newest);
            session.answer(answer.toString());
        }
    }

    private boolean send(
            Session session, ObjectNode answer, StreamKey key, long from, long to, Access access) {
        int stream = Distributor.streamIndex(key);
        long last = Math.min(to, distributor.history().newestSeq(stream));
        answer.put("from", Long.toString(from)).put("to", Long.toString(last));
        HistoryCursor cursor = new HistoryCursor(distributor.history(), stream, from);
        RangeReplay replay = new RangeReplay(cursor, last, key.instrumentId());
        if (!session.add(replay)) {
            return false;
        }
        access.streams().onRange(key, replay);
        return true;
    }

    private static void describe(ObjectNode answer, boolean whole, boolean future) {
        answer.put("status", whole ? "RECOVERED" : "PARTIAL");
        if (!whole) {
            ErrorCode why = future ? ErrorCode.RANGE_FUTURE : ErrorCode.RANGE_PARTIAL;
            answer.put("code", why.code()).put("text", why.meaning());
        }
    }

    private static void refuse(Session session, ObjectNode answer, String status, ErrorCode why) {
        answer.put("status", status).put("code", why.code()).put("text", why.meaning());
        session.answer(answer.toString());
    }

    private StreamKey key(CommandFields fields, Access access) throws BadCommand {
        StreamRequest request = StreamRequest.of(fields);
        if (request.channel() == Channel.CANDLE) {
            throw new BadCommand(
                    ErrorCode.UNKNOWN_CHANNEL, "ch", "candles have no range; ask /api/candles");
        }
        List<Symbols.Named> named = symbols.find(List.of(fields.text("sym")));
        if (named.size() != 1 || named.get(0).instrument() == null) {
            throw BadCommand.unknownSymbol(fields.text("sym"));
        }
        Instrument instrument = named.get(0).instrument();
        if (!Symbols.isEntitled(access.entitlements(), instrument, request.channel())) {
            throw BadCommand.notEntitled(request.channel(), instrument.symbol());
        }
        // The history has the full book's events, whatever depth is subscribed to.
        return new StreamKey(instrument.id(), request.channel(), 0);
    }
}
