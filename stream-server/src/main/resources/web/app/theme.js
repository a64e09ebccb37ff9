const STORED = "ticktide.theme";
const prefersLight = matchMedia("(prefers-color-scheme: light)");

/** @typedef {"dark" | "light"} Theme */

/** Dark or light: the system's wish until the user chooses; the choice is remembered. */
export class ThemeSwitch {
  #onChange;

  /** @param {(theme: Theme) => void} onChange called after the page has its new colours */
  constructor(onChange) {
    this.#onChange = onChange;
    prefersLight.addEventListener("change", () => this.#apply());
    this.#apply();
  }

  /** @returns {Theme} */
  get theme() {
    const chosen = localStorage.getItem(STORED);
    return chosen === "dark" || chosen === "light" ? chosen : prefersLight.matches ? "light" : "dark";
  }

  toggle() {
    localStorage.setItem(STORED, this.theme === "dark" ? "light" : "dark");
    this.#apply();
  }

  #apply() {
    document.documentElement.dataset.theme = this.theme;
    this.#onChange(this.theme);
  }
}
