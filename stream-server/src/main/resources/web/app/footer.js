import { age, compact } from "./format.js";
import { byId, classify, write } from "./element.js";

/** @typedef {import("../client/ticktide.js").TicktideClient} TicktideClient */

/** What the connection does per second, how old prices are, and the proof that none was lost silently. */
export class Footer {
  #client;
  #ages;
  #before = { atMs: performance.now(), frames: 0, messages: 0, merged: 0 };

  /**
   * @param {TicktideClient} client
   * @param {import("./age-window.js").AgeWindow} ages
   */
  constructor(client, ages) {
    this.#client = client;
    this.#ages = ages;
  }

  /** @param {import("../client/types.js").Welcome} welcome */
  welcome({ feed, protocol, schemaVersion }) {
    write(byId("feed"), feed.name);
    byId("feed").title = feed.name;
    write(byId("protocol"), `${protocol} · schema ${schemaVersion}`);
  }

  /** Once a second. */
  paint() {
    const { counters, clockOffsetMs } = this.#client;
    const { frames, messages, merged, violations, mergedBy, missed, recovered, holes } = counters;
    const atMs = performance.now();
    const seconds = (atMs - this.#before.atMs) / 1000;
    const perSecond = (/** @type {number} */ count) => `${compact(Math.round(Math.max(0, count) / seconds))}/s`;
    write(byId("frames"), perSecond(frames - this.#before.frames));
    write(byId("updates"), perSecond(messages - this.#before.messages));
    write(byId("merged"), perSecond(merged - this.#before.merged));
    byId("merged").title = Object.entries(mergedBy).map(([cause, n]) => `${cause} ${n}`).join(", ") || "nothing merged";
    this.#before = { atMs, frames, messages, merged };
    const [p50, p99] = this.#ages.percentiles([0.5, 0.99]);
    write(byId("age50"), p50 === null ? "–" : age(p50 + clockOffsetMs));
    write(byId("age99"), p99 === null ? "–" : age(p99 + clockOffsetMs));
    write(byId("violations"), violations === 0 ? "0 ✓" : String(violations));
    classify(byId("violations"), violations === 0 ? "up" : "down");
    byId("violations").title = `of ${messages} messages; after reconnects ${recovered} streams complete, ${holes} with a hole, ${missed} events not asked for`;
  }
}
