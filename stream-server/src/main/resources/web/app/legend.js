import { barTime, compact, direction, fixed, percent } from "./format.js";
import { byId, make } from "./element.js";

/** @typedef {import("./bars.js").Bar} Bar */
/** @typedef {import("./bars.js").Bars} Bars */

/** Open, high, low, close, change and volume of the bar under the crosshair, else of the last one. */
export class Legend {
  #element = byId("legend");
  /** @type {Bars | null} */
  #bars = null;
  /** @type {Bar | undefined} */
  #pointed;
  #scale = 2;
  #intervalSec = 60;

  /**
   * @param {Bars} bars
   * @param {{priceScale: number, intervalSec: number}} shape
   */
  show(bars, { priceScale, intervalSec }) {
    this.#bars = bars;
    this.#pointed = undefined;
    this.#scale = priceScale;
    this.#intervalSec = intervalSec;
  }

  /** @param {Bar | undefined} bar under the crosshair */
  point(bar) {
    this.#pointed = bar;
  }

  paint() {
    const bar = this.#pointed ?? this.#bars?.last;
    if (!bar) {
      this.#element.replaceChildren();
      return;
    }
    const before = this.#bars?.all.findLast((other) => other.time < bar.time);
    const change = bar.close / (before?.close ?? bar.open) - 1;
    const colour = direction(bar.close - bar.open);
    const parts = [make("span", "muted", barTime(bar.time, this.#intervalSec))];
    for (const [name, value] of /** @type {const} */ ([["O", bar.open], ["H", bar.high], ["L", bar.low], ["C", bar.close]])) {
      parts.push(labelled(name, fixed(value, this.#scale), colour));
    }
    parts.push(labelled("Chg", percent(change), direction(change)), labelled("Vol", compact(bar.volume), ""));
    if (bar.state === "CORRECTED" || bar.quality.length > 0) {
      const remarks = bar.state === "CORRECTED" ? ["corrected", ...bar.quality] : bar.quality;
      parts.push(make("span", "muted", remarks.join(", ").toLowerCase().replaceAll("_", " ")));
    }
    this.#element.replaceChildren(...parts);
  }
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} colour
 */
function labelled(name, value, colour) {
  const part = make("span", colour);
  part.append(make("b", "", name), value);
  return part;
}
