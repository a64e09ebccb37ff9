import { INTERVALS } from "../client/intervals.js";

/**
 * What the address asks for.
 * @param {string} search e.g. "?s=BTC-USD&i=5s"
 * @returns {{symbol: string | null, interval: string | null}} null for what is missing or not offered
 */
export function readLink(search) {
  const query = new URLSearchParams(search);
  const interval = query.get("i");
  return {
    symbol: query.get("s") || null,
    interval: interval !== null && INTERVALS.includes(interval) ? interval : null,
  };
}

/**
 * @param {string} symbol
 * @param {string} interval
 * @returns {string} the address's query
 */
export function writeLink(symbol, interval) {
  return `?${new URLSearchParams({ s: symbol, i: interval })}`;
}
