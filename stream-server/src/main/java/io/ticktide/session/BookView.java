package io.ticktide.session;

/**
 * A book, or its best levels, as of the newest event: what a book stream that fell behind catches
 * up with.
 *
 * <p>Owner: the I/O thread of its distributor.
 */
public interface BookView {
    /** Levels of one side. */
    int levels(boolean bids);

    /** Price mantissa of a level; level 0 is the best. */
    long price(boolean bids, int level);

    /** Quantity mantissa of a level. */
    long qty(boolean bids, int level);

    /** Quantity at a price, 0 when there is no such level in this view. */
    long qtyAt(boolean bids, long price);

    /** Seq of the newest event of the book's stream, whether or not this view shows it. */
    long seq();

    /** Seq of the newest event that changed this view. */
    long shownSeq();

    /** Time of that event at the source, ns since the Unix epoch. */
    long tsEvent();

    /** Time of that event's ingress, ns since the Unix epoch. */
    long tsIngress();

    /** Flags of that event: LAST_IN_EVENT and REPLAY matter here. */
    int flags();
}
