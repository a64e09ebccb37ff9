/** Bar intervals the server offers, shortest first. */
export const INTERVALS = Object.freeze(["1s", "5s", "15s", "1m", "5m", "15m", "1h", "1d"]);

/** @type {Readonly<Record<string, number>>} */
const SECONDS = Object.freeze({ "1s": 1, "5s": 5, "15s": 15, "1m": 60, "5m": 300, "15m": 900, "1h": 3600, "1d": 86400 });

/**
 * @param {string} interval e.g. "1m"
 * @returns {number} seconds
 * @throws {RangeError} for an interval the server does not offer
 */
export function intervalSeconds(interval) {
  const seconds = SECONDS[interval];
  if (seconds === undefined) {
    throw new RangeError(`interval "${interval}" is not offered; use one of ${INTERVALS.join(" ")}`);
  }
  return seconds;
}
