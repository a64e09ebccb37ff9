import {
  BAR_STATE_NAMES,
  BookDeltaDecoder,
  BookSnapshotDecoder,
  CandleDecoder,
  Channel,
  Flags,
  INSTRUMENT_KIND_NAMES,
  InstrumentDefinitionDecoder,
  QuoteDecoder,
  QuoteWideDecoder,
  SIDE_NAMES,
  Side,
  TRADING_STATE_NAMES,
  TradeDecoder,
  TradeSummaryDecoder,
  TradingStatusDecoder,
  barQualityNames,
  causeNames,
} from "./wire.js";
import { Book } from "./book.js";
import { toNumber, toText } from "./decimals.js";

// The only module that knows the decoders: turns wire messages into plain objects (types.js).

/** @typedef {import("./types.js").Instrument} Instrument */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Value} Value */
/** @typedef {(mantissa: number, exponent: number) => Value} ToValue */
/** @typedef {BookDeltaDecoder | BookSnapshotDecoder} BookDecoder */
/** @typedef {QuoteDecoder | QuoteWideDecoder | TradeDecoder | TradeSummaryDecoder | BookDecoder | CandleDecoder | TradingStatusDecoder} EventDecoder */

/** @type {readonly string[]} */
const NO_NAMES = Object.freeze([]);

/** Wire channel of each market-data template that this client delivers. @type {Readonly<Record<number, number>>} */
const CHANNEL_OF = Object.freeze({
  [QuoteDecoder.TEMPLATE_ID]: Channel.QUOTE,
  [QuoteWideDecoder.TEMPLATE_ID]: Channel.QUOTE,
  [TradeDecoder.TEMPLATE_ID]: Channel.TRADE,
  [TradeSummaryDecoder.TEMPLATE_ID]: Channel.TRADE,
  [BookDeltaDecoder.TEMPLATE_ID]: Channel.BOOK,
  [BookSnapshotDecoder.TEMPLATE_ID]: Channel.BOOK,
  [CandleDecoder.TEMPLATE_ID]: Channel.CANDLE,
  [TradingStatusDecoder.TEMPLATE_ID]: Channel.STATUS,
});

/**
 * The stream a market-data message belongs to; null for any other message.
 * @param {import("./wire.js").MessageDecoder} d
 * @returns {{event: EventDecoder, channel: number, detail: number} | null} `detail` is a candle's interval in seconds, a book's depth
 */
export function eventOf(d) {
  const channel = CHANNEL_OF[d.templateId];
  if (channel === undefined) {
    return null;
  }
  const detail = d instanceof CandleDecoder ? d.intervalSec : isBook(d) ? d.depth : 0;
  return { event: /** @type {EventDecoder} */ (d), channel, detail };
}

/**
 * @param {import("./wire.js").MessageDecoder} d
 * @returns {d is BookDecoder}
 */
function isBook(d) {
  return d instanceof BookDeltaDecoder || d instanceof BookSnapshotDecoder;
}

/**
 * @param {InstrumentDefinitionDecoder} d
 * @returns {Instrument}
 */
export function instrument(d) {
  return Object.freeze({
    id: d.instrumentId,
    sym: d.symbol,
    description: d.description,
    venue: d.venue,
    currency: d.currency,
    kind: INSTRUMENT_KIND_NAMES[d.kind] ?? "OTHER",
    priceExp: d.priceExp,
    qtyExp: d.qtyExp,
    tickSize: toNumber(d.tickSize, d.priceExp),
    lotSize: toNumber(d.lotSize, d.qtyExp),
  });
}

/**
 * @param {EventDecoder} d
 * @param {Instrument} of
 * @returns {Event}
 */
function event({ ev }, of) {
  return {
    sym: of.sym,
    instrument: of,
    seq: ev.seq,
    conflated: ev.conflated,
    cause: ev.cause === 0 ? NO_NAMES : causeNames(ev.cause),
    snapshot: (ev.flags & Flags.SNAPSHOT) !== 0,
    repeat: false,
    catchUp: false,
    replay: (ev.flags & Flags.REPLAY) !== 0,
    tsEventMs: ev.tsEventMs,
    tsIngressMs: ev.tsIngressMs,
    ageMs: 0,
  };
}

/**
 * @param {EventDecoder} d valid until this returns
 * @param {Instrument} of
 * @param {import("./stream.js").Stream} stream
 * @param {boolean} asText
 * @returns {import("./types.js").Message}
 */
export function message(d, of, stream, asText) {
  /** @type {ToValue} */
  const value = asText ? toText : toNumber;
  if (d instanceof QuoteDecoder) {
    return {
      type: "quote",
      ...event(d, of),
      bidPx: value(d.bidPx, of.priceExp),
      bidQty: value(d.bidQty, of.qtyExp),
      askPx: value(d.bidPx + d.spread, of.priceExp),
      askQty: value(d.askQty, of.qtyExp),
    };
  }
  if (d instanceof QuoteWideDecoder) {
    /** @type {(mantissa: number | null, exponent: number) => Value | null} */
    const orNull = (mantissa, exponent) => (mantissa === null ? null : value(mantissa, exponent));
    return {
      type: "quote",
      ...event(d, of),
      bidPx: orNull(d.bidPx, of.priceExp),
      bidQty: orNull(d.bidQty, of.qtyExp),
      askPx: orNull(d.askPx, of.priceExp),
      askQty: orNull(d.askQty, of.qtyExp),
    };
  }
  if (d instanceof TradeDecoder) {
    const price = value(d.price, of.priceExp);
    return {
      type: "trade",
      ...event(d, of),
      price,
      qty: value(d.qty, of.qtyExp),
      aggressor: SIDE_NAMES[d.aggressor] ?? "NONE",
      trades: 1,
      tradeId: d.tradeId,
      firstTradeId: d.tradeId,
      firstPx: price,
      highPx: price,
      lowPx: price,
      buyQty: null,
      notional: null,
    };
  }
  if (d instanceof TradeSummaryDecoder) {
    return summary(d, of, value);
  }
  if (d instanceof TradingStatusDecoder) {
    return { type: "status", ...event(d, of), state: TRADING_STATE_NAMES[d.state] ?? "UNKNOWN" };
  }
  return isBook(d) ? book(d, of, stream, asText) : candle(d, of, stream.interval ?? "", value);
}

/**
 * Brings the stream's book up to date.
 * @param {BookDecoder} d
 * @param {Instrument} of
 * @param {import("./stream.js").Stream} stream
 * @param {boolean} asText
 * @returns {import("./types.js").BookUpdate}
 */
function book(d, of, stream, asText) {
  const held = (stream.book ??= new Book(asText));
  if ((d.ev.flags & Flags.RESET) !== 0) {
    held.reset(of);
  }
  if (d instanceof BookDeltaDecoder) {
    while (d.levels.next()) {
      held.set(d.levels.side === Side.BUY, d.levels.price, d.levels.qty);
    }
  } else {
    while (d.bids.next()) {
      held.set(true, d.bids.price, d.bids.qty);
    }
    while (d.asks.next()) {
      held.set(false, d.asks.price, d.asks.qty);
    }
  }
  const complete = (d.ev.flags & Flags.LAST_IN_EVENT) !== 0;
  return { type: "book", ...event(d, of), depth: d.depth, complete, book: held };
}

/**
 * @param {TradeSummaryDecoder} d
 * @param {Instrument} of
 * @param {ToValue} value
 * @returns {import("./types.js").Trade}
 */
function summary(d, of, value) {
  return {
    type: "trade",
    ...event(d, of),
    price: value(d.lastPx, of.priceExp),
    qty: value(d.volume, of.qtyExp),
    aggressor: SIDE_NAMES[d.lastAggressor] ?? "NONE",
    trades: d.trades,
    tradeId: d.lastTradeId,
    firstTradeId: d.firstTradeId,
    firstPx: value(d.firstPx, of.priceExp),
    highPx: value(d.highPx, of.priceExp),
    lowPx: value(d.lowPx, of.priceExp),
    buyQty: value(d.buyVolume, of.qtyExp),
    notional: value(d.notional, d.notionalExp),
  };
}

/**
 * @param {CandleDecoder} d
 * @param {Instrument} of
 * @param {string} interval
 * @param {ToValue} value
 * @returns {import("./types.js").Candle}
 */
function candle(d, of, interval, value) {
  return {
    type: "candle",
    ...event(d, of),
    interval,
    time: Math.round(d.openTimeMs / 1000),
    open: value(d.openPx, of.priceExp),
    high: value(d.highPx, of.priceExp),
    low: value(d.lowPx, of.priceExp),
    close: value(d.closePx, of.priceExp),
    volume: value(d.volume, of.qtyExp),
    notional: value(d.notional, d.notionalExp),
    trades: d.trades,
    state: BAR_STATE_NAMES[d.state] ?? "OPEN",
    revision: d.revision,
    quality: d.quality === 0 ? NO_NAMES : barQualityNames(d.quality),
  };
}
