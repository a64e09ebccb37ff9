import {
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  HistogramSeries,
  createChart,
} from "../vendor/lightweight-charts/lightweight-charts.standalone.production.mjs";
import { byId } from "./element.js";
import { fixed } from "./format.js";

/** @typedef {import("./bars.js").Bar} Bar */
/** @typedef {import("./bars.js").Bars} Bars */

/** Bars in view when a chart opens, if it is wide enough. */
const BARS_IN_VIEW = 140;

/** @param {string} name of a custom property in theme.css */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Candles and volume of one instrument and interval. Painted by the painter, at most once a frame. */
export class PriceChart {
  #chart;
  #candles;
  #volume;
  /** @type {Bars | null} */
  #bars = null;
  #upBar = "";
  #downBar = "";
  #drawnTime = 0;
  #fresh = true;

  /** @param {(bar: Bar | undefined) => void} onCrosshair bar under the crosshair */
  constructor(onCrosshair) {
    this.#chart = createChart(byId("chart"), {
      autoSize: true,
      // The attribution is in the footer; the library's own logo needs an inline style.
      layout: { attributionLogo: false, fontSize: 11 },
      crosshair: { mode: CrosshairMode.Normal },
      rightPriceScale: { scaleMargins: { top: 0.12, bottom: 0.24 }, minimumWidth: 64 },
      timeScale: { rightOffset: 6, minBarSpacing: 0.6, timeVisible: true },
    });
    this.#candles = this.#chart.addSeries(CandlestickSeries, { borderVisible: false });
    this.#volume = this.#chart.addSeries(HistogramSeries, {
      priceFormat: { type: "volume" },
      priceScaleId: "",
      lastValueVisible: false,
      priceLineVisible: false,
    });
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    this.#chart.subscribeCrosshairMove(({ time }) => {
      onCrosshair(time === undefined ? undefined : this.#bars?.all.find((bar) => bar.time === time));
    });
    this.recolour();
  }

  /** Bars drawn. */
  get drawn() {
    return this.#candles.data().length;
  }

  /**
   * The candle that is drawn at a time.
   * @param {number} time seconds since the Unix epoch
   */
  candleAt(time) {
    return this.#candles.data().find((candle) => candle.time === time);
  }

  /** Takes the colours of the page's theme. */
  recolour() {
    const [up, down, line] = ["--up", "--down", "--line"].map(colour);
    this.#upBar = colour("--up-bar");
    this.#downBar = colour("--down-bar");
    const grid = { color: colour("--grid") };
    const crosshair = { color: colour("--crosshair"), labelBackgroundColor: colour("--line-strong") };
    this.#chart.applyOptions({
      layout: {
        background: { type: ColorType.Solid, color: colour("--panel") },
        textColor: colour("--muted"),
        fontFamily: getComputedStyle(document.body).fontFamily,
      },
      grid: { vertLines: grid, horzLines: grid },
      crosshair: { vertLine: crosshair, horzLine: crosshair },
      rightPriceScale: { borderColor: line },
      timeScale: { borderColor: line },
    });
    this.#candles.applyOptions({ upColor: up, downColor: down, wickUpColor: up, wickDownColor: down });
    if (this.#bars) {
      this.#drawAll(this.#bars.all);
    }
  }

  /**
   * Shows other bars; those of before are gone.
   * @param {Bars} bars
   * @param {{priceScale: number, tickSize: string, intervalSec: number}} shape
   */
  show(bars, { priceScale, tickSize, intervalSec }) {
    this.#bars = bars;
    this.#fresh = true;
    this.#chart.applyOptions({ localization: { priceFormatter: (/** @type {number} */ price) => fixed(price, priceScale) } });
    const minMove = Math.max(Number(tickSize), 10 ** -priceScale);
    this.#candles.applyOptions({ priceFormat: { type: "price", precision: priceScale, minMove } });
    this.#chart.applyOptions({ timeScale: { secondsVisible: intervalSec < 60, timeVisible: intervalSec < 86_400 } });
    this.#drawAll(bars.all);
  }

  paint() {
    const changed = this.#bars?.takeChanged();
    if (changed === undefined) {
      return;
    }
    if (changed === null) {
      this.#drawAll(this.#bars?.all ?? []);
      return;
    }
    for (const bar of changed) {
      // A corrected bar is older than the last one, which update() refuses unless told.
      const historical = bar.time < this.#drawnTime;
      this.#candles.update(this.#candle(bar), historical);
      this.#volume.update(this.#column(bar), historical);
      this.#drawnTime = Math.max(this.#drawnTime, bar.time);
    }
  }

  /** @param {readonly Bar[]} bars */
  #drawAll(bars) {
    this.#candles.setData(bars.map((bar) => this.#candle(bar)));
    this.#volume.setData(bars.map((bar) => this.#column(bar)));
    this.#drawnTime = bars.at(-1)?.time ?? 0;
    if (this.#fresh && bars.length > 1) {
      this.#fresh = false;
      const inView = Math.min(BARS_IN_VIEW, this.#chart.timeScale().width() / 6);
      this.#chart.timeScale().setVisibleLogicalRange({ from: bars.length - inView, to: bars.length + 5 });
      this.#chart.priceScale("right").setAutoScale(true);
    }
  }

  /** @param {Bar} bar */
  #candle({ time, open, high, low, close }) {
    return { time: /** @type {import("lightweight-charts").UTCTimestamp} */ (time), open, high, low, close };
  }

  /** @param {Bar} bar */
  #column({ time, open, close, volume }) {
    return {
      time: /** @type {import("lightweight-charts").UTCTimestamp} */ (time),
      value: volume,
      color: close >= open ? this.#upBar : this.#downBar,
    };
  }
}
