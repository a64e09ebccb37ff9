package io.ticktide.session;

import io.ticktide.codecs.Bits;
import org.agrona.collections.IntHashSet;

/**
 * Puts messages into the packets of one client, an instrument's definition before its first one,
 * and says why when there is no room.
 *
 * <p>Owner: that of its {@link Session}.
 */
final class Delivery {
    private static final int FEW_INSTRUMENTS = 2;

    private final Outbox outbox;
    private Definitions definitions;
    private final SessionStats stats;
    private IntHashSet defined;
    private int blockedBy;

    Delivery(Outbox outbox, Definitions definitions, SessionStats stats) {
        this.outbox = outbox;
        this.definitions = definitions;
        this.stats = stats;
    }

    Outbox outbox() {
        return outbox;
    }

    /** Why there was no room since {@link #startOver}: bits of the schema's {@code Cause}. */
    int blockedBy() {
        return blockedBy;
    }

    /** Forgets why there was no room. */
    void startOver() {
        blockedBy = 0;
    }

    /** Other instruments from now on: each is defined anew before its first message. */
    void definitions(Definitions newDefinitions) {
        defined = definitions == newDefinitions ? defined : null;
        definitions = newDefinitions;
    }

    /** Room for a message and, before an instrument's first one, for its definition. */
    boolean makeRoom(int messageBytes, int instrumentId) {
        boolean isDefined = defined != null && defined.contains(instrumentId);
        int wanted = messageBytes + (isDefined ? 0 : definitions.lengthBytes(instrumentId));
        if (!outbox.hasCredit()) {
            blockedBy |= Bits.CAUSE_CREDIT;
            return false;
        }
        if (!outbox.fits(wanted)) {
            outbox.flush(); // One wake-up brought more than a packet: the socket may still take it.
            if (!outbox.hasCredit()) {
                blockedBy |= Bits.CAUSE_CREDIT;
                return false;
            }
        }
        if (!outbox.fits(wanted)) {
            blockedBy |= outbox.isStarved(wanted) ? Bits.CAUSE_SERVER : Bits.CAUSE_SLOW;
            return false;
        }
        if (!isDefined) {
            define(instrumentId);
        }
        return true;
    }

    /**
     * Sends the definitions that these streams will need.
     *
     * @return whether all of them have left.
     */
    boolean defineAll(Iterable<StreamKey> streams) {
        for (StreamKey key : streams) {
            if (!makeRoom(0, key.instrumentId())) {
                return false;
            }
        }
        outbox.flush();
        return outbox.isIdle();
    }

    boolean fits(int messageBytes) {
        return outbox.fits(messageBytes);
    }

    void append(Message message, long conflated, int cause, int addedFlags, boolean live) {
        outbox.append(message, conflated, cause, addedFlags, live);
        if (conflated > 0) {
            stats.lose(conflated, cause);
        }
    }

    void appendAgain(Message message, long conflated, int cause) {
        outbox.append(message, conflated, cause, Bits.FLAG_RETRANSMIT, false);
    }

    void appendHeartbeat(Message message) {
        outbox.appendUncredited(message);
    }

    private void define(int instrumentId) {
        if (defined == null) {
            defined = new IntHashSet(FEW_INSTRUMENTS);
        }
        defined.add(instrumentId);
        outbox.append(definitions.of(instrumentId), 0, 0, 0, false);
    }
}
