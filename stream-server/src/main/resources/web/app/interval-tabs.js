import { INTERVALS } from "../client/intervals.js";
import { byId, make } from "./element.js";

/** One tab per bar interval. */
export class IntervalTabs {
  #element = byId("intervals");
  #selected = "";

  /** @param {(interval: string) => void} onSelect */
  constructor(onSelect) {
    INTERVALS.forEach((interval, i) => {
      const tab = make("button", "", interval);
      tab.setAttribute("type", "button");
      tab.setAttribute("role", "tab");
      tab.title = `${interval} bars (${i + 1})`;
      tab.addEventListener("click", () => onSelect(interval));
      this.#element.append(tab);
    });
  }

  /** @param {string} interval */
  select(interval) {
    this.#selected = interval;
    for (const tab of this.#element.children) {
      const selected = tab.textContent === interval;
      tab.setAttribute("aria-selected", String(selected));
      tab.setAttribute("tabindex", selected ? "0" : "-1");
    }
  }

  /**
   * @param {number} step -1 for the next shorter interval, 1 for the next longer
   * @returns {string}
   */
  neighbour(step) {
    const at = INTERVALS.indexOf(this.#selected) + step;
    return INTERVALS[Math.max(0, Math.min(INTERVALS.length - 1, at))];
  }
}
