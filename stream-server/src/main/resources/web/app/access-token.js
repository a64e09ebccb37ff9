/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} TokenStore */
/** @typedef {(reason: string) => Promise<string | null>} Ask the reason is empty when no token was shown yet */

const STORED = "ticktide.token";

/**
 * The token that the user gave this page, and the question for another one. However many requests a server refuses at
 * once, the user is asked once.
 */
export class AccessToken {
  #store;
  #ask;
  #onAsk;
  #onGiven;
  /** @type {Promise<string> | null} */
  #answer = null;

  /**
   * @param {TokenStore} store keeps the token; sessionStorage forgets it with the tab
   * @param {Ask} ask gives what the user entered, or null for nothing
   * @param {{onAsk: () => void, onGiven: () => void}} events before the user is asked, and after a token was entered
   */
  constructor(store, ask, { onAsk, onGiven }) {
    this.#store = store;
    this.#ask = ask;
    this.#onAsk = onAsk;
    this.#onGiven = onGiven;
  }

  /** What to show the server, or null. */
  get text() {
    return this.#store.getItem(STORED);
  }

  /**
   * @param {string | null} refused what the server was shown
   * @param {string} reason why it was not enough, in the server's words
   * @returns {Promise<string>} another token: the present one when that was not refused yet, else what the user enters
   * @throws {Error} with that reason when the user enters none
   */
  another(refused, reason) {
    if (this.#answer) {
      return this.#answer;
    }
    const { text } = this;
    if (text !== null && text !== refused) {
      return Promise.resolve(text);
    }
    this.#answer = this.#entered(refused, reason).finally(() => (this.#answer = null));
    return this.#answer;
  }

  /**
   * @param {string | null} refused
   * @param {string} reason
   */
  async #entered(refused, reason) {
    this.#store.removeItem(STORED);
    this.#onAsk();
    const token = await this.#ask(refused === null ? "" : reason);
    if (token === null) {
      throw new Error(reason);
    }
    this.#store.setItem(STORED, token);
    this.#onGiven();
    return token;
  }
}
