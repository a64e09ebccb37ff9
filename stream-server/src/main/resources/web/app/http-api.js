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
 * @typedef {object} RecordingListed a recording as /api/recordings lists it; one that cannot be read has no span
 * @property {string} name
 * @property {string} [first] first event, ns since the Unix epoch
 * @property {string} [last] newest event
 * @property {string[]} [symbols]
 * @property {number[]} [density] messages in equal parts of the span
 * @property {boolean} [isBeingWritten]
 * @property {boolean} isComplete
 * @property {string[]} problems what is not whole
 */

/** @typedef {{recording: string, toNs: bigint}} Moment of a recording, as of which something is asked for */

const UNAUTHORIZED = 401;

/** What the server answers over HTTP, with the user's token when it asks for one. */
export class HttpApi {
  #token;

  /** @param {Pick<import("./access-token.js").AccessToken, "text" | "another">} token */
  constructor(token) {
    this.#token = token;
  }

  /**
   * @param {string} [recording] whose instruments are wanted; of the present when left out
   * @returns {Promise<Listed[]>} all instruments that the server knows and the token entitles to
   */
  async symbols(recording = "") {
    const query = recording === "" ? "" : `?${new URLSearchParams({ recording })}`;
    return (await this.#json(`/api/symbols${query}`)).symbols;
  }

  /** @returns {Promise<RecordingListed[]>} */
  async recordings() {
    return (await this.#json("/api/recordings")).recordings;
  }

  /**
   * @param {string} symbol
   * @param {string} interval
   * @param {number} limit newest bars
   * @param {Moment | null} [moment] as of which they are wanted; null: now
   * @returns {Promise<Bar[]>} oldest first, the open bar last
   */
  async bars(symbol, interval, limit, moment = null) {
    const query = new URLSearchParams({ symbol, interval, limit: String(limit) });
    if (moment) {
      query.set("recording", moment.recording);
      query.set("to", moment.toNs.toString());
    }
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
