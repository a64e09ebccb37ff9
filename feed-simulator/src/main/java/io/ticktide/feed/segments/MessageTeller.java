package io.ticktide.feed.segments;

import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageCopy;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.CandleEncoder;
import io.ticktide.codecs.sbe.FeedClockEncoder;
import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.feed.MarketListener;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Tells messages of a recording: as they are, or, where they do not stand alone, with the ids,
 * times and numbers that they have in this replay.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class MessageTeller {
    private static final int MOST_BYTES = 1_024;
    private static final int BODY = MessageHeaderEncoder.ENCODED_LENGTH;

    private final SegmentSource source;
    private final Renumbering numbers;
    private final UnsafeBuffer copy = new UnsafeBuffer(new byte[MOST_BYTES]);
    private long shiftNs;
    private int bookOfState = -1;
    private boolean tellsBook;

    MessageTeller(SegmentSource source, int instruments) {
        this.source = source;
        numbers = new Renumbering(instruments);
    }

    /** Numbers are those of the recording from now on. */
    void begin() {
        numbers.clear();
        shiftNs = 0;
    }

    /**
     * What comes next does not follow on what was told.
     *
     * @param newShiftNs by which times are moved from now on.
     */
    void resume(long newShiftNs) {
        numbers.resume();
        shiftNs = newShiftNs;
    }

    /** Tells the present message; returns whether it was worth telling. */
    boolean tell(MarketListener listener) {
        DirectBuffer buffer = source.buffer();
        int offset = source.offset();
        int templateId = EventHeader.templateId(buffer, offset);
        boolean isEvent = EventHeader.isEvent(templateId);
        if (source.isState()) {
            return tellState(templateId, listener);
        }
        if (shiftNs != 0 || !source.hasSameIds() || numbers.changes()) {
            copyPresent(isEvent);
            if (isNumbered(templateId)) {
                int id = EventHeader.instrumentId(copy, 0);
                numbers.number(Renumbering.stream(id, templateId), copy);
            }
            listener.onRecorded(copy, 0, source.length());
            return true;
        }
        if (isNumbered(templateId)) {
            int id = EventHeader.instrumentId(buffer, offset);
            numbers.noted(Renumbering.stream(id, templateId), EventHeader.seq(buffer, offset));
        }
        listener.onRecorded(buffer, offset, source.length());
        return true;
    }

    /** Bars are numbered by those who build them. */
    private static boolean isNumbered(int templateId) {
        return EventHeader.isEvent(templateId) && templateId != CandleDecoder.TEMPLATE_ID;
    }

    private boolean tellState(int templateId, MarketListener listener) {
        copyPresent(true);
        boolean hole = source.isBehindGap();
        int cause = hole ? Bits.CAUSE_UPSTREAM : Bits.CAUSE_CATCHUP;
        if (!mark(templateId, cause, hole)) {
            return false;
        }
        EventHeader.entered(copy, 0, 0, Bits.FLAG_SNAPSHOT);
        listener.onRecorded(copy, 0, source.length());
        return true;
    }

    private boolean mark(int templateId, int cause, boolean hole) {
        if (templateId == CandleDecoder.TEMPLATE_ID) {
            EventHeader.afterGap(copy, 0, 0, cause);
            return moveBar();
        }
        int stream = Renumbering.stream(EventHeader.instrumentId(copy, 0), templateId);
        if (Renumbering.isFurtherPart(copy, 0)) {
            if (tellsBook && stream == bookOfState) {
                numbers.numberPart(stream, copy, cause);
                return true;
            }
            return false;
        }
        boolean told = numbers.numberState(stream, copy, cause, hole);
        bookOfState = stream;
        tellsBook = told;
        return told;
    }

    /** Moves a bar's open time; a bar that would not begin where its interval does is not told. */
    private boolean moveBar() {
        int intervalAt = BODY + CandleEncoder.intervalSecEncodingOffset();
        long lengthNs = TimeUnit.SECONDS.toNanos(copy.getInt(intervalAt, ByteOrder.LITTLE_ENDIAN));
        int openTimeAt = BODY + CandleEncoder.openTimeEncodingOffset();
        long openTimeNs = copy.getLong(openTimeAt, ByteOrder.LITTLE_ENDIAN);
        copy.putLong(openTimeAt, openTimeNs + shiftNs, ByteOrder.LITTLE_ENDIAN);
        return shiftNs % lengthNs == 0;
    }

    private void copyPresent(boolean isEvent) {
        MessageCopy.copy(copy, 0, source.buffer(), source.offset(), source.length());
        if (isEvent) {
            int id = source.idOf(EventHeader.instrumentId(copy, 0));
            EventHeader.instrumentId(copy, 0, id);
            EventHeader.tsEvent(copy, 0, EventHeader.tsEvent(copy, 0) + shiftNs);
        } else {
            int timeAt = BODY + FeedClockEncoder.tsEventEncodingOffset();
            long timeNs = copy.getLong(timeAt, ByteOrder.LITTLE_ENDIAN);
            copy.putLong(timeAt, timeNs + shiftNs, ByteOrder.LITTLE_ENDIAN);
        }
    }
}
