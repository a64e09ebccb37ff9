package io.ticktide.codecs.recording;

import io.ticktide.codecs.sbe.MessageHeaderEncoder;
import io.ticktide.codecs.sbe.TradeEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Builds blocks of trades of instrument 0, told apart by their numbers. */
final class TradeBlock {
    static final int TRADE_BYTES = MessageHeaderEncoder.ENCODED_LENGTH + TradeEncoder.BLOCK_LENGTH;

    private final ByteBuffer content = ByteBuffer.allocateDirect(1 << 16);
    private final long timePerSeqNs;
    private long digest;

    /**
     * @param timePerSeqNs time of a trade divided by its number.
     */
    TradeBlock(long timePerSeqNs) {
        this.timePerSeqNs = timePerSeqNs;
    }

    /** The trades from one number to another; until the next call. */
    ByteBuffer of(long firstSeq, long lastSeq) {
        content.clear();
        digest = 0;
        UnsafeBuffer message = new UnsafeBuffer(content);
        TradeEncoder trade = new TradeEncoder();
        MessageHeaderEncoder header = new MessageHeaderEncoder();
        int at = 0;
        for (long seq = firstSeq; seq <= lastSeq; seq++) {
            trade.wrapAndApplyHeader(message, at, header);
            trade.ev().tsEvent(seq * timePerSeqNs).seq(seq).instrumentId(0);
            trade.price(100 + seq).qty(1).tradeId(seq);
            digest += EventDigest.of(message, at);
            at += TRADE_BYTES;
        }
        return content.limit(at);
    }

    /** Digest of the newest block. */
    long digest() {
        return digest;
    }
}
