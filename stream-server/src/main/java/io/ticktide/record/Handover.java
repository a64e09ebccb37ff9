package io.ticktide.record;

import org.agrona.concurrent.OneToOneConcurrentArrayQueue;

/**
 * The way from the thread that reads the ring to the one that writes, and back for what is empty
 * again. Neither waits for the other. Blocks are made as they are needed, up to the bound.
 *
 * <p>Owner: "record" for what takes and gives, "record-io" for {@link #poll} and {@link #release}.
 */
final class Handover {
    private static final int FEWEST_BLOCKS = 4;

    private final int mostBlocks;
    private final OneToOneConcurrentArrayQueue<Part> full;
    private final OneToOneConcurrentArrayQueue<EventBlock> freeBlocks;
    private final OneToOneConcurrentArrayQueue<Checkpoint> freeCheckpoints;
    private final ParkedWait writerWait;
    private int made;

    /**
     * @param queueBytes of blocks that may be under way.
     * @param writerWait how the writing thread waits.
     */
    Handover(long queueBytes, ParkedWait writerWait) {
        this.writerWait = writerWait;
        mostBlocks = (int) Math.max(FEWEST_BLOCKS, queueBytes / EventBlock.BYTES);
        full = new OneToOneConcurrentArrayQueue<>(mostBlocks + 2);
        freeBlocks = new OneToOneConcurrentArrayQueue<>(mostBlocks);
        freeCheckpoints = new OneToOneConcurrentArrayQueue<>(2);
        freeCheckpoints.offer(new Checkpoint());
    }

    /** An empty block, or null when all are under way. */
    EventBlock takeBlock() {
        EventBlock block = freeBlocks.poll();
        if (block == null && made < mostBlocks) {
            made++;
            block = new EventBlock();
        }
        return block;
    }

    /** Whether so many blocks are free that it is worth beginning again after a gap. */
    boolean hasRoom() {
        return mostBlocks - made + freeBlocks.size() >= Math.max(2, mostBlocks / 4);
    }

    /** The checkpoint, or null when it is under way. */
    Checkpoint takeCheckpoint() {
        return freeCheckpoints.poll();
    }

    /** Passes something on to be written; there is always room. */
    void give(Part part) {
        if (!full.offer(part)) {
            throw new IllegalStateException("more parts are under way than there are");
        }
        writerWait.signal();
    }

    /** The next part to write, or null. */
    Part poll() {
        return full.poll();
    }

    /** Returns what was written. */
    void release(Part part) {
        if (part instanceof EventBlock block) {
            block.clear();
            freeBlocks.offer(block);
        } else if (part instanceof Checkpoint checkpoint) {
            freeCheckpoints.offer(checkpoint);
        }
    }
}
