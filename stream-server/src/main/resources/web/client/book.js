import { toNumber, toText } from "./decimals.js";

/** @typedef {import("./types.js").Level} Level */

/**
 * The book of one stream as its snapshots and deltas tell it. Listeners get this same object with every message and read
 * the levels when they need them, so that a delta costs what it changes.
 */
export class Book {
  /** @type {Map<number, number>} */
  #bids = new Map();
  /** @type {Map<number, number>} */
  #asks = new Map();
  #priceExp = 0;
  #qtyExp = 0;
  #asText;

  /** @param {boolean} asText */
  constructor(asText) {
    this.#asText = asText;
  }

  /**
   * Forgets all levels.
   * @param {import("./types.js").Instrument} of whose book it is
   */
  reset({ priceExp, qtyExp }) {
    this.#bids.clear();
    this.#asks.clear();
    this.#priceExp = priceExp;
    this.#qtyExp = qtyExp;
  }

  /**
   * @param {boolean} isBid
   * @param {number} price mantissa
   * @param {number} qty mantissa; 0 removes the level
   */
  set(isBid, price, qty) {
    const side = isBid ? this.#bids : this.#asks;
    if (qty === 0) {
      side.delete(price);
    } else {
      side.set(price, qty);
    }
  }

  /**
   * @param {number} [count] levels at most
   * @returns {Level[]} best first
   */
  bids(count = Infinity) {
    return this.#levels([...this.#bids].sort(([a], [b]) => b - a), count);
  }

  /**
   * @param {number} [count] levels at most
   * @returns {Level[]} best first
   */
  asks(count = Infinity) {
    return this.#levels([...this.#asks].sort(([a], [b]) => a - b), count);
  }

  /**
   * @param {[number, number][]} sorted
   * @param {number} count
   */
  #levels(sorted, count) {
    const value = this.#asText ? toText : toNumber;
    return sorted.slice(0, count).map(([price, qty]) => ({ price: value(price, this.#priceExp), qty: value(qty, this.#qtyExp) }));
  }
}
