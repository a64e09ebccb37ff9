package io.ticktide.market;

/**
 * A book, or its best levels, as of the newest event: what a book stream that fell behind catches
 * up with.
 *
 * <p>Owner: that of its book.
 */
public interface BookView {
    /** The bids, or the asks. */
    BookLevels side(boolean bids);

    /** The newest event of the book's stream, whether or not this view shows it. */
    BookEvent newest();

    /** Seq of the newest event that changed this view. */
    long shownSeq();
}
