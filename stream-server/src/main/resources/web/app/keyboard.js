import { INTERVALS } from "../client/intervals.js";

/**
 * @typedef {object} KeyActions
 * @property {() => void} search
 * @property {(step: number) => void} symbol
 * @property {(step: number) => void} intervalStep
 * @property {(interval: string) => void} interval
 * @property {() => void} theme
 * @property {() => void} recordings
 * @property {(key: string, times: number) => boolean} replay whether the key meant something to a replay
 */

/** An arrow key with Shift goes this far. */
const FAR = 10;

/**
 * `/` search, up and down through the watchlist, left and right or 1–8 through the intervals, `t` dark or light, `r`
 * recordings. A replay has its own keys, which come first: space, `.`, left and right, Home and End, `+` and `-`, `l`.
 * @param {KeyActions} actions
 */
export function listenToKeys(actions) {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const typing = target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== "range");
    const pressing = target instanceof HTMLButtonElement && (key === " " || key === "Enter");
    if (typing || pressing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
      return;
    }
    if (actions.replay(key, event.shiftKey ? FAR : 1) || press(key, actions)) {
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
  } else if (key === "r") {
    actions.recordings();
  } else {
    return false;
  }
  return true;
}
