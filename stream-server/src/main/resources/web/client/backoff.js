/** Longest that a server's own wish is taken seriously. */
const MOST_WISHED_MS = 3_600_000;

/**
 * Full-jitter exponential back-off: each delay is drawn evenly from [0, min(capMs, baseMs · 2^attempt)], so that
 * thousands of clients which lost one server do not come back in step.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015.
 */
export class Backoff {
  #baseMs;
  #capMs;
  #random;
  #attempt = 0;

  /**
   * @param {{baseMs?: number, capMs?: number, random?: () => number}} [settings] `random` returns [0, 1)
   */
  constructor({ baseMs = 300, capMs = 20_000, random = Math.random } = {}) {
    if (!(baseMs > 0) || !(capMs >= baseMs)) {
      throw new RangeError(`baseMs ${baseMs} must be above 0 and not above capMs ${capMs}`);
    }
    this.#baseMs = baseMs;
    this.#capMs = capMs;
    this.#random = random;
  }

  /** Failed attempts since the last success. */
  get attempt() {
    return this.#attempt;
  }

  /**
   * The delay before the next attempt; counts the attempt.
   * @param {number} [atLeastMs] the server's own wish (`goodbye.retryAfterMs`); the jitter is added on top of it
   * @returns {number} ms
   */
  nextDelayMs(atLeastMs = 0) {
    const ceilingMs = Math.min(this.#capMs, this.#baseMs * 2 ** this.#attempt);
    this.#attempt += 1;
    return Math.round(Math.min(MOST_WISHED_MS, Math.max(0, Number(atLeastMs) || 0)) + this.#random() * ceilingMs);
  }

  /** A connection was welcomed: the next failure starts from the shortest delay again. */
  reset() {
    this.#attempt = 0;
  }
}
