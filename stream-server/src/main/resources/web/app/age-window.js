/** Percentiles of the most recent message ages; a fixed ring, sorted only when asked. */
export class AgeWindow {
  #ages;
  #count = 0;

  /** @param {number} [capacity] ages kept */
  constructor(capacity = 2048) {
    this.#ages = new Float64Array(capacity);
  }

  /** @param {number} ageMs receive time − tsIngress */
  add(ageMs) {
    this.#ages[this.#count % this.#ages.length] = ageMs;
    this.#count += 1;
  }

  /** Ages held. */
  get size() {
    return Math.min(this.#count, this.#ages.length);
  }

  /**
   * @param {number[]} fractions e.g. [0.5, 0.99]
   * @returns {(number|null)[]} ms per fraction by nearest rank; null while nothing was added
   */
  percentiles(fractions) {
    const sorted = this.#ages.slice(0, this.size).sort();
    return fractions.map((f) => (sorted.length ? sorted[Math.max(0, Math.ceil(f * sorted.length) - 1)] : null));
  }

  /** Forgets all ages (after a reconnect the old ones say nothing). */
  reset() {
    this.#count = 0;
  }
}
