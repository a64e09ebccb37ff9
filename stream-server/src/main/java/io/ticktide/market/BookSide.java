package io.ticktide.market;

import java.util.Arrays;

/**
 * The price levels of one side of a book, sorted so that the best is last: changes near the touch
 * move few entries. Grows as needed, never shrinks.
 *
 * <p>Owner: that of its {@link OrderBook}.
 */
public final class BookSide implements BookLevels {
    private static final int FIRST_CAPACITY = 32;

    private final long sign;
    private long[] keys = new long[FIRST_CAPACITY];
    private long[] qtys = new long[FIRST_CAPACITY];
    private int size;

    /**
     * @param bids whether the highest price is the best.
     */
    BookSide(boolean bids) {
        sign = bids ? 1 : -1;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long price(int level) {
        return sign * keys[size - 1 - level];
    }

    @Override
    public long qty(int level) {
        return qtys[size - 1 - level];
    }

    @Override
    public long qtyAt(long price) {
        int found = find(sign * price);
        return found >= 0 ? qtys[found] : 0;
    }

    void clear() {
        size = 0;
    }

    /** Sets the quantity of a price level; 0 removes the level, if there is one. */
    void set(long price, long qty) {
        long key = sign * price;
        int found = find(key);
        if (found >= 0) {
            if (qty == 0) {
                remove(found);
            } else {
                qtys[found] = qty;
            }
        } else if (qty != 0) {
            insert(-found - 1, key, qty);
        }
    }

    private int find(long key) {
        // Most changes are near the best price, at the end.
        for (int i = size - 1; i >= Math.max(0, size - 8); i--) {
            if (keys[i] == key) {
                return i;
            }
            if (keys[i] < key) {
                return -(i + 1) - 1;
            }
        }
        return Arrays.binarySearch(keys, 0, size, key);
    }

    private void remove(int at) {
        size--;
        System.arraycopy(keys, at + 1, keys, at, size - at);
        System.arraycopy(qtys, at + 1, qtys, at, size - at);
    }

    private void insert(int at, long key, long qty) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            qtys = Arrays.copyOf(qtys, size * 2);
        }
        System.arraycopy(keys, at, keys, at + 1, size - at);
        System.arraycopy(qtys, at, qtys, at + 1, size - at);
        keys[at] = key;
        qtys[at] = qty;
        size++;
    }
}
