import { StreamAccount } from "./accounting.js";
import { intervalSeconds } from "./intervals.js";

/** @typedef {import("./types.js").SubscribeOptions} SubscribeOptions */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {{options: SubscribeOptions, onMessage: (message: Message) => void}} Listener */

/** Channel numbers of the wire. @type {Readonly<Record<string, number>>} */
export const CHANNELS = Object.freeze({ quote: 1, trade: 2, book: 3, candle: 4 });

/**
 * Number that finds a stream by what its messages carry; intervals are below 2^17 s, channels below 8.
 * @param {number} instrumentId
 * @param {number} channel
 * @param {number} intervalSec 0 but for candles
 */
export function routeOf(instrumentId, channel, intervalSec) {
  return (instrumentId * 8 + channel) * 131072 + intervalSec;
}

/**
 * One stream of this connection: an instrument's channel, shared by all listeners that asked for it. The server keeps
 * one rate per stream, so the fastest listener decides.
 */
export class Stream {
  /** @type {Set<Listener>} */
  listeners = new Set();
  account = new StreamAccount();
  /** Rate last asked of the server; undefined while not asked. @type {number | null | undefined} */
  askedRate = undefined;
  /** Whether the server has answered, so that messages can be accounted. */
  active = false;
  /** @type {import("./types.js").StreamError | null} */
  error = null;
  /** Newest message, given to listeners that come later. @type {Message | null} */
  newest = null;
  /** Newest sequence ever delivered in this epoch, to recognise a repeated snapshot. */
  newestSeq = 0;

  /**
   * @param {string} channel
   * @param {string} sym
   * @param {string | undefined} interval
   */
  constructor(channel, sym, interval) {
    this.channel = channel;
    this.sym = sym;
    this.interval = interval;
    this.intervalSec = interval === undefined ? 0 : intervalSeconds(interval);
  }

  /** Messages a second that satisfy every listener; null is unlimited. */
  wantedRate() {
    let rate = 0;
    for (const { options } of this.listeners) {
      if (options.maxRate === undefined) {
        return null;
      }
      rate = Math.max(rate, options.maxRate);
    }
    return rate;
  }

  /** Whether any listener wants the newest event at once. */
  wantsSnapshot() {
    return [...this.listeners].some(({ options }) => options.snapshot !== false);
  }

  /** The connection is gone: ask again on the next one. */
  disconnected() {
    this.askedRate = undefined;
    this.active = false;
  }
}
