package io.ticktide.endpoint;

import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.codecs.sbe.Side;
import io.ticktide.feed.Instrument;
import org.agrona.DirectBuffer;

/**
 * The book messages of the JSON twin: levels as {@code [price, quantity]}.
 *
 * <p>Owner: that of its {@link JsonTwin}.
 */
final class BookTwin {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BookDeltaDecoder delta = new BookDeltaDecoder();
    private final BookSnapshotDecoder snapshot = new BookSnapshotDecoder();

    /** Writes the members that follow the event's. */
    void write(JsonText out, Instrument of, int templateId, DirectBuffer buffer, int offset) {
        if (templateId == BookDeltaDecoder.TEMPLATE_ID) {
            delta.wrapAndApplyHeader(buffer, offset, header);
            out.name("depth").number(delta.depth());
            side(out, of, "bids", Side.BUY);
            delta.wrapAndApplyHeader(buffer, offset, header);
            side(out, of, "asks", Side.SELL);
        } else {
            snapshot(out, of, buffer, offset);
        }
    }

    private void side(JsonText out, Instrument of, String name, Side side) {
        out.name(name).raw("[");
        String separator = "";
        for (BookDeltaDecoder.LevelsDecoder level : delta.levels()) {
            if (level.side() == side) {
                out.raw(separator);
                level(out, of, level.price(), level.qty());
                separator = ",";
            }
        }
        out.raw("]");
    }

    private void snapshot(JsonText out, Instrument of, DirectBuffer buffer, int offset) {
        snapshot.wrapAndApplyHeader(buffer, offset, header);
        out.name("depth").number(snapshot.depth());
        out.name("bids").raw("[");
        String separator = "";
        for (BookSnapshotDecoder.BidsDecoder bid : snapshot.bids()) {
            level(out.raw(separator), of, bid.price(), bid.qty());
            separator = ",";
        }
        out.raw("]");
        out.name("asks").raw("[");
        separator = "";
        for (BookSnapshotDecoder.AsksDecoder ask : snapshot.asks()) {
            level(out.raw(separator), of, ask.price(), ask.qty());
            separator = ",";
        }
        out.raw("]");
    }

    private static void level(JsonText out, Instrument of, long price, long qty) {
        out.raw("[").decimal(price, of.priceScale()).raw(",").decimal(qty, of.qtyScale()).raw("]");
    }
}
