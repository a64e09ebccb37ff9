import { clockTime, compact, fixed, quantity } from "./format.js";
import { byId, make, write } from "./element.js";

/** @typedef {import("../client/types.js").Trade} Trade */

/** Rows that fit the tallest screen. */
const ROWS = 70;

/** The selected symbol's trades, newest first; merged trades say how many they are. */
export class TradeTape {
  #list = byId("tape");
  #note = byId("tape-note");
  #rate = byId("tape-rate");
  /** Trades since the last paint, oldest first. @type {Trade[]} */
  #waiting = [];
  #priceScale = 2;
  #qtyScale = 2;
  #trades = 0;

  /** @param {{sym: string, priceScale: number, qtyScale: number}} listed */
  show({ sym, priceScale, qtyScale }) {
    this.#priceScale = priceScale;
    this.#qtyScale = qtyScale;
    this.#waiting = [];
    this.#trades = 0;
    this.#list.replaceChildren();
    this.#note.hidden = false;
    write(this.#note, `No ${sym} trades yet`);
    write(this.#rate, "");
  }

  /** @param {Trade} trade */
  add(trade) {
    if (trade.repeat) {
      return;
    }
    // What a resume brings happened earlier: it is shown, yet it is not the present rate.
    this.#trades += trade.snapshot || trade.catchUp ? 0 : trade.trades;
    this.#waiting.push(trade);
    if (this.#waiting.length > ROWS) {
      this.#waiting.shift();
    }
  }

  /** @param {number} seconds since the last call */
  tick(seconds) {
    write(this.#rate, `${compact(Math.round(this.#trades / seconds))}/s`);
    this.#trades = 0;
  }

  paint() {
    if (this.#waiting.length === 0) {
      return;
    }
    this.#note.hidden = true;
    this.#list.prepend(...this.#waiting.map((trade) => this.#row(trade)).reverse());
    this.#waiting = [];
    while (this.#list.childElementCount > ROWS) {
      this.#list.lastElementChild?.remove();
    }
  }

  /** @param {Trade} trade */
  #row({ tsEventMs, price, qty, aggressor, trades }) {
    const row = make("li");
    const size = make("span");
    if (trades > 1) {
      const times = make("span", "times", `×${compact(trades)}`);
      times.title = `${trades} trades merged into one message`;
      size.append(times);
    }
    size.append(quantity(Number(qty), this.#qtyScale));
    const colour = aggressor === "BUY" ? "up" : aggressor === "SELL" ? "down" : "";
    row.append(make("time", "", clockTime(tsEventMs)), make("span", colour, fixed(Number(price), this.#priceScale)), size);
    return row;
  }
}
