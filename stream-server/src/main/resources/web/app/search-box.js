import { byId, make } from "./element.js";
import { matchSymbols } from "./symbol-match.js";

/** @typedef {import("./http-api.js").Listed} Listed */

const MATCHES = 12;

/** Finds a symbol among thousands: type, arrows, Enter; Esc leaves. */
export class SearchBox {
  #input = /** @type {HTMLInputElement} */ (byId("search"));
  #list = byId("found");
  /** @type {readonly Listed[]} */
  #symbols = [];
  /** @type {Listed[]} */
  #found = [];
  #at = 0;
  #onChoose;

  /** @param {(sym: string) => void} onChoose */
  constructor(onChoose) {
    this.#onChoose = onChoose;
    this.#input.addEventListener("input", () => this.#search());
    this.#input.addEventListener("focus", () => this.#search());
    this.#input.addEventListener("blur", () => this.#close());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
    // Before the input loses its focus, which would close the list.
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const row = event.target instanceof Element && event.target.closest("li");
      if (row) {
        this.#choose([...this.#list.children].indexOf(row));
      }
    });
  }

  /** @param {readonly Listed[]} symbols */
  over(symbols) {
    this.#symbols = symbols;
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  #search() {
    this.#found = matchSymbols(this.#symbols, this.#input.value, MATCHES);
    this.#at = 0;
    const rows = this.#found.map((listed, i) => {
      const row = make("li");
      row.id = `found-${i}`;
      row.setAttribute("role", "option");
      row.append(make("strong", "", listed.sym), make("span", "muted", listed.description), make("span", "muted", listed.venue));
      return row;
    });
    const none = make("li", "empty", this.#symbols.length ? "No symbol matches" : "No symbols yet");
    this.#list.replaceChildren(...(rows.length ? rows : [none]));
    this.#list.hidden = false;
    this.#input.setAttribute("aria-expanded", "true");
    this.#mark();
  }

  #mark() {
    [...this.#list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === this.#at)));
    this.#list.children[this.#at]?.scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", `found-${this.#at}`);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && this.#found.length > 0) {
      this.#at = (this.#at + step + this.#found.length) % this.#found.length;
      this.#mark();
      event.preventDefault();
    } else if (event.key === "Enter") {
      this.#choose(this.#at);
    } else if (event.key === "Escape") {
      this.#input.blur();
    }
  }

  /** @param {number} at */
  #choose(at) {
    const listed = this.#found[at];
    if (listed) {
      this.#input.blur();
      this.#onChoose(listed.sym);
    }
  }

  #close() {
    this.#input.value = "";
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
  }
}
