// Shapes a user of the client meets. Types only: this module has no code.

/**
 * Value is a number, or an exact decimal string from a client made with `{ decimals: "string" }`.
 * @typedef {number | string} Value
 */

/**
 * @typedef {object} Instrument
 * @property {number} id dense number of the instrument on this server
 * @property {string} sym
 * @property {string} description
 * @property {string} venue
 * @property {string} currency
 * @property {string} kind OTHER, EQUITY, CRYPTO_SPOT, CRYPTO_PERPETUAL
 * @property {number} priceExp decimal exponent of prices
 * @property {number} qtyExp decimal exponent of quantities
 * @property {number} tickSize
 * @property {number} lotSize
 */

/**
 * What every market-data message carries.
 * @typedef {object} Event
 * @property {string} sym
 * @property {Instrument} instrument
 * @property {number} seq newest source event in here, numbered per instrument and channel
 * @property {number} conflated source events merged into this message or dropped before it
 * @property {readonly string[]} cause why: RATE, SLOW, CREDIT, AGE, CATCHUP, UPSTREAM, SERVER, DEPTH
 * @property {boolean} snapshot sent because of a subscribe, not because something happened
 * @property {boolean} repeat a snapshot of an event that was already delivered on this stream
 * @property {boolean} catchUp happened before this connection was made: sent late, because the stream was resumed
 * @property {boolean} replay from a recording
 * @property {number} tsEventMs at the source, ms since the Unix epoch with a fraction
 * @property {number} tsIngressMs when it entered the server, same unit
 * @property {number} ageMs from entering the server to being received here, clock offset corrected
 */

/** @typedef {Event & {type: "quote", bidPx: Value|null, bidQty: Value|null, askPx: Value|null, askQty: Value|null}} Quote */

/**
 * One trade, or several merged into one (`trades` > 1): then `price` is the last and `qty` the sum.
 * @typedef {Event & {type: "trade", price: Value, qty: Value, aggressor: string, trades: number, tradeId: number,
 *   firstTradeId: number, firstPx: Value, highPx: Value, lowPx: Value, buyQty: Value|null, notional: Value|null}} Trade
 */

/**
 * @typedef {Event & {type: "candle", interval: string, time: number, open: Value, high: Value, low: Value, close: Value,
 *   volume: Value, notional: Value, trades: number, state: string, revision: number, quality: readonly string[]}} Candle
 *   `time` is the bar's open in seconds since the Unix epoch, `state` OPEN, CLOSED or CORRECTED
 */

/** @typedef {{price: Value, qty: Value}} Level */

/**
 * The book after a snapshot or a delta. `book` is the same object each time and always the newest; `complete` is false
 * while the source's change needs more messages, and the book may look crossed. `depth` 0 is the full book.
 * @typedef {Event & {type: "book", depth: number, complete: boolean, book: import("./book.js").Book}} BookUpdate
 */

/** @typedef {Event & {type: "status", state: string}} Status `state` is OPEN, HALT, CLOSED, STALE or UNKNOWN */

/** @typedef {Quote | Trade | BookUpdate | Candle | Status} Message */

/**
 * @typedef {object} SubscribeOptions
 * @property {"quote"|"trade"|"book"|"candle"|"status"} channel
 * @property {string} [interval] for and only for candle: 1s 5s 15s 1m 5m 15m 1h 1d
 * @property {5|10|20|50|"full"} [depth] for book: levels a side; default 20
 * @property {number} [maxRate] messages a second and stream; unlimited when left out
 * @property {boolean} [snapshot] deliver the newest event at once; default true
 * @property {boolean} [resume] after a reconnect deliver what was missed, as far as the server kept it; default true. What
 *   shows the present only is better off without
 * @property {(sym: string) => void} [onSubscribed] the server answered: from here on nothing is missed. Called again after
 *   each reconnect
 * @property {(error: StreamError) => void} [onError] a symbol that could not be subscribed
 */

/**
 * What to show a server that asks for a token: a text, or a function that gets one whenever one is needed. Null: nothing to
 * show, which is enough for a server that asks for none.
 * @typedef {string | (() => string | null | Promise<string | null>)} Token
 */

/** @typedef {{sym: string, code: number, text: string}} StreamError */
/** @typedef {{unsubscribe: () => void}} Subscription */

/**
 * @typedef {object} ConnectionState
 * @property {"idle"|"connecting"|"live"|"waiting"|"closed"} name `waiting` for the next attempt; `closed` for good
 * @property {number} attempt failed attempts so far
 * @property {number} retryAtMs Date.now() of the next attempt while waiting, else 0
 * @property {number} code close code that led here, 0 if none
 * @property {string} reason the same in words
 */

/**
 * How the server's feed is.
 * @typedef {object} FeedState
 * @property {"running"|"stalled"|"restarting"|"ended"|"failed"} state
 * @property {string} since ns since the Unix epoch
 */

/**
 * @typedef {object} Welcome
 * @property {string} epoch
 * @property {string} session
 * @property {string} protocol
 * @property {number} schemaVersion
 * @property {number} heartbeatMs
 * @property {number} idleTimeoutMs
 * @property {string} serverTime ns since the Unix epoch
 * @property {{maxStreams: number, maxMessageBytes: number, commandsPerSecond: number}} limits
 * @property {{name: string, replay: boolean} & Partial<FeedState>} feed
 */

/**
 * @typedef {object} ReplayOptions
 * @property {number | bigint} [from] where to begin, ms since the Unix epoch or ns as a bigint; the recording's start when
 *   left out
 * @property {number | "max"} [speed] multiple of the recording's own pace, 0.1 to 1000; default 1
 * @property {boolean} [paused] wait for `play`; default false
 */

/**
 * Where the replay of this connection stands.
 * @typedef {object} ReplayState
 * @property {"live"|"paused"|"playing"|"ended"} name `live`: there is none, data is of the present
 * @property {string} recording
 * @property {string} epoch life of the server that recorded it
 * @property {bigint} positionNs ns since the Unix epoch
 * @property {number} positionMs the same in ms
 * @property {bigint} firstNs the recording's first event
 * @property {number} firstMs the same in ms
 * @property {bigint} lastNs its newest one; grows while it is being written
 * @property {number} lastMs the same in ms
 * @property {number | "max"} speed
 * @property {number} toldAtMs performance.now() when the server told this
 * @property {string | null} pending command that the server has not answered yet
 */

export {};
