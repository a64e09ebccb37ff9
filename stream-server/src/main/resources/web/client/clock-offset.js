/**
 * Estimates server clock − client clock from ping/pong, as NTP does: of the last samples the one with the shortest
 * round trip has the least room for error (at most half of its round trip).
 */
export class ClockOffset {
  /** @type {{offsetMs: number, roundTripMs: number}[]} */
  #samples = [];
  #kept;

  /** @param {number} [kept] samples to choose from */
  constructor(kept = 8) {
    this.#kept = kept;
  }

  /**
   * @param {number} t0Ms client clock when the ping was sent
   * @param {number} t1Ms server clock when it arrived
   * @param {number} t2Ms server clock when the pong was sent
   * @param {number} t3Ms client clock when the pong arrived
   */
  sample(t0Ms, t1Ms, t2Ms, t3Ms) {
    const roundTripMs = t3Ms - t0Ms - (t2Ms - t1Ms);
    this.#samples.push({ offsetMs: (t1Ms - t0Ms + (t2Ms - t3Ms)) / 2, roundTripMs });
    if (this.#samples.length > this.#kept) {
      this.#samples.shift();
    }
  }

  /** ms to add to the client clock to get the server's; 0 while unknown. */
  get offsetMs() {
    return this.#best()?.offsetMs ?? 0;
  }

  /** Shortest recent round trip in ms, or null while unknown. */
  get roundTripMs() {
    return this.#best()?.roundTripMs ?? null;
  }

  #best() {
    let best = this.#samples[0];
    for (const sample of this.#samples) {
      if (sample.roundTripMs < best.roundTripMs) {
        best = sample;
      }
    }
    return best;
  }

  /** Another server may answer after a reconnect: forget. */
  reset() {
    this.#samples.length = 0;
  }
}
