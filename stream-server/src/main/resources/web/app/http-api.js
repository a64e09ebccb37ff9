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

const UNAUTHORIZED = 401;

/** What the server answers over HTTP, with the user's token when it asks for one. */
export class HttpApi {
  #token;

  /** @param {Pick<import("./access-token.js").AccessToken, "text" | "another">} token */
  constructor(token) {
    this.#token = token;
  }

  /** @returns {Promise<Listed[]>} all instruments that the server knows and the token entitles to */
  async symbols() {
    return (await this.#json("/api/symbols")).symbols;
  }

  /**
   * @param {string} symbol
   * @param {string} interval
   * @param {number} limit newest bars
   * @returns {Promise<Bar[]>} oldest first, the open bar last
   */
  async bars(symbol, interval, limit) {
    const query = new URLSearchParams({ symbol, interval, limit: String(limit) });
    const { bars } = await this.#json(`/api/candles?${query}`);
    return bars.map((/** @type {any} */ bar) => ({
      ...bar,
      open: Number(bar.open),
      high: Number(bar.high),
      low: Number(bar.low),
      close: Number(bar.close),
      volume: Number(bar.volume),
    }));
  }

  /**
   * @param {string} path
   * @returns {Promise<any>}
   * @throws {Error} with the server's own words
   */
  async #json(path) {
    for (let token = this.#token.text; ; ) {
      const response = await fetch(path, {
        headers: { accept: "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      });
      const body = await response.json();
      if (response.ok) {
        return body;
      }
      const words = body?.error?.text ?? `HTTP ${response.status} for ${path}`;
      if (response.status !== UNAUTHORIZED) {
        throw new Error(words);
      }
      token = await this.#token.another(token, words);
    }
  }
}
