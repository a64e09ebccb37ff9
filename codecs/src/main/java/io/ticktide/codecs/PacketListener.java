package io.ticktide.codecs;

import io.ticktide.codecs.sbe.BookDeltaDecoder;
import io.ticktide.codecs.sbe.BookSnapshotDecoder;
import io.ticktide.codecs.sbe.CandleDecoder;
import io.ticktide.codecs.sbe.HeartbeatDecoder;
import io.ticktide.codecs.sbe.InstrumentDefinitionDecoder;
import io.ticktide.codecs.sbe.QuoteDecoder;
import io.ticktide.codecs.sbe.QuoteWideDecoder;
import io.ticktide.codecs.sbe.TradeDecoder;
import io.ticktide.codecs.sbe.TradeSummaryDecoder;
import io.ticktide.codecs.sbe.TradingStatusDecoder;

/**
 * Takes the messages of a packet in their order. Each decoder is valid until its call returns; read
 * groups and texts in the order of the schema. Called by the thread that reads the packet.
 */
public interface PacketListener {
    /** The server lives; streams that were silent, with their last seq. */
    default void onHeartbeat(HeartbeatDecoder heartbeat) {}

    /** What the numbers of an instrument mean; comes before its first message. */
    default void onDefinition(InstrumentDefinitionDecoder definition) {}

    /** Best bid and ask, both present. */
    default void onQuote(QuoteDecoder quote) {}

    /** Best bid and ask when one is missing or they are far apart. */
    default void onQuoteWide(QuoteWideDecoder quote) {}

    /** One trade. */
    default void onTrade(TradeDecoder trade) {}

    /** Several trades in one. */
    default void onTradeSummary(TradeSummaryDecoder summary) {}

    /** Price levels that changed. */
    default void onBookDelta(BookDeltaDecoder delta) {}

    /** All levels of a book, as deep as its stream: what was held before is void. */
    default void onBookSnapshot(BookSnapshotDecoder snapshot) {}

    /** A bar, open or closed. */
    default void onCandle(CandleDecoder candle) {}

    /** Trading was halted, resumed or closed. */
    default void onTradingStatus(TradingStatusDecoder status) {}

    /** A template of a newer schema was stepped over. */
    default void onUnknown(int templateId) {}
}
