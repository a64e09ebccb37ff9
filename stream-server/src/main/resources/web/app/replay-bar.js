import { densityPath } from "./density.js";
import { byId, make, write } from "./element.js";
import { moment, span } from "./format.js";
import { SPEEDS } from "./replay-keys.js";

/** @typedef {import("./http-api.js").RecordingListed} RecordingListed */
/** @typedef {import("./replay-control.js").ReplayControl} ReplayControl */
/** @typedef {import("../client/replay.js").Replay} Replay */

const DENSITY_HEIGHT = 24;
const NOTHING_YET = "There is no recording yet. A server records with --record, and offers those in replay.dir.";

/** @type {Readonly<Record<string, string>>} */
const STATES = Object.freeze({ live: "Live", playing: "Playing", paused: "Paused", ended: "At the end" });

/** Chooses a recording, shows where its replay is, and steers it. */
export class ReplayBar {
  #bar = byId("replay-bar");
  #toggle = byId("replay-toggle");
  #chooser = /** @type {HTMLSelectElement} */ (byId("replay-recording"));
  #play = /** @type {HTMLButtonElement} */ (byId("replay-play"));
  #step = /** @type {HTMLButtonElement} */ (byId("replay-step"));
  #speed = /** @type {HTMLSelectElement} */ (byId("replay-speed"));
  #slider = /** @type {HTMLInputElement} */ (byId("replay-seek"));
  #live = /** @type {HTMLButtonElement} */ (byId("replay-live"));
  #clock = byId("replay-clock");
  #state = byId("replay-state");
  #note = byId("replay-note");
  #density = /** @type {NodeListOf<SVGPathElement>} */ (this.#bar.querySelectorAll(".density path"));
  #replay;
  #control;
  #load;
  /** @type {RecordingListed[]} */
  #recordings = [];
  #problem = "";
  #drawn = "";
  #dragging = false;
  /** Whether the speed was chosen with a mouse or a finger. */
  #pointed = false;

  /**
   * @param {Replay} replay
   * @param {ReplayControl} control
   * @param {() => Promise<RecordingListed[]>} load what recordings there are
   */
  constructor(replay, control, load) {
    this.#replay = replay;
    this.#control = control;
    this.#load = load;
    this.#toggle.addEventListener("click", () => this.toggle());
    this.#play.addEventListener("click", () => control.toggle());
    this.#step.addEventListener("click", () => control.step());
    this.#live.addEventListener("click", () => this.#leave());
    this.#speed.append(...SPEEDS.map((speed) => option(String(speed), `${speed}×`)));
    this.#speed.addEventListener("pointerdown", () => (this.#pointed = true));
    this.#speed.addEventListener("keydown", () => (this.#pointed = false));
    this.#speed.addEventListener("change", () => this.#changeSpeed());
    this.#chooser.addEventListener("change", () => this.#choose());
    this.#slider.addEventListener("input", () => {
      this.#dragging = true;
      control.seek(this.#slidMs);
      this.paint();
    });
    this.#slider.addEventListener("change", () => (this.#dragging = false));
  }

  get #chosenSpeed() {
    return Number(this.#speed.value);
  }

  get #slidMs() {
    const { firstMs } = this.#replay.state;
    return firstMs + Number(this.#slider.value);
  }

  /** Shows the bar, or hides it if no replay is open. */
  toggle() {
    if (this.#bar.hidden) {
      this.#show(true);
      void this.#refresh();
      this.#chooser.focus();
    } else if (!this.#replay.isOpen) {
      this.#show(false);
    } else {
      this.#play.focus();
    }
  }

  /** @param {string} text what went wrong; empty: nothing */
  complain(text) {
    this.#problem = text;
    this.paint();
  }

  paint() {
    const { state, isOpen } = this.#replay;
    if (isOpen && this.#bar.hidden) {
      this.#show(true);
      void this.#refresh();
    }
    const busy = state.pending !== null;
    const playing = state.name === "playing";
    this.#bar.dataset.state = state.name;
    this.#bar.setAttribute("aria-busy", String(busy));
    for (const control of [this.#play, this.#step, this.#slider, this.#live]) {
      control.disabled = !isOpen;
    }
    this.#step.disabled = !isOpen || playing || state.name === "ended";
    this.#play.setAttribute("aria-label", playing ? "Pause" : state.name === "ended" ? "Play from the start" : "Play");
    this.#play.dataset.shows = playing ? "pause" : "play";
    if (isOpen && this.#chooser.value !== state.recording) {
      this.#chooser.value = state.recording;
    }
    this.#paintSpeed(state.speed, isOpen);
    this.#paintPlace();
    write(this.#state, isOpen ? (busy && state.pending !== "speed" ? "…" : STATES[state.name]) : "");
    this.#paintNote();
  }

  /**
   * @param {number | "max"} speed
   * @param {boolean} isOpen
   */
  #paintSpeed(speed, isOpen) {
    const value = String(speed);
    if (!isOpen || this.#speed.value === value || document.activeElement === this.#speed) {
      return;
    }
    if (![...this.#speed.options].some((one) => one.value === value)) {
      this.#speed.append(option(value, speed === "max" ? "max" : `${speed}×`));
    }
    this.#speed.value = value;
  }

  #paintPlace() {
    const { state, isOpen, positionMs } = this.#replay;
    const spanMs = Math.max(1, state.lastMs - state.firstMs);
    const atMs = this.#dragging ? this.#slidMs : Math.max(state.firstMs, positionMs);
    this.#slider.max = String(spanMs);
    if (!this.#dragging) {
      this.#slider.value = String(isOpen ? atMs - state.firstMs : 0);
    }
    const share = isOpen ? Math.min(1, (atMs - state.firstMs) / spanMs) : 0;
    this.#bar.style.setProperty("--done", `${(100 * share).toFixed(2)}%`);
    const text = isOpen ? moment(atMs) : "";
    const [day = "", time = ""] = text.split(" ");
    write(/** @type {Element} */ (this.#clock.firstElementChild), day);
    write(/** @type {Element} */ (this.#clock.lastElementChild), time);
    this.#slider.setAttribute("aria-valuetext", isOpen ? `${text} UTC, ${Math.round(100 * share)} % of the recording` : "no recording is open");
    this.#drawDensity(isOpen ? state.recording : this.#chooser.value);
  }

  /** @param {string} name */
  #drawDensity(name) {
    if (this.#drawn !== name) {
      this.#drawn = name;
      const density = this.#recordings.find((one) => one.name === name)?.density ?? [];
      this.#density.forEach((path) => path.setAttribute("d", densityPath(density, DENSITY_HEIGHT)));
    }
  }

  #paintNote() {
    const chosen = this.#recordings.find(({ name }) => name === this.#chooser.value);
    const remark = chosen && !chosen.isComplete && !chosen.isBeingWritten ? `Not complete: ${chosen.problems[0] ?? "it was not ended in good order"}` : "";
    const text = this.#problem || remark;
    this.#note.hidden = text === "";
    this.#note.dataset.kind = this.#problem ? "error" : "remark";
    this.#note.title = chosen?.problems.join("\n") ?? "";
    write(this.#note, text);
  }

  /** @param {boolean} shown */
  #show(shown) {
    this.#bar.hidden = !shown;
    this.#toggle.setAttribute("aria-expanded", String(shown));
  }

  #changeSpeed() {
    if (!this.#replay.isOpen) {
      return;
    }
    this.#control.speed(this.#chosenSpeed);
    if (this.#pointed) {
      // Who points does not need the list's keys, which are the replay's, too.
      this.#play.focus({ preventScroll: true });
    }
  }

  #leave() {
    this.#control.live();
    this.#toggle.focus();
  }

  #choose() {
    this.#problem = "";
    const name = this.#chooser.value;
    if (name !== "") {
      void this.#open(name);
    }
    this.paint();
  }

  /** @param {string} name */
  async #open(name) {
    await this.#control.open(name, this.#chosenSpeed);
    this.paint();
    // A list keeps most keys to itself; now they are to steer the replay.
    if (document.activeElement === this.#chooser) {
      this.#play.focus();
    }
  }

  /** Asks what recordings there are. */
  async #refresh() {
    try {
      this.#recordings = await this.#load();
      this.#problem = this.#recordings.length === 0 ? NOTHING_YET : "";
    } catch (error) {
      this.#problem = `Recordings could not be listed: ${error instanceof Error ? error.message : error}`;
    }
    const kept = this.#replay.isOpen ? this.#replay.state.recording : this.#chooser.value;
    const first = option("", this.#recordings.length === 0 ? "No recordings" : "Choose a recording…");
    this.#chooser.replaceChildren(first, ...this.#recordings.map((one) => option(one.name, describe(one), one.first === undefined)));
    this.#chooser.disabled = this.#recordings.length === 0;
    this.#chooser.value = this.#recordings.some(({ name }) => name === kept) ? kept : "";
    this.#drawn = "\0";
    this.paint();
  }
}

/** @param {RecordingListed} recording */
function describe({ name, first, last, symbols = [], isBeingWritten }) {
  if (first === undefined || last === undefined) {
    return `${name} – cannot be read`;
  }
  const [firstMs, lastMs] = [first, last].map((ns) => Number(BigInt(ns) / 1_000_000n));
  const what = symbols.length === 1 ? symbols[0] : `${symbols.length} symbols`;
  const until = isBeingWritten ? "being recorded" : span(lastMs - firstMs);
  return `${name} – ${moment(firstMs).slice(0, 16)}, ${until}, ${what}`;
}

/**
 * @param {string} value
 * @param {string} text
 * @param {boolean} [disabled]
 */
function option(value, text, disabled = false) {
  const element = /** @type {HTMLOptionElement} */ (make("option", "", text));
  element.value = value;
  element.disabled = disabled;
  return element;
}
