/**
 * @typedef {object} Bar
 * @property {number} time open, seconds since the Unix epoch
 * @property {number} open
 * @property {number} high
 * @property {number} low
 * @property {number} close
 * @property {number} volume
 * @property {number} trades
 * @property {number} revision
 * @property {string} state OPEN, CLOSED or CORRECTED
 * @property {readonly string[]} quality
 */

/**
 * Whether `next` tells more than `held` about the same bar: a later revision, then a closed over an open one, then
 * more trades. So history and live bars may arrive in any order.
 * @param {Bar} held
 * @param {Bar} next
 */
export function supersedes(held, next) {
  if (next.revision !== held.revision) {
    return next.revision > held.revision;
  }
  const heldDone = held.state !== "OPEN";
  const nextDone = next.state !== "OPEN";
  return heldDone === nextDone ? next.trades >= held.trades : nextDone;
}

/** Bars of one instrument and interval, oldest first, merged by open time; what changed since the last paint. */
export class Bars {
  /** @type {Bar[]} */
  #bars = [];
  /** Bars to redraw; null when all are. @type {Set<Bar> | null} */
  #changed = null;
  #cap;

  /** @param {number} [cap] bars kept; the oldest go first */
  constructor(cap = 3000) {
    this.#cap = cap;
  }

  get size() {
    return this.#bars.length;
  }

  /** @returns {readonly Bar[]} */
  get all() {
    return this.#bars;
  }

  /** @returns {Bar | undefined} */
  get last() {
    return this.#bars.at(-1);
  }

  /**
   * @param {Bar} bar
   * @returns {boolean} whether it changed anything
   */
  merge(bar) {
    const bars = this.#bars;
    let at = bars.length;
    while (at > 0 && bars[at - 1].time >= bar.time) {
      at -= 1;
    }
    if (bars[at]?.time === bar.time) {
      if (!supersedes(bars[at], bar)) {
        return false;
      }
      this.#changed?.delete(bars[at]);
      bars[at] = bar;
      this.#changed?.add(bar);
      return true;
    }
    bars.splice(at, 0, bar);
    if (at === bars.length - 1) {
      this.#changed?.add(bar);
    } else {
      this.#changed = null;
    }
    // Cut in blocks: each cut redraws everything.
    if (bars.length > this.#cap * 1.1) {
      this.#bars = bars.slice(-this.#cap);
      this.#changed = null;
    }
    return true;
  }

  /**
   * Merges a whole history at once.
   * @param {Bar[]} history in any order
   */
  mergeAll(history) {
    const byTime = new Map(history.map((bar) => [bar.time, bar]));
    for (const bar of this.#bars) {
      const other = byTime.get(bar.time);
      byTime.set(bar.time, other && !supersedes(other, bar) ? other : bar);
    }
    this.#bars = [...byTime.values()].sort((a, b) => a.time - b.time).slice(-this.#cap);
    this.#changed = null;
  }

  /** Forgets all bars: the server numbers anew. */
  clear() {
    this.#bars = [];
    this.#changed = null;
  }

  /**
   * What to redraw; asking forgets it.
   * @returns {Bar[] | null} changed bars in time order, or null when all bars are to be drawn anew
   */
  takeChanged() {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed && [...changed].sort((a, b) => a.time - b.time);
  }
}
