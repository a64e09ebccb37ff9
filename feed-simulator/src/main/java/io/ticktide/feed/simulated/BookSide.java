package io.ticktide.feed.simulated;

import io.ticktide.feed.Side;

/**
 * One side of a book, best level first. A level is known by its key, the price in ticks with a sign
 * that makes the smaller key the better one on both sides: asks keep {@code price}, bids {@code
 * -price}. So whatever is done to one side can be done to the other by the same code.
 *
 * <p>Owner: the feed thread. Allocates nothing after construction.
 */
final class BookSide {
    /** Most levels kept. */
    static final int MAX_LEVELS = 25;

    private final byte side;
    private final int sign;
    private final long[] keys = new long[MAX_LEVELS];
    private final long[] lots = new long[MAX_LEVELS];
    private int size;

    /**
     * @param side as in {@link Side}.
     */
    BookSide(byte side) {
        this.side = side;
        sign = side == Side.BUY ? -1 : 1;
    }

    byte side() {
        return side;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == MAX_LEVELS;
    }

    /** Key of a price that may lie between ticks. */
    double keyOf(double priceTicks) {
        return sign * priceTicks;
    }

    long key(int index) {
        return keys[index];
    }

    long priceTicks(int index) {
        return sign * keys[index];
    }

    long lots(int index) {
        return lots[index];
    }

    void lots(int index, long now) {
        lots[index] = now;
    }

    /** Index of the first level that is not better than the key; the size if all are better. */
    int indexOf(long key) {
        int index = 0;
        while (index < size && keys[index] < key) {
            index++;
        }
        return index;
    }

    /** Inserts a level before the one at the index; the side must not be full. */
    void insert(int index, long key, long lotsOfLevel) {
        System.arraycopy(keys, index, keys, index + 1, size - index);
        System.arraycopy(lots, index, lots, index + 1, size - index);
        keys[index] = key;
        lots[index] = lotsOfLevel;
        size++;
    }

    void remove(int index) {
        size--;
        System.arraycopy(keys, index + 1, keys, index, size - index);
        System.arraycopy(lots, index + 1, lots, index, size - index);
    }
}
