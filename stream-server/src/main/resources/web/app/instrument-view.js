import { direction, fixed, percent, quantity, signed } from "./format.js";
import { byId, classify, write } from "./element.js";
import { paintState } from "./trading-state.js";

/** @typedef {import("./http-api.js").Listed} Listed */
/** @typedef {import("../client/types.js").Quote} Quote */
/** @typedef {import("../client/types.js").Trade} Trade */
/** @typedef {import("../client/types.js").Status} Status */
/** @typedef {import("./bars.js").Bars} Bars */

/** @type {Readonly<Record<string, string>>} */
const KINDS = Object.freeze({ EQUITY: "Equity", CRYPTO_SPOT: "Spot", CRYPTO_PERPETUAL: "Perpetual" });

/** The selected instrument: name, last price with its change, bid and ask with their sizes. */
export class InstrumentView {
  /** @type {Listed | null} */
  #listed = null;
  /** @type {Bars | null} */
  #bars = null;
  /** @type {Quote | null} */
  #quote = null;
  /** @type {Status | null} */
  #status = null;
  /** @type {number | null} */
  #last = null;
  #move = 0;
  /** Whether prices are of a recording, which the window's title says, too. */
  isReplay = false;

  /** @param {Listed} listed */
  show(listed) {
    this.#listed = listed;
    this.#quote = null;
    this.#status = null;
    this.#last = null;
    this.#move = 0;
    write(byId("sym"), listed.sym);
    const kind = KINDS[listed.kind];
    const parts = [listed.description, listed.venue, kind].filter(Boolean);
    write(byId("about"), parts.join(" · ") || "\u00a0");
  }

  /** @param {Bars} bars over which the change is told */
  over(bars) {
    this.#bars = bars;
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
    this.#move = this.#last === null || price === this.#last ? this.#move : price - this.#last;
    this.#last = price;
  }

  paint() {
    if (!this.#listed) {
      return;
    }
    const { priceScale, qtyScale, sym } = this.#listed;
    const last = this.#last ?? this.#bars?.last?.close ?? null;
    const from = this.#bars?.all[0]?.open;
    const lastElement = byId("last");
    write(lastElement, last === null ? "–" : fixed(last, priceScale));
    classify(lastElement, direction(this.#move));
    const replay = this.isReplay ? "REPLAY · " : "";
    document.title = `${replay}${last === null ? "" : `${fixed(last, priceScale)} `}${sym} · Ticktide`;
    const change = byId("change");
    const moved = last !== null && from ? last - from : null;
    write(change, moved === null || !from ? "\u00a0" : `${signed(moved, priceScale)} (${percent(moved / from)})`);
    classify(change, direction(moved ?? 0));
    change.title = "over the loaded history";
    paintState(byId("halt"), this.#status);
    this.#paintTouch(priceScale, qtyScale);
  }

  /**
   * @param {number} priceScale
   * @param {number} qtyScale
   */
  #paintTouch(priceScale, qtyScale) {
    const { bidPx = null, bidQty = null, askPx = null, askQty = null } = this.#quote ?? {};
    write(byId("bid"), bidPx === null ? "–" : fixed(Number(bidPx), priceScale));
    write(byId("ask"), askPx === null ? "–" : fixed(Number(askPx), priceScale));
    write(byId("bid-qty"), bidQty === null ? "–" : quantity(Number(bidQty), qtyScale));
    write(byId("ask-qty"), askQty === null ? "–" : quantity(Number(askQty), qtyScale));
    const spread = bidPx === null || askPx === null ? null : Number(askPx) - Number(bidPx);
    write(byId("spread"), spread === null ? "–" : fixed(spread, priceScale));
    write(byId("spread-bp"), spread === null ? "–" : `${((spread / Number(askPx)) * 10_000).toFixed(2)} bp`);
  }
}
