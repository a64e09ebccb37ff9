import { byId, write } from "./element.js";
import { WatchRow } from "./watch-row.js";

/** @typedef {import("./http-api.js").Listed} Listed */
/** @typedef {import("./http-api.js").HttpApi} HttpApi */
/** @typedef {import("../client/ticktide.js").TicktideClient} TicktideClient */

/** Symbols watched; all others are found by the search. */
const ROWS = 30;
const MAX_RATE = 4;
const HISTORY_MINUTES = 60;
/** History requests under way at once: a watchlist must not crowd out the chart's own. */
const FETCHES = 3;

/** The first symbols and those that were searched for, each with live prices. */
export class Watchlist {
  #element = byId("watchlist");
  #count = byId("watch-count");
  #client;
  #api;
  #painter;
  /** @type {Map<string, WatchRow>} */
  #rows = new Map();
  /** @type {Map<string, import("../client/types.js").Subscription[]>} */
  #subscriptions = new Map();
  #selected = "";
  /** Counts {@link moved}, so that history of another time is not taken. */
  #moves = 0;

  /**
   * @param {TicktideClient} client
   * @param {HttpApi} api
   * @param {import("./painter.js").Painter} painter
   * @param {(sym: string) => void} onSelect
   */
  constructor(client, api, painter, onSelect) {
    this.#client = client;
    this.#api = api;
    this.#painter = painter;
    this.#element.addEventListener("click", (event) => {
      const row = event.target instanceof Element && event.target.closest("li");
      if (row) {
        onSelect(row.id.slice("watch-".length));
      }
    });
  }

  /**
   * Watches the first of these; rows of symbols that are still known stay.
   * @param {readonly Listed[]} listed
   */
  show(listed) {
    const known = new Map(listed.map((symbol) => [symbol.sym, symbol]));
    for (const sym of [...this.#rows.keys()]) {
      if (!known.has(sym)) {
        this.#remove(sym);
      }
    }
    listed.slice(0, ROWS).forEach((symbol) => this.#add(symbol, false));
    write(this.#count, listed.length > ROWS ? `${this.#rows.size} of ${listed.length}` : `${this.#rows.size}`);
    void this.#loadHistory([...this.#rows.keys()]);
  }

  /**
   * All streams begin anew at another time.
   * @param {boolean} otherMarket whether the instruments are others: {@link show} will tell them
   */
  moved(otherMarket) {
    this.#moves += 1;
    if (otherMarket) {
      [...this.#rows.keys()].forEach((sym) => this.#remove(sym));
      return;
    }
    for (const row of this.#rows.values()) {
      row.clear();
      this.#painter.changed(row);
    }
    void this.#loadHistory([...this.#rows.keys()]);
  }

  /** Connected again: loads what could not be loaded before. */
  resume() {
    void this.#loadHistory([...this.#rows].filter(([, row]) => !row.hasHistory).map(([sym]) => sym));
  }

  /** @param {Listed} listed selected, perhaps from the search: watched from now on */
  select(listed) {
    if (!this.#rows.has(listed.sym)) {
      this.#add(listed, true);
      void this.#loadHistory([listed.sym]);
    }
    const before = this.#rows.get(this.#selected);
    if (before) {
      before.selected = false;
    }
    this.#selected = listed.sym;
    const row = this.#rows.get(listed.sym);
    if (row) {
      row.selected = true;
      row.element.scrollIntoView({ block: "nearest", inline: "nearest" });
      this.#element.setAttribute("aria-activedescendant", row.element.id);
    }
  }

  /**
   * @param {number} step -1 for the row above, 1 for the one below
   * @returns {string | undefined} symbol of that row
   */
  neighbour(step) {
    const syms = [...this.#element.children].map((row) => row.id.slice("watch-".length));
    const at = syms.indexOf(this.#selected);
    return syms[Math.max(0, Math.min(syms.length - 1, at + step))];
  }

  /**
   * @param {Listed} listed
   * @param {boolean} first
   */
  #add(listed, first) {
    const { sym } = listed;
    if (this.#rows.has(sym)) {
      return;
    }
    const row = new WatchRow(listed);
    this.#rows.set(sym, row);
    this.#element[first ? "prepend" : "append"](row.element);
    const painted = () => this.#painter.changed(row);
    const options = { maxRate: MAX_RATE, resume: false, onError: painted };
    this.#subscriptions.set(sym, [
      this.#client.subscribe([sym], { ...options, channel: "quote" }, (quote) => (row.onQuote(quote), painted())),
      this.#client.subscribe([sym], { ...options, channel: "trade" }, (trade) => (row.onTrade(trade), painted())),
      this.#client.subscribe([sym], { channel: "status" }, (status) => (row.onStatus(status), painted())),
    ]);
  }

  /** @param {string} sym */
  #remove(sym) {
    this.#rows.get(sym)?.element.remove();
    this.#rows.delete(sym);
    this.#subscriptions.get(sym)?.forEach((subscription) => subscription.unsubscribe());
    this.#subscriptions.delete(sym);
  }

  /** @param {string[]} syms */
  async #loadHistory(syms) {
    const queue = [...syms];
    const moves = this.#moves;
    const work = async () => {
      for (let sym = queue.shift(); sym !== undefined; sym = queue.shift()) {
        const row = this.#rows.get(sym);
        if (row && this.#client.state.name === "live") {
          const { isOpen, state } = this.#client.replay;
          const moment = isOpen ? { recording: state.recording, toNs: state.positionNs } : null;
          const bars = await this.#api.bars(sym, "1m", HISTORY_MINUTES, moment);
          if (this.#rows.get(sym) === row && this.#moves === moves) {
            row.history(bars);
            this.#painter.changed(row);
          }
        }
      }
    };
    // Without history a row still lives: its change then counts from the first trade seen.
    await Promise.allSettled(Array.from({ length: FETCHES }, work));
  }
}
