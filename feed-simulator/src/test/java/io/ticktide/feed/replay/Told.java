package io.ticktide.feed.replay;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.Decimals;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.feed.GapStream;
import io.ticktide.feed.MarketListener;
import io.ticktide.feed.Side;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Keeps what it was told as one line an event, so that a test compares the whole. */
public final class Told implements MarketListener {
    private final List<String> events = new ArrayList<>();
    private StringBuilder book = new StringBuilder();

    /** What was told since the last call. */
    public List<String> take() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    @Override
    public void onQuote(
            int instrumentId, long tsEvent, long bidPx, long bidQty, long askPx, long askQty) {
        events.add(
                "quote "
                        + instrumentId
                        + " @"
                        + tsEvent
                        + " "
                        + at(bidPx, bidQty)
                        + " "
                        + at(askPx, askQty));
    }

    @Override
    public void onTrade(
            int instrumentId, long tsEvent, long price, long qty, long tradeId, byte aggressor) {
        events.add(
                "trade "
                        + instrumentId
                        + " @"
                        + tsEvent
                        + " "
                        + at(price, qty)
                        + " #"
                        + tradeId
                        + (aggressor == Side.BUY ? " buy" : " sell"));
    }

    @Override
    public void onBookStart(int instrumentId, long tsEvent, boolean reset) {
        book = new StringBuilder(reset ? "reset " : "book ");
        book.append(instrumentId).append(" @").append(tsEvent);
    }

    @Override
    public void onBookLevel(byte side, long price, long qty) {
        book.append(side == Side.BUY ? " b" : " a").append(at(price, qty));
    }

    @Override
    public void onBookEnd() {
        events.add(book.toString());
    }

    @Override
    public void onStatus(int instrumentId, long tsEvent, byte state) {
        events.add("status " + instrumentId + " @" + tsEvent + " " + state);
    }

    @Override
    public void onRecorded(DirectBuffer message, int offset, int length) {
        int templateId = EventHeader.templateId(message, offset);
        if (!EventHeader.isEvent(templateId)) {
            events.add("clock");
            return;
        }
        boolean state = (EventHeader.flags(message, offset) & Bits.FLAG_SNAPSHOT) != 0;
        boolean upstream = (EventHeader.cause(message, offset) & Bits.CAUSE_UPSTREAM) != 0;
        events.add(
                (state ? "state " : "")
                        + (templateId == TradeDecoder.TEMPLATE_ID ? "trade " : templateId + " ")
                        + EventHeader.instrumentId(message, offset)
                        + " #"
                        + EventHeader.seq(message, offset)
                        + " @"
                        + EventHeader.tsEvent(message, offset)
                        + " lost "
                        + EventHeader.conflated(message, offset)
                        + (upstream ? " upstream" : ""));
    }

    @Override
    public void onGap(int instrumentId, byte stream, long missed) {
        String name =
                switch (stream) {
                    case GapStream.QUOTE -> "quotes";
                    case GapStream.TRADE -> "trades";
                    case GapStream.BOOK -> "books";
                    default -> throw new IllegalArgumentException("stream " + stream);
                };
        events.add("gap " + instrumentId + " " + name + " " + missed);
    }

    private static String at(long price, long qty) {
        return price == Decimals.NULL && qty == Decimals.NULL ? "none" : qty + "x" + price;
    }
}
