import { INTERVALS } from "../client/intervals.js";

/**
 * @typedef {object} KeyActions
 * @property {() => void} search
 * @property {(step: number) => void} symbol
 * @property {(step: number) => void} intervalStep
 * @property {(interval: string) => void} interval
 * @property {() => void} theme
 */

/**
 * `/` search, up and down through the watchlist, left and right or 1–8 through the intervals, `t` dark or light.
 * @param {KeyActions} actions
 */
export function listenToKeys(actions) {
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement;
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (press(event.key, actions)) {
      event.preventDefault();
    }
  });
}

/**
 * @param {string} key
 * @param {KeyActions} actions
 * @returns {boolean} whether the key meant something
 */
export function press(key, actions) {
  const number = Number(key);
  if (key === "/") {
    actions.search();
  } else if (key === "ArrowUp" || key === "ArrowDown") {
    actions.symbol(key === "ArrowUp" ? -1 : 1);
  } else if (key === "ArrowLeft" || key === "ArrowRight") {
    actions.intervalStep(key === "ArrowLeft" ? -1 : 1);
  } else if (number >= 1 && number <= INTERVALS.length) {
    actions.interval(INTERVALS[number - 1]);
  } else if (key === "t") {
    actions.theme();
  } else {
    return false;
  }
  return true;
}
