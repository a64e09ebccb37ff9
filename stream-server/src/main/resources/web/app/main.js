import { TicktideClient } from "../client/ticktide.js";
import { AccessToken } from "./access-token.js";
import { BookLadder } from "./book-ladder.js";
import { PriceChart } from "./chart.js";
import { ConnectionView } from "./connection-view.js";
import { readLink, writeLink } from "./deep-link.js";
import { byId, write } from "./element.js";
import { Footer } from "./footer.js";
import { HttpApi } from "./http-api.js";
import { InstrumentView } from "./instrument-view.js";
import { IntervalTabs } from "./interval-tabs.js";
import { listenToKeys } from "./keyboard.js";
import { Legend } from "./legend.js";
import { Painter } from "./painter.js";
import { SearchBox } from "./search-box.js";
import { Selection } from "./selection.js";
import { TradeTape } from "./tape.js";
import { ThemeSwitch } from "./theme.js";
import { TokenPrompt } from "./token-prompt.js";
import { Watchlist } from "./watchlist.js";

// Puts the page together: the only module that knows all others.

/** @typedef {import("./http-api.js").Listed} Listed */

const DEFAULT_INTERVAL = "1m";
/** A server that has just started may not have read its instruments yet. */
const SYMBOLS_RETRY_MS = 2_000;

/** Errors of the stream that another token mends: required, bad, expired. */
const TOKEN_ERRORS = new Set([400, 401, 402]);

const prompt = new TokenPrompt();
// While the user is asked no connection is made that the server would close again.
const access = new AccessToken(sessionStorage, (reason) => prompt.ask(reason), {
  onAsk: () => client.close(),
  onGiven: () => client.connect(),
});
/** @type {string | null} what the stream was shown last */
let shown = null;
const client = new TicktideClient({ token: () => (shown = access.text) });
const api = new HttpApi(access);
const painter = new Painter();
const legend = new Legend();
const chart = new PriceChart((bar) => {
  legend.point(bar);
  painter.changed(legend);
});
const tape = new TradeTape();
const selection = new Selection(client, api, painter, { chart, legend, tape, instrument: new InstrumentView(), ladder: new BookLadder() });
const watchlist = new Watchlist(client, api, painter, (sym) => select(sym));
const tabs = new IntervalTabs((interval) => select(selection.listed?.sym ?? "", interval));
const search = new SearchBox((sym) => select(sym));
const connection = new ConnectionView(client, () => ({
  sym: selection.listed?.sym ?? "",
  silentMs: selection.listed ? selection.silentMs : 0,
}));
const footer = new Footer(client, selection.ages);
const theme = new ThemeSwitch(() => chart.recolour());

/** @type {Map<string, Listed>} */
let listed = new Map();
let epoch = "";
let loading = false;

/**
 * @param {string} sym
 * @param {string} [interval]
 */
function select(sym, interval = selection.interval) {
  const wanted = listed.get(sym);
  if (!wanted) {
    return;
  }
  watchlist.select(wanted);
  tabs.select(interval);
  selection.show(wanted, interval);
  history.replaceState(null, "", writeLink(sym, interval));
}

async function loadSymbols() {
  let symbols = await api.symbols();
  while (symbols.length === 0) {
    write(byId("chart-note"), "Waiting for the feed's first instruments…");
    await new Promise((resolve) => setTimeout(resolve, SYMBOLS_RETRY_MS));
    symbols = await api.symbols();
  }
  listed = new Map(symbols.map((symbol) => [symbol.sym, symbol]));
  search.over(symbols);
  watchlist.show(symbols);
  const link = readLink(location.search);
  const held = selection.listed?.sym ?? link.symbol ?? "";
  const interval = selection.listed ? selection.interval : link.interval ?? DEFAULT_INTERVAL;
  select(listed.has(held) ? held : symbols[0].sym, interval);
}

client.addEventListener("welcome", (event) => {
  const { detail } = /** @type {CustomEvent<import("../client/types.js").Welcome>} */ (event);
  const anew = epoch !== detail.epoch;
  epoch = detail.epoch;
  footer.welcome(detail);
  if (anew || (listed.size === 0 && !loading)) {
    loading = true;
    loadSymbols()
      .catch((error) => write(byId("chart-note"), `Symbols could not be loaded: ${error.message}`))
      .finally(() => (loading = false));
  } else {
    watchlist.resume();
  }
});
client.addEventListener("error", (event) => {
  const { code, text } = /** @type {CustomEvent<{code: number, text: string}>} */ (event).detail;
  if (TOKEN_ERRORS.has(code)) {
    access.another(shown, text).catch((error) => write(byId("chart-note"), `Not connected: ${error.message}`));
  }
});
client.addEventListener("state", () => painter.changed(connection));

byId("theme").addEventListener("click", () => theme.toggle());
listenToKeys({
  search: () => search.focus(),
  symbol: (step) => select(watchlist.neighbour(step) ?? ""),
  intervalStep: (step) => select(selection.listed?.sym ?? "", tabs.neighbour(step)),
  interval: (interval) => select(selection.listed?.sym ?? "", interval),
  theme: () => theme.toggle(),
});

const everySecond = { paint: () => (connection.paint(), footer.paint(), tape.tick(1)) };
setInterval(() => painter.changed(everySecond), 1_000);

// For tests and the curious: what is going on, read-only.
Object.defineProperty(window, "ticktide", {
  value: Object.freeze({
    get counters() {
      return structuredClone({ ...client.counters });
    },
    get connection() {
      return client.state;
    },
    get symbol() {
      return selection.listed?.sym ?? null;
    },
    get interval() {
      return selection.interval;
    },
    get barsDrawn() {
      return chart.drawn;
    },
    get lastBar() {
      return selection.bars.last ?? null;
    },
    get framesPainted() {
      return painter.frames;
    },
    get clockOffsetMs() {
      return client.clockOffsetMs;
    },
  }),
});

client.connect();
