import { byId, write } from "./element.js";
import { staleText } from "./staleness.js";

/** @typedef {import("../client/ticktide.js").TicktideClient} TicktideClient */

/** The pill that says whether we are connected, and the banner that says when prices cannot be trusted. */
export class ConnectionView {
  #pill = byId("connection");
  #words = /** @type {Element} */ (this.#pill.querySelector("span"));
  #banner = byId("banner");
  #client;
  #symbol;

  /**
   * @param {TicktideClient} client
   * @param {() => {sym: string, silentMs: number}} symbol the selected one
   */
  constructor(client, symbol) {
    this.#client = client;
    this.#symbol = symbol;
    this.#pill.addEventListener("click", () => client.retryNow());
  }

  paint() {
    const { state, heartbeatLate, silentMs, replay, feed } = this.#client;
    const late = state.name === "live" && heartbeatLate;
    const isReplay = state.name === "live" && replay.isOpen;
    this.#pill.dataset.state = late ? "late" : isReplay ? "replay" : state.name;
    write(this.#words, late ? "No heartbeat" : isReplay ? "Connected" : this.#label(state));
    this.#pill.title = state.reason ? `${state.reason}${state.code ? ` (${state.code})` : ""}` : "";
    const { sym, silentMs: symbolSilentMs } = this.#symbol();
    const text = staleText({ connection: state.name, heartbeatLate, silentMs, sym, symbolSilentMs, feed: isReplay ? undefined : feed });
    this.#banner.hidden = text === null;
    write(this.#banner, text ?? "");
  }

  /** @param {import("../client/types.js").ConnectionState} state */
  #label({ name, retryAtMs, reason, attempt }) {
    switch (name) {
      case "live":
        return "Live";
      case "waiting":
        return `Reconnecting in ${Math.max(1, Math.ceil((retryAtMs - Date.now()) / 1000))} s`;
      case "closed":
        return `Closed: ${reason}`;
      default:
        return attempt > 0 ? `Reconnecting (${attempt})` : "Connecting";
    }
  }
}
