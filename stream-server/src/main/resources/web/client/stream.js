import { StreamAccount } from "./accounting.js";
import { intervalSeconds } from "./intervals.js";

/** @typedef {import("./types.js").SubscribeOptions} SubscribeOptions */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {{options: SubscribeOptions, onMessage: (message: Message) => void}} Listener */

/** Channel numbers of the wire. @type {Readonly<Record<string, number>>} */
export const CHANNELS = Object.freeze({ quote: 1, trade: 2, book: 3, candle: 4, status: 5 });

const DEFAULT_DEPTH = 20;

/**
 * Number that finds a stream by what its messages carry; details are below 2^17, channels below 8.
 * @param {number} instrumentId
 * @param {number} channel
 * @param {number} detail interval of candles in seconds, depth of books, else 0
 */
export function routeOf(instrumentId, channel, detail) {
  return (instrumentId * 8 + channel) * 131072 + detail;
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
  /** Where to go on after a reconnect: everything up to here is accounted for. @type {number | undefined} */
  resumeSeq = undefined;
  /** Whether it went on after a reconnect, so that what happened before that comes late. */
  resumed = false;
  /** Whether its instrument is not there, but may be after the next move to or from a recording. */
  isElsewhere = false;
  /** @type {import("./types.js").StreamError | null} */
  error = null;
  /** Newest message, given to listeners that come later. @type {Message | null} */
  newest = null;
  /** Newest sequence ever delivered in this epoch, to recognise a repeated snapshot. */
  newestSeq = 0;
  /** Of book streams, from the first snapshot on. @type {import("./book.js").Book | undefined} */
  book = undefined;

  /**
   * @param {string} sym
   * @param {SubscribeOptions} options
   */
  constructor(sym, { channel, interval, depth = DEFAULT_DEPTH }) {
    this.channel = channel;
    this.sym = sym;
    this.interval = interval;
    this.depth = channel === "book" ? depth : undefined;
    this.detail = interval === undefined ? Number(this.depth === "full" ? 0 : this.depth ?? 0) : intervalSeconds(interval);
  }

  /** What tells it from all other streams. */
  get key() {
    return `${this.channel} ${this.detail} ${this.sym}`;
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

  /** Whether any listener wants the newest event at once; a book is nothing without. */
  wantsSnapshot() {
    return this.channel === "book" || [...this.listeners].some(({ options }) => options.snapshot !== false);
  }

  /**
   * The connection is gone: ask again on the next one.
   * @param {boolean} newEpoch whether numbering starts anew
   */
  disconnected(newEpoch) {
    if (this.active && [...this.listeners].some(({ options }) => options.resume !== false)) {
      this.resumeSeq = this.account.lastSeq;
    }
    if (newEpoch) {
      this.resumeSeq = undefined;
      this.newestSeq = 0;
    }
    this.askedRate = undefined;
    this.isElsewhere = false;
    this.active = false;
  }

  /** What comes next has nothing to do with what came before: it is of another time. */
  forget() {
    this.active = false;
    this.resumed = false;
    this.resumeSeq = undefined;
    this.newest = null;
    this.newestSeq = 0;
    this.book = undefined;
  }
}
