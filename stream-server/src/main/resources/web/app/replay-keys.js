/** Speeds that the bar offers. */
export const SPEEDS = Object.freeze([1, 2, 5, 10, 20, 50, 100]);

/** @typedef {"toggle" | "step" | "back" | "forward" | "first" | "last" | "faster" | "slower" | "live"} ReplayAction */

/** @type {Readonly<Record<string, ReplayAction>>} */
const ACTIONS = Object.freeze({
  " ": "toggle", ".": "step", ArrowLeft: "back", ArrowRight: "forward", Home: "first", End: "last", "+": "faster", "-": "slower", l: "live",
});

/**
 * What a key means while a recording is replayed.
 * @param {string} key
 * @returns {ReplayAction | null}
 */
export function replayAction(key) {
  return ACTIONS[key] ?? null;
}

/**
 * The next speed offered.
 * @param {number | "max"} speed
 * @param {number} step 1 for faster, -1 for slower
 * @returns {number}
 */
export function neighbourSpeed(speed, step) {
  const now = speed === "max" ? Infinity : speed;
  const next = step > 0 ? SPEEDS.find((one) => one > now) : SPEEDS.findLast((one) => one < now);
  return next ?? (step > 0 ? SPEEDS[SPEEDS.length - 1] : SPEEDS[0]);
}
