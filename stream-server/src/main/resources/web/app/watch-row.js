import { direction, fixed, percent } from "./format.js";
import { classify, make, write } from "./element.js";
import { flash } from "./flash.js";
import { Spark } from "./spark.js";
import { paintState } from "./trading-state.js";

/** @typedef {import("./http-api.js").Listed} Listed */
/** @typedef {import("../client/types.js").Quote} Quote */
/** @typedef {import("../client/types.js").Trade} Trade */
/** @typedef {import("../client/types.js").Status} Status */

/** Closes kept for the spark line. */
const SPARK_CLOSES = 60;

/** One symbol of the watchlist: last price, bid and ask, change over the loaded history, spark line. */
export class WatchRow {
  element = make("li");
  #listed;
  #price = make("span", "price", "–");
  #touch = make("span", "touching", " ");
  #moved = make("span", "moved muted", "–");
  #halt = make("span", "badge halt");
  #spark = new Spark();
  /** @type {number | null} */
  #last = null;
  /** @type {number | null} */
  #shown = null;
  /** @type {number | null} */
  #reference = null;
  /** @type {Quote | null} */
  #quote = null;
  /** @type {Status | null} */
  #status = null;
  /** @type {number[]} */
  #closes = [];
  #closesChanged = false;
  #minute = 0;
  hasHistory = false;

  /** @param {Listed} listed */
  constructor(listed) {
    this.#listed = listed;
    this.element.setAttribute("role", "option");
    this.element.id = `watch-${listed.sym}`;
    this.element.title = listed.description;
    this.#halt.hidden = true;
    const name = make("span", "name");
    name.append(make("span", "sym", listed.sym), this.#halt);
    this.element.append(name, this.#spark.element, this.#price, this.#touch, this.#moved);
    this.selected = false;
  }

  get sym() {
    return this.#listed.sym;
  }

  /** @param {boolean} selected */
  set selected(selected) {
    this.element.setAttribute("aria-selected", String(selected));
  }

  /** Forgets all prices: they were of another time. */
  clear() {
    this.#last = null;
    this.#shown = null;
    this.#reference = null;
    this.#quote = null;
    this.#status = null;
    this.#closes = [];
    this.#closesChanged = true;
    this.#minute = 0;
    this.hasHistory = false;
    write(this.#price, "–");
    write(this.#touch, " ");
    write(this.#moved, "–");
    classify(this.#moved, "moved muted");
  }

  /**
   * @param {readonly import("./bars.js").Bar[]} bars minutes, oldest first
   */
  history(bars) {
    this.#closes = bars.slice(-SPARK_CLOSES).map((bar) => bar.close);
    this.#closesChanged = true;
    this.hasHistory = true;
    this.#minute = bars.at(-1)?.time ?? 0;
    this.#reference = bars[0]?.open ?? this.#reference;
    this.#last ??= bars.at(-1)?.close ?? null;
    this.#moved.title = `change over the last ${bars.length} minutes`;
  }

  /** @param {Quote} quote */
  onQuote(quote) {
    this.#quote = quote;
  }

  /** @param {Status} status */
  onStatus(status) {
    this.#status = status;
  }

  /** @param {Trade} trade */
  onTrade(trade) {
    const price = Number(trade.price);
    const minute = Math.floor(trade.tsEventMs / 60_000) * 60;
    this.#last = price;
    this.#reference ??= price;
    if (minute > this.#minute || this.#closes.length === 0) {
      this.#minute = minute;
      this.#closes.push(price);
      this.#closes.splice(0, this.#closes.length - SPARK_CLOSES);
    }
    this.#closes[this.#closes.length - 1] = price;
    this.#closesChanged = true;
  }

  paint() {
    const scale = this.#listed.priceScale;
    if (this.#last !== null && this.#last !== this.#shown) {
      if (this.#shown !== null) {
        flash(this.#price, this.#last - this.#shown);
      }
      this.#shown = this.#last;
      write(this.#price, fixed(this.#last, scale));
    }
    if (this.#last !== null && this.#reference) {
      const change = this.#last / this.#reference - 1;
      write(this.#moved, percent(change));
      classify(this.#moved, `moved ${direction(change) || "muted"}`);
    }
    if (this.#quote) {
      const { bidPx, askPx } = this.#quote;
      const side = (/** @type {import("../client/types.js").Value | null} */ px) => (px === null ? "–" : fixed(Number(px), scale));
      write(this.#touch, `${side(bidPx)} × ${side(askPx)}`);
    }
    paintState(this.#halt, this.#status);
    this.element.dataset.state = this.#status?.state ?? "UNKNOWN";
    if (this.#closesChanged) {
      this.#closesChanged = false;
      this.#spark.draw(this.#closes);
    }
  }
}
