package io.ticktide.feed.rows;

/**
 * What one row says: what its event has too, and what only the row has. Fields that the file's
 * layout does not have are left as they are.
 *
 * <p>Owner: one thread. Reused from row to row.
 */
public final class RowValues {
    /** Of the trade or the quote. */
    public long id;

    /** Of the event, ns since the Unix epoch. */
    public long timeNs;

    public long price;
    public long qty;
    public boolean buyerMaker;
    public long bidPrice;
    public long bidQty;
    public long askPrice;
    public long askQty;

    /** In the unit of the file. */
    public long sentTime;

    public long firstTradeId;
    public long lastTradeId;

    /** Mantissa at the decimals that its column has at most. */
    public long baseQty;
}
