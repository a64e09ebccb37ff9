package io.ticktide.codecs.recording;

import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageLength;
import io.ticktide.codecs.sbe.FeedClockDecoder;
import io.ticktide.codecs.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Goes through the messages of a run, one at a time; it is pulled, so any pace is the caller's.
 *
 * <pre>
 *   seekStart ──► EVENT …                     from the very first message of the run
 *   seekTime  ──► SNAPSHOT … ──► EVENT …      the state at the last snapshot before, then on
 *   EVENT … ──► GAP ──► SNAPSHOT … ──► EVENT  messages that were lost, then the state behind them
 * </pre>
 *
 * <p>Owner: one thread. Memory: one block.
 */
public final class RecordingCursor implements AutoCloseable {
    /** What the present message is. */
    public enum Kind {
        /** Part of the state as of {@link #position()}. */
        SNAPSHOT,
        /** A message as it was in the ring. */
        EVENT,
        /** No message: {@link #lost()} of them are missing here. */
        GAP
    }

    private final BlockReader reader;
    private boolean skipsDamage;
    private Run run;
    private int next;
    private boolean wantsSnapshot;
    private long expectedPosition;
    private Kind kind = Kind.EVENT;
    private UnsafeBuffer content;
    private int at;
    private int end;
    private int length;
    private int left;
    private long timeNs;
    private long position;
    private long lost;
    private String damage = "";

    RecordingCursor(Recording recording, Run run) {
        this.run = run;
        reader = recording.reader();
        seekStart();
    }

    /** From now on what is damaged is a GAP that {@link #damage} explains, not an error. */
    public RecordingCursor skippingDamage() {
        skipsDamage = true;
        return this;
    }

    /** The same run after {@link Recording#refresh}, with more blocks. */
    public void follow(Run longer) {
        run = longer;
    }

    /** Back before the first message. */
    public void seekStart() {
        List<BlockRef> blocks = run.blocks();
        next = 0;
        wantsSnapshot = !blocks.isEmpty() && blocks.get(0).position() > 0;
        expectedPosition = blocks.isEmpty() ? 0 : blocks.get(0).position();
        begin();
    }

    /**
     * To the last snapshot at or before a time; the messages from there on follow.
     *
     * @param soughtNs recording time, ns since the Unix epoch.
     */
    public void seekTime(long soughtNs) {
        int low = 0;
        int high = run.blocks().size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (run.blocks().get(middle).lastTimeNs() <= soughtNs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        seekBlock(low - 1);
    }

    /** To a snapshot of this run; its messages follow, then those behind it. */
    public void seekSnapshot(BlockRef snapshot) {
        seekBlock(run.blocks().indexOf(snapshot));
    }

    /**
     * To the next message.
     *
     * @return false at the present end.
     * @throws RecordingException when what follows is damaged, unless {@link #skippingDamage}.
     */
    public boolean next() {
        while (left == 0) {
            if (next >= run.blocks().size()) {
                return false;
            }
            if (nextBlock(run.blocks().get(next++))) {
                return true;
            }
        }
        at += length;
        length = MessageLength.of(content, at);
        left--;
        if (at + length > end) {
            throw new RecordingException("a message ends behind its block; position " + position);
        }
        if (kind == Kind.EVENT) {
            position++;
            advanceTime();
        }
        return true;
    }

    public Kind kind() {
        return kind;
    }

    /** Holds the present message; valid until the next call of any method. */
    public DirectBuffer buffer() {
        return content;
    }

    /** Where the present message begins. */
    public int offset() {
        return at;
    }

    /** Bytes of the present message, header included. */
    public int length() {
        return length;
    }

    /** Recording time of the present message: the greatest event time up to it. */
    public long timeNs() {
        return timeNs;
    }

    /** Messages of the run up to and including the present one. */
    public long position() {
        return position;
    }

    /** Messages that are missing, at a {@link Kind#GAP}. */
    public long lost() {
        return lost;
    }

    /** Why they are missing, when it is damage; empty for a gap that the recorder marked. */
    public String damage() {
        return damage;
    }

    @Override
    public void close() {
        reader.close();
    }

    private void begin() {
        kind = Kind.EVENT;
        left = 0;
        at = 0;
        length = 0;
        timeNs = Long.MIN_VALUE;
        position = expectedPosition;
    }

    private void seekBlock(int from) {
        int block = Math.min(from, run.blocks().size() - 1);
        while (block >= 0 && run.blocks().get(block).type() != BlockType.SNAPSHOT) {
            block--;
        }
        if (block < 0) {
            seekStart();
            return;
        }
        next = block;
        wantsSnapshot = true;
        expectedPosition = run.blocks().get(block).position();
        begin();
    }

    /** Enters a block; true when that alone is something to tell: a gap. */
    private boolean nextBlock(BlockRef block) {
        if (block.position() > expectedPosition) {
            next--;
            return gap(
                    block.position() - expectedPosition,
                    "blocks are missing before offset "
                            + block.offset()
                            + " of segment "
                            + block.segment());
        }
        switch (block.type()) {
            case GAP -> {
                timeNs = Math.max(timeNs, block.lastTimeNs());
                return gap(block.lost(), "");
            }
            case SNAPSHOT -> {
                if (wantsSnapshot) {
                    return enterOrGap(block, Kind.SNAPSHOT);
                }
            }
            case EVENTS -> {
                if (wantsSnapshot) {
                    // Behind damage there is no state to go on from before the next snapshot.
                    return gap(block.count(), "");
                }
                return enterOrGap(block, Kind.EVENT);
            }
            default -> {
                return false;
            }
        }
        return false;
    }

    private boolean enterOrGap(BlockRef block, Kind newKind) {
        try {
            content = reader.read(block);
        } catch (RecordingException e) {
            if (!skipsDamage) {
                throw e;
            }
            return newKind == Kind.EVENT && gap(block.count(), e.getMessage());
        }
        wantsSnapshot = false;
        kind = newKind;
        at = 0;
        length = 0;
        end = reader.length();
        left = block.count();
        if (newKind == Kind.SNAPSHOT || timeNs == Long.MIN_VALUE) {
            timeNs = Math.max(timeNs, block.firstTimeNs());
        }
        if (newKind == Kind.EVENT) {
            expectedPosition = block.position() + block.count();
        }
        return false;
    }

    private boolean gap(long messages, String why) {
        kind = Kind.GAP;
        left = 0;
        lost = messages;
        damage = why;
        expectedPosition += messages;
        position = expectedPosition;
        wantsSnapshot = true;
        return messages > 0;
    }

    private void advanceTime() {
        int templateId = EventHeader.templateId(content, at);
        if (EventHeader.isEvent(templateId)) {
            timeNs = Math.max(timeNs, EventHeader.tsEvent(content, at));
        } else if (templateId == FeedClockDecoder.TEMPLATE_ID) {
            long clockNs =
                    content.getLong(
                            at
                                    + MessageHeaderDecoder.ENCODED_LENGTH
                                    + FeedClockDecoder.tsEventEncodingOffset(),
                            ByteOrder.LITTLE_ENDIAN);
            timeNs = Math.max(timeNs, clockNs);
        }
    }
}
