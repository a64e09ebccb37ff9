import { intervalSeconds } from "../client/intervals.js";
import { AgeWindow } from "./age-window.js";
import { LADDER_DEPTH } from "./book-ladder.js";
import { Bars } from "./bars.js";
import { byId, write } from "./element.js";

/** @typedef {import("./http-api.js").Listed} Listed */
/** @typedef {import("./http-api.js").HttpApi} HttpApi */
/** @typedef {import("../client/ticktide.js").TicktideClient} TicktideClient */

const HISTORY_BARS = 1000;
const MAX_RATE = 25;
const BOOK_RATE = 10;
/** The snapshot that follows a subscription is surely there. */
const SNAPSHOT_MS = 80;

/**
 * @typedef {object} Views
 * @property {import("./chart.js").PriceChart} chart
 * @property {import("./legend.js").Legend} legend
 * @property {import("./tape.js").TradeTape} tape
 * @property {import("./instrument-view.js").InstrumentView} instrument
 * @property {import("./book-ladder.js").BookLadder} ladder
 */

/**
 * The selected symbol and interval: its subscriptions and its bars. History is fetched once the server has confirmed
 * the live bars, at first and after each reconnect, so that no bar falls in between; {@link Bars} merges the two.
 */
export class Selection {
  bars = new Bars();
  /** @type {Listed | null} */
  listed = null;
  interval = "1m";
  /**
   * Ages of the symbol's quotes and trades, clock offset not corrected: its estimate gets better after they came. Those
   * of other symbols would tell of the wait for the watchlist's low rate.
   */
  ages = new AgeWindow();
  #client;
  #api;
  #painter;
  #views;
  #note = byId("chart-note");
  /** @type {import("../client/types.js").Subscription[]} */
  #prices = [];
  /** @type {import("../client/types.js").Subscription | null} */
  #candles = null;
  /** @type {import("../client/types.js").Subscription | null} */
  #book = null;
  /** Whether the page has room for the ladder: what nobody sees is not asked for. */
  #ladderFits = matchMedia("(min-width: 1101px) and (min-height: 720px)");
  #updatedMs = Date.now();
  /** Newest time that the bars tell of, in a replay, ms since the Unix epoch. */
  #toldMs = 0;

  /**
   * @param {TicktideClient} client
   * @param {HttpApi} api
   * @param {import("./painter.js").Painter} painter
   * @param {Views} views
   */
  constructor(client, api, painter, views) {
    this.#client = client;
    this.#api = api;
    this.#painter = painter;
    this.#views = views;
    this.#ladderFits.addEventListener("change", () => this.#subscribeBook());
  }

  /** ms since the symbol's last update of any kind. */
  get silentMs() {
    return Date.now() - this.#updatedMs;
  }

  /**
   * @param {Listed} listed
   * @param {string} interval
   */
  show(listed, interval) {
    if (listed !== this.listed) {
      this.listed = listed;
      this.#clearPrices(listed);
      this.#subscribePrices(listed.sym);
      this.#subscribeBook();
    }
    this.interval = interval;
    this.#showBars(listed, interval);
  }

  /** All streams begin anew at another time: what is shown is not of it. */
  moved() {
    this.#toldMs = 0;
    if (this.listed) {
      this.#clearPrices(this.listed);
      this.#clearBars(this.listed, this.interval);
    }
  }

  /** @param {Listed} listed */
  #clearPrices(listed) {
    this.#updatedMs = Date.now();
    this.ages.reset();
    this.#views.tape.show(listed);
    this.#views.instrument.show(listed);
    this.#views.ladder.show(listed);
  }

  /** @param {string} sym */
  #subscribePrices(sym) {
    const { instrument, tape } = this.#views;
    const before = this.#prices;
    this.#prices = [
      this.#client.subscribe([sym], { channel: "quote", maxRate: MAX_RATE, resume: false }, (quote) => {
        instrument.onQuote(quote);
        this.#updated(quote, instrument);
      }),
      this.#client.subscribe([sym], { channel: "status" }, (status) => {
        instrument.onStatus(status);
        this.#painter.changed(instrument);
      }),
      this.#client.subscribe([sym], { channel: "trade", maxRate: MAX_RATE }, (trade) => {
        instrument.onTrade(trade);
        tape.add(trade);
        this.#updated(trade, instrument);
        this.#painter.changed(tape);
      }),
    ];
    before.forEach((subscription) => subscription.unsubscribe());
  }

  #subscribeBook() {
    const { ladder } = this.#views;
    const before = this.#book;
    const options = { channel: /** @type {const} */ ("book"), depth: LADDER_DEPTH, maxRate: BOOK_RATE };
    this.#book = null;
    if (this.listed && this.#ladderFits.matches) {
      this.#book = this.#client.subscribe([this.listed.sym], options, (update) => {
        if (ladder.onBook(update)) {
          this.#painter.changed(ladder);
        }
      });
    }
    before?.unsubscribe();
  }

  /**
   * @param {Listed} listed
   * @param {string} interval
   */
  #showBars(listed, interval) {
    this.#candles?.unsubscribe();
    this.#clearBars(listed, interval);
    const { chart, legend } = this.#views;
    const options = { channel: /** @type {const} */ ("candle"), interval, maxRate: MAX_RATE };
    const onSubscribed = () => this.#fetchSoon();
    this.#candles = this.#client.subscribe([listed.sym], { ...options, onSubscribed }, (candle) => {
      this.#toldMs = Math.max(this.#toldMs, candle.tsEventMs);
      if (this.bars.merge(candle)) {
        this.#painter.changed(chart);
        this.#painter.changed(legend);
        this.#noteBars();
      }
    });
  }

  /**
   * @param {Listed} listed
   * @param {string} interval
   */
  #clearBars(listed, interval) {
    const bars = new Bars();
    const { chart, legend, instrument } = this.#views;
    const shape = { ...listed, intervalSec: intervalSeconds(interval) };
    this.bars = bars;
    chart.show(bars, shape);
    legend.show(bars, shape);
    instrument.over(bars);
    this.#noteBars(this.#client.state.name === "live" ? "Loading history…" : "Not connected: history will follow");
    this.#painter.changed(legend);
    this.#painter.changed(instrument);
  }

  /**
   * The server confirmed the bars. In a replay what is fetched must reach up to the snapshot, yet not beyond the
   * present position: that snapshot tells how far it may go.
   */
  #fetchSoon() {
    const { bars } = this;
    if (!this.#client.replay.isOpen) {
      void this.#fetchHistory();
      return;
    }
    setTimeout(() => {
      if (bars === this.bars) {
        void this.#fetchHistory();
      }
    }, SNAPSHOT_MS);
  }

  /** The place of the replay that bars may be fetched up to; null when there is none. */
  get #moment() {
    const { isOpen, state } = this.#client.replay;
    const toldNs = BigInt(Math.ceil(this.#toldMs * 1000)) * 1000n;
    return isOpen ? { recording: state.recording, toNs: toldNs > state.positionNs ? toldNs : state.positionNs } : null;
  }

  /** Fetches what happened before the subscription, or while disconnected. */
  async #fetchHistory() {
    const { bars, interval } = this;
    let emptyText = "No bars yet: the first trade starts one";
    try {
      bars.mergeAll(await this.#api.bars(this.listed?.sym ?? "", interval, HISTORY_BARS, this.#moment));
    } catch (error) {
      emptyText = `History could not be loaded: ${error instanceof Error ? error.message : error}`;
    }
    if (bars !== this.bars) {
      // Another symbol or interval was selected meanwhile.
      return;
    }
    this.#noteBars(emptyText);
    this.#painter.changed(this.#views.chart);
    this.#painter.changed(this.#views.legend);
    this.#painter.changed(this.#views.instrument);
  }

  /** @param {string} [emptyText] what to say while there are no bars */
  #noteBars(emptyText = "Loading history…") {
    this.#note.hidden = this.bars.size > 0;
    write(this.#note, emptyText);
  }

  /**
   * @param {import("../client/types.js").Event} event
   * @param {import("./painter.js").Paintable} view
   */
  #updated({ snapshot, catchUp, ageMs }, view) {
    if (!snapshot && !catchUp) {
      this.#updatedMs = Date.now();
      if (this.#client.roundTripMs !== null) {
        this.ages.add(ageMs - this.#client.clockOffsetMs);
      }
    }
    this.#painter.changed(view);
  }
}
