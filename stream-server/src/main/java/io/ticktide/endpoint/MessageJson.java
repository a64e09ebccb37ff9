package io.ticktide.endpoint;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageLength;
import io.ticktide.codecs.sbe.FeedClockDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import io.ticktide.feed.Instrument;
import io.ticktide.session.Message;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Messages as the JSON objects that clients of the JSON dialect receive, for whoever shows what a
 * recording holds.
 *
 * <p>Owner: one thread.
 */
public final class MessageJson {
    private final JsonTwin twin;
    private final JsonText text = new JsonText();
    private final Message message = new Message();
    private final FeedClockDecoder feedClock = new FeedClockDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    /**
     * @param instruments in the order of their ids.
     */
    public MessageJson(List<Instrument> instruments) {
        twin = new JsonTwin(instruments);
    }

    /** The message that starts at an offset, as one line. */
    public String of(DirectBuffer buffer, int offset) {
        text.clear();
        if (EventHeader.templateId(buffer, offset) == FeedClockDecoder.TEMPLATE_ID) {
            feedClock.wrapAndApplyHeader(buffer, offset, header);
            text.raw("{").name("type").string("feedClock");
            return text.name("tsEvent").quoted(feedClock.tsEvent()).raw("}").toString();
        }
        message.wrap(buffer, offset, MessageLength.of(buffer, offset));
        long conflated = isDefinition(buffer, offset) ? 0 : EventHeader.conflated(buffer, offset);
        int cause = isDefinition(buffer, offset) ? 0 : EventHeader.cause(buffer, offset);
        twin.write(text, message, conflated, cause, 0);
        return text.toString();
    }

    private static boolean isDefinition(DirectBuffer buffer, int offset) {
        return !EventHeader.isEvent(EventHeader.templateId(buffer, offset));
    }
}
