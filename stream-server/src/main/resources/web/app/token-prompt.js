import { byId, write } from "./element.js";

const GIVEN = "given";

/** The dialog that asks for a token. */
export class TokenPrompt {
  #dialog = /** @type {HTMLDialogElement} */ (byId("token-prompt"));
  #input = /** @type {HTMLInputElement} */ (byId("token"));

  constructor() {
    byId("token-cancel").addEventListener("click", () => this.#dialog.close());
  }

  /**
   * @param {string} reason why the server asks again; empty at first
   * @returns {Promise<string | null>} what was entered, or null when the dialog was left
   */
  ask(reason) {
    write(byId("token-reason"), reason);
    this.#dialog.returnValue = "";
    this.#dialog.showModal();
    return new Promise((resolve) => {
      this.#dialog.addEventListener("close", () => resolve(this.#taken()), { once: true });
    });
  }

  #taken() {
    const text = this.#input.value.trim();
    this.#input.value = "";
    return this.#dialog.returnValue === GIVEN ? text : null;
  }
}
