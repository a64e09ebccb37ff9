// What the browser tests ask of the page.
import { setTimeout as delay } from "node:timers/promises";

/** @typedef {import("playwright-core").Page} Page */

/**
 * The page's own account of itself (`window.ticktide`).
 * @param {Page} page
 */
export function probe(page) {
  return page.evaluate(() => {
    const { counters, connection, symbol, interval, barsDrawn, lastBar, framesPainted, replay } = /** @type {any} */ (window).ticktide;
    return { counters, connection: connection.name, symbol, interval, barsDrawn, lastBar, framesPainted, replay };
  });
}

/**
 * Waits until what the page tells of itself passes.
 * @param {Page} page
 * @param {string} expression over `t`, e.g. "t.barsDrawn > 10"
 * @param {number} [timeoutMs]
 */
export async function until(page, expression, timeoutMs = 20_000) {
  const asked = `(() => { const t = window.ticktide; return Boolean(t && (${expression})); })()`;
  if (!(await becomesTrue(page, asked, timeoutMs))) {
    throw new Error(`never true: ${expression}; the page says ${JSON.stringify(await probe(page))}`);
  }
}

/**
 * Waits until an expression holds in the page.
 * @param {Page} page
 * @param {string} expression over the page's globals
 */
export async function untilTrue(page, expression) {
  if (!(await becomesTrue(page, `Boolean(${expression})`, 20_000))) {
    throw new Error(`never true: ${expression}`);
  }
}

/**
 * Asks from outside: page.waitForFunction lets the page evaluate a text, which its policy forbids.
 * @param {Page} page
 * @param {string} expression
 * @param {number} timeoutMs
 */
async function becomesTrue(page, expression, timeoutMs) {
  const deadlineMs = Date.now() + timeoutMs;
  while (Date.now() < deadlineMs) {
    // It fails between two pages, while the one that was asked goes away.
    if (await page.evaluate(expression).catch(() => false)) {
      return true;
    }
    await delay(100);
  }
  return false;
}

/** Live, with a drawn history and live candles. @param {Page} page */
export async function untilDrawn(page) {
  await until(page, "t.connection.name === 'live' && t.barsDrawn > 0 && t.counters.messages > 20");
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/**
 * Pixels of the chart's canvases that have the colour of rising or falling candles in the present theme.
 * @param {Page} page
 * @returns {Promise<{candles: number, columns: number}>} columns are distinct x positions, so one long line is not many
 */
export function candlePixels(page) {
  return page.evaluate(() => {
    const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    /** @param {string} name */
    const rgb = (name) => {
      if (!paint) {
        throw new Error("no 2d context");
      }
      paint.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
      paint.fillRect(0, 0, 1, 1);
      return paint.getImageData(0, 0, 1, 1).data;
    };
    const colours = [rgb("--up"), rgb("--down")];
    const xs = new Set();
    let candles = 0;
    for (const canvas of document.querySelectorAll("#chart canvas")) {
      const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
      // A copy, so that reading does not change how the chart's own canvas is drawn.
      const copy = new OffscreenCanvas(width || 1, height || 1);
      const context = copy.getContext("2d");
      if (width < 300 || height < 150 || !context) {
        continue;
      }
      context.drawImage(/** @type {HTMLCanvasElement} */ (canvas), 0, 0);
      const { data } = context.getImageData(0, 0, width, height);
      for (let i = 0; i < data.length; i += 4) {
        if (colours.some((c) => c[0] === data[i] && c[1] === data[i + 1] && c[2] === data[i + 2]) && data[i + 3] === 255) {
          candles += 1;
          xs.add((i / 4) % width);
        }
      }
    }
    return { candles, columns: xs.size };
  });
}
