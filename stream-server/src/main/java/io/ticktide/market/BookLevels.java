package io.ticktide.market;

/**
 * The price levels of one side of a book, best first.
 *
 * <p>Owner: that of its book.
 */
public interface BookLevels {
    /** Number of levels. */
    int size();

    /** Price mantissa of a level; level 0 is the best. */
    long price(int level);

    /** Quantity mantissa of a level, above 0. */
    long qty(int level);

    /** Quantity mantissa at a price; 0 when there is no such level. */
    long qtyAt(long price);
}
