/** @typedef {import("./bars.js").Bar} Bar */

/**
 * @typedef {object} Listed an instrument as /api/symbols lists it
 * @property {string} sym
 * @property {string} description
 * @property {string} venue
 * @property {string} currency
 * @property {string} kind
 * @property {number} priceScale decimals of prices
 * @property {number} qtyScale decimals of quantities
 * @property {string} tickSize
 */

/**
 * @param {string} path
 * @returns {Promise<any>}
 * @throws {Error} with the server's own words
 */
async function json(path) {
  const response = await fetch(path, { headers: { accept: "application/json" } });
  const body = await response.json();
  if (!response.ok) {
    throw new Error(body?.error?.text ?? `HTTP ${response.status} for ${path}`);
  }
  return body;
}

/** @returns {Promise<Listed[]>} all instruments the server knows */
export async function fetchSymbols() {
  return (await json("/api/symbols")).symbols;
}

/**
 * @param {string} symbol
 * @param {string} interval
 * @param {number} limit newest bars
 * @returns {Promise<Bar[]>} oldest first, the open bar last
 */
export async function fetchBars(symbol, interval, limit) {
  const query = new URLSearchParams({ symbol, interval, limit: String(limit) });
  const { bars } = await json(`/api/candles?${query}`);
  return bars.map((/** @type {any} */ bar) => ({
    ...bar,
    open: Number(bar.open),
    high: Number(bar.high),
    low: Number(bar.low),
    close: Number(bar.close),
    volume: Number(bar.volume),
  }));
}
