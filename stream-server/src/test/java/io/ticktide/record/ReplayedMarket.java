package io.ticktide.record;

import com.lmax.disruptor.EventPoller;
import io.ticktide.codecs.Bits;
import io.ticktide.codecs.EventHeader;
import io.ticktide.codecs.MessageLength;
import io.ticktide.codecs.recording.EventDigest;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.feed.DigestingListener;
import io.ticktide.feed.Feed;
import io.ticktide.ring.FeedCounters;
import io.ticktide.ring.FeedIngress;
import io.ticktide.ring.MarketRing;
import io.ticktide.ring.RingSlot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What comes out of the ring when a feed is replayed into it: messages, digest, state. */
final class ReplayedMarket {
    private static final long GRACE_NS = 500_000_000L;

    private final MarketRing ring = new MarketRing(4_096);
    private final EventPoller<RingSlot> poller = ring.newPoller();
    private final FeedCounters counters = new FeedCounters();
    private final Feed feed;
    private final DigestingListener listener;
    private final MarketState state;
    private final Map<Integer, Long> seqs = new HashMap<>();
    private final List<String> brokenSeqs = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private boolean keepsMessages;
    private long events;
    private long digest;
    private long states;
    private long holes;

    ReplayedMarket(Feed feed) {
        this.feed = feed;
        int instruments = feed.instruments().size();
        FeedIngress ingress = new FeedIngress(ring, instruments, true, () -> 5, counters, () -> {});
        listener = new DigestingListener(feed.originNs(), ingress);
        state = new MarketState(feed.instruments(), 2_000, GRACE_NS);
    }

    ReplayedMarket keepingMessages() {
        keepsMessages = true;
        return this;
    }

    /** Polls until nothing more is due. */
    void runAt(long nowNs) throws Exception {
        while (feed.poll(listener, nowNs, 1_000) > 0) {
            poller.poll(this::onSlot);
        }
    }

    /** Polls once. */
    void pollOnce(long nowNs) throws Exception {
        feed.poll(listener, nowNs, 1_000);
        poller.poll(this::onSlot);
    }

    private boolean onSlot(RingSlot slot, long sequence, boolean endOfBatch) {
        UnsafeBuffer message = slot.buffer();
        assertLength(slot);
        state.apply(message, 0, slot.length());
        int templateId = EventHeader.templateId(message, 0);
        if (keepsMessages) {
            messages.add(normal(message, 0, slot.length()));
        }
        if (!EventHeader.isEvent(templateId) || templateId == CandleDecoder.TEMPLATE_ID) {
            return true;
        }
        boolean isState = (EventHeader.flags(message, 0) & Bits.FLAG_SNAPSHOT) != 0;
        states += isState ? 1 : 0;
        if (!isState) {
            events++;
            digest += EventDigest.of(message, 0);
        }
        account(templateId, message, isState);
        return true;
    }

    private void account(int templateId, DirectBuffer message, boolean isState) {
        int channel = templateId == 17 ? 16 : templateId;
        int stream = EventHeader.instrumentId(message, 0) * 100 + channel;
        long seq = EventHeader.seq(message, 0);
        long conflated = EventHeader.conflated(message, 0);
        Long last = seqs.put(stream, seq);
        boolean isFurtherPart = isState && last != null && last == seq;
        if (last != null && !isFurtherPart && seq != last + 1 + conflated) {
            brokenSeqs.add(stream + ": " + last + " -> " + seq + " with " + conflated);
        }
        if (conflated > 0) {
            holes++;
            if ((EventHeader.cause(message, 0) & Bits.CAUSE_UPSTREAM) == 0) {
                brokenSeqs.add(stream + ": hole before " + seq + " without a cause");
            }
        }
    }

    /** Violations of "seq is the previous one + 1 + conflated". */
    List<String> brokenSeqs() {
        return brokenSeqs;
    }

    Map<Integer, Long> seqs() {
        return seqs;
    }

    long events() {
        return events;
    }

    /** Sum over the events. */
    long digest() {
        return digest;
    }

    /** Digest of the listener on the way. */
    long feedDigest() {
        return listener.digest();
    }

    long states() {
        return states;
    }

    long holes() {
        return holes;
    }

    long timeNs() {
        return state.timeNs();
    }

    FeedCounters counters() {
        return counters;
    }

    /** Messages without what a server adds to them. */
    List<String> messages() {
        return messages;
    }

    /** The state, message by message, without what a server adds to them. */
    Map<String, String> description() {
        UnsafeBuffer into = new UnsafeBuffer(new byte[1 << 22]);
        int length = state.snapshot(into);
        Map<String, String> said = new TreeMap<>();
        for (int at = 0; at < length; at += MessageLength.of(into, at)) {
            int messageLength = MessageLength.of(into, at);
            String text = normal(into, at, messageLength);
            int id = EventHeader.instrumentId(into, at);
            int templateId = EventHeader.templateId(into, at);
            said.merge(id + " " + templateId, text, (a, b) -> a + "\n" + b);
        }
        return said;
    }

    private static String normal(DirectBuffer from, int offset, int length) {
        UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
        copy.putBytes(0, from, offset, length);
        if (EventHeader.isEvent(EventHeader.templateId(copy, 0))) {
            int flags = EventHeader.flags(copy, 0);
            EventHeader.fresh(copy, 0, flags & ~(Bits.FLAG_REPLAY | Bits.FLAG_SNAPSHOT));
            EventHeader.entered(copy, 0, 0, 0);
        }
        return HexFormat.of().formatHex(copy.byteArray());
    }

    private static void assertLength(RingSlot slot) {
        if (slot.length() != MessageLength.of(slot.buffer(), 0)) {
            throw new AssertionError("length " + slot.length());
        }
    }
}
