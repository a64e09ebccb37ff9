package io.ticktide.endpoint;

import io.ticktide.feed.Instrument;
import io.ticktide.session.Dialect;
import io.ticktide.session.Message;
import io.ticktide.websocket.ServerFrames;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.MutableDirectBuffer;

/**
 * {@code ticktide.json.v1}: the same messages as an array of JSON objects. An event that goes to
 * several clients unmerged is turned into text once.
 *
 * <p>Owner: one I/O thread.
 */
public final class JsonDialect implements Dialect {
    /** A stream of a heartbeat is the densest: 15 bytes, and a symbol of 32 escaped characters. */
    private static final int MOST_TEXT_PER_BYTE = 11;

    private static final int MOST_FIXED_TEXT = 512;

    private static final int FIRST_MESSAGE = ServerFrames.HEADROOM + 1;

    private final JsonTwin twin;
    private final JsonText text = new JsonText();
    private Message lastMessage;
    private long lastVersion = -1;
    private boolean lastUnmerged;
    private int start;

    /**
     * @param instruments all of the server, in the order of their ids.
     */
    public JsonDialect(List<Instrument> instruments) {
        twin = new JsonTwin(instruments);
    }

    @Override
    public int mostBytes(int messageBytes) {
        return messageBytes * MOST_TEXT_PER_BYTE + MOST_FIXED_TEXT;
    }

    @Override
    public int begin(MutableDirectBuffer frame) {
        frame.putByte(ServerFrames.HEADROOM, (byte) '[');
        return FIRST_MESSAGE;
    }

    @Override
    public int append(
            MutableDirectBuffer frame,
            int at,
            Message message,
            long conflated,
            int cause,
            int addedFlags) {
        boolean unmerged = conflated == 0 && addedFlags == 0;
        boolean same = message == lastMessage && message.version() == lastVersion;
        if (!same || !unmerged || !lastUnmerged) {
            text.clear();
            twin.write(text, message, conflated, cause, addedFlags);
            lastMessage = message;
            lastVersion = message.version();
            lastUnmerged = unmerged;
        }
        int index = at;
        if (at > FIRST_MESSAGE) {
            frame.putByte(index++, (byte) ',');
        }
        return text.copyTo(frame, index);
    }

    @Override
    public int finish(MutableDirectBuffer frame, int end, int messages, long sendTimeNs) {
        frame.putByte(end, (byte) ']');
        start = ServerFrames.head(frame, ServerFrames.HEADROOM, end + 1, true);
        return end + 1;
    }

    @Override
    public int start() {
        return start;
    }

    @Override
    public ByteBuffer answer(byte[] utf8) {
        return ServerFrames.text(utf8);
    }
}
