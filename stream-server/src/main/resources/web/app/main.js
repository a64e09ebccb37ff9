import { intervalSeconds } from "../client/intervals.js";
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
import { ReplayBar } from "./replay-bar.js";
import { ReplayControl } from "./replay-control.js";
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

/** The slider of a replay moves this often. */
const REPLAY_TICK_MS = 200;

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
const instrument = new InstrumentView();
const selection = new Selection(client, api, painter, { chart, legend, tape, instrument, ladder: new BookLadder() });
const watchlist = new Watchlist(client, api, painter, (sym) => select(sym));
const tabs = new IntervalTabs((interval) => select(selection.listed?.sym ?? "", interval));
const search = new SearchBox((sym) => select(sym));
const connection = new ConnectionView(client, () => ({
  sym: selection.listed?.sym ?? "",
  // A paused recording is silent, and nothing is wrong with it.
  silentMs: selection.listed && !client.replay.isOpen ? selection.silentMs : 0,
}));
const footer = new Footer(client, selection.ages);
const theme = new ThemeSwitch(() => chart.recolour());
const replayControl = new ReplayControl(client.replay, () => intervalSeconds(selection.interval) * 1000, (text) => replayBar.complain(text));
const replayBar = new ReplayBar(client.replay, replayControl, () => api.recordings());

/** @type {Map<string, Listed>} */
let listed = new Map();
let epoch = "";
/** Whose symbols are shown: those of a recording, or of the present when empty. */
let market = "";
/** Counts loads, so that a slow one does not win over a later one. */
let loads = 0;
let loading = false;
/** Whether the server itself replays, for everybody. */
let feedIsReplay = false;

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

/** @param {string} recording whose symbols are wanted; empty: those of the present */
async function loadSymbols(recording) {
  const load = ++loads;
  let symbols = await api.symbols(recording);
  while (symbols.length === 0 && load === loads) {
    write(byId("chart-note"), "Waiting for the feed's first instruments…");
    await new Promise((resolve) => setTimeout(resolve, SYMBOLS_RETRY_MS));
    symbols = await api.symbols(recording);
  }
  if (load !== loads) {
    return;
  }
  listed = new Map(symbols.map((symbol) => [symbol.sym, symbol]));
  search.over(symbols);
  watchlist.show(symbols);
  const link = readLink(location.search);
  const held = selection.listed?.sym ?? link.symbol ?? "";
  const interval = selection.listed ? selection.interval : link.interval ?? DEFAULT_INTERVAL;
  select(listed.has(held) ? held : symbols[0].sym, interval);
}

/**
 * Shows the symbols of where the connection is: in the present or in a recording.
 * @param {boolean} anew even if they are those that are shown
 * @returns {boolean} whether they are being loaded
 */
function followMarket(anew) {
  const { isOpen, willReopen, state } = client.replay;
  const wanted = isOpen ? state.recording : "";
  if (client.state.name !== "live" || willReopen) {
    return false;
  }
  if (wanted === market && !anew && (listed.size > 0 || loading)) {
    return false;
  }
  market = wanted;
  loading = true;
  loadSymbols(wanted)
    .catch((error) => write(byId("chart-note"), `Symbols could not be loaded: ${error.message}`))
    .finally(() => (loading = false));
  return true;
}

/** Says everywhere whether prices are of a recording. */
function showReplay() {
  const isReplay = feedIsReplay || client.replay.isOpen || client.replay.willReopen;
  byId("replay").hidden = byId("replay-mark").hidden = !isReplay;
  instrument.isReplay = isReplay;
  painter.changed(instrument);
  painter.changed(replayBar);
  painter.changed(connection);
}

client.addEventListener("welcome", (event) => {
  const { detail } = /** @type {CustomEvent<import("../client/types.js").Welcome>} */ (event);
  const anew = epoch !== detail.epoch;
  epoch = detail.epoch;
  footer.welcome(detail);
  feedIsReplay = detail.feed.replay;
  if (!followMarket(anew)) {
    watchlist.resume();
  }
  showReplay();
});
client.addEventListener("moved", (event) => {
  const { otherMarket } = /** @type {CustomEvent<{otherMarket: boolean}>} */ (event).detail;
  selection.moved();
  watchlist.moved(otherMarket && client.state.name === "live");
  followMarket(false);
});
client.addEventListener("replay", () => {
  followMarket(false);
  showReplay();
});
client.addEventListener("error", (event) => {
  const { code, text } = /** @type {CustomEvent<{code: number, text: string}>} */ (event).detail;
  if (TOKEN_ERRORS.has(code)) {
    access.another(shown, text).catch((error) => write(byId("chart-note"), `Not connected: ${error.message}`));
  }
});
client.addEventListener("state", () => painter.changed(connection));
client.addEventListener("feed", () => painter.changed(connection));

byId("theme").addEventListener("click", () => theme.toggle());
listenToKeys({
  search: () => search.focus(),
  symbol: (step) => select(watchlist.neighbour(step) ?? ""),
  intervalStep: (step) => select(selection.listed?.sym ?? "", tabs.neighbour(step)),
  interval: (interval) => select(selection.listed?.sym ?? "", interval),
  theme: () => theme.toggle(),
  recordings: () => replayBar.toggle(),
  replay: (key, times) => replayControl.press(key, times),
});

const everySecond = { paint: () => (connection.paint(), footer.paint(), tape.tick(1)) };
setInterval(() => painter.changed(everySecond), 1_000);
setInterval(() => client.replay.state.name === "playing" && painter.changed(replayBar), REPLAY_TICK_MS);

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
    get bars() {
      return structuredClone(selection.bars.all.map(({ time, open, high, low, close, volume, trades, state }) =>
        ({ time, open, high, low, close, volume, trades, state })));
    },
    /** @param {number} time seconds since the Unix epoch */
    candleAt(time) {
      return structuredClone(chart.candleAt(time) ?? null);
    },
    get replay() {
      const { name, recording, positionMs, firstMs, lastMs, speed, pending } = client.replay.state;
      return { name, recording, positionMs, firstMs, lastMs, speed, pending };
    },
    get clockOffsetMs() {
      return client.clockOffsetMs;
    },
  }),
});

client.connect();
