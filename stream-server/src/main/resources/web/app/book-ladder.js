import { byId, make, write } from "./element.js";
import { fixed, quantity } from "./format.js";

/** @typedef {import("../client/types.js").BookUpdate} BookUpdate */
/** @typedef {import("../client/types.js").Level} Level */

/** Levels a side; one of the depths that the server offers. */
export const LADDER_DEPTH = /** @type {const} */ (10);

/** The selected symbol's best bids and asks, with the sum of sizes up to each as a bar. */
export class BookLadder {
  #asks = sideRows("down");
  #bids = sideRows("up");
  #spread = make("li", "spread", "–");
  /** @type {BookUpdate | null} */
  #update = null;
  #priceScale = 2;
  #qtyScale = 2;

  constructor() {
    byId("ladder").append(...[...this.#asks].reverse().map(({ row }) => row), this.#spread, ...this.#bids.map(({ row }) => row));
  }

  /** @param {{priceScale: number, qtyScale: number}} listed */
  show({ priceScale, qtyScale }) {
    this.#priceScale = priceScale;
    this.#qtyScale = qtyScale;
    this.#update = null;
    this.#paintSide(this.#asks, [], 1);
    this.#paintSide(this.#bids, [], 1);
    write(this.#spread, "–");
  }

  /**
   * @param {BookUpdate} update
   * @returns {boolean} whether there is something to paint
   */
  onBook(update) {
    this.#update = update;
    // Between the messages of one change the sides may cross: wait for the last one.
    return update.complete;
  }

  paint() {
    if (!this.#update) {
      return;
    }
    const { book } = this.#update;
    const asks = book.asks(LADDER_DEPTH);
    const bids = book.bids(LADDER_DEPTH);
    const most = Math.max(sum(asks), sum(bids));
    this.#paintSide(this.#asks, asks, most);
    this.#paintSide(this.#bids, bids, most);
    const width = asks.length > 0 && bids.length > 0 ? Number(asks[0].price) - Number(bids[0].price) : null;
    write(this.#spread, width === null ? "–" : `spread ${fixed(width, this.#priceScale)}`);
  }

  /**
   * @param {ReturnType<typeof sideRows>} rows best first
   * @param {Level[]} levels best first
   * @param {number} most sum that fills a row
   */
  #paintSide(rows, levels, most) {
    let total = 0;
    rows.forEach(({ row, price, size, sumTo }, i) => {
      const level = levels[i];
      total += Number(level?.qty ?? 0);
      write(price, level ? fixed(Number(level.price), this.#priceScale) : "");
      write(size, level ? quantity(Number(level.qty), this.#qtyScale) : "");
      write(sumTo, level ? quantity(total, this.#qtyScale) : "");
      row.style.setProperty("--share", level ? `${((100 * total) / most).toFixed(1)}%` : "0%");
    });
  }
}

/** @param {"up" | "down"} side */
function sideRows(side) {
  return Array.from({ length: LADDER_DEPTH }, () => {
    const row = make("li", side);
    const [price, size, sumTo] = ["price", "", "muted"].map((name) => make("span", name));
    row.append(price, size, sumTo);
    return { row, price, size, sumTo };
  });
}

/** @param {Level[]} levels */
function sum(levels) {
  return levels.reduce((total, { qty }) => total + Number(qty), 0);
}
