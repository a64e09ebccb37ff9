import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { openPage, screenshot } from "./chromium.mjs";
import { probe, until, untilDrawn, untilTrue } from "./page-probe.mjs";

// A recording of real trades in the page: what is drawn after a seek is what an independent sum of the same trades says.

const { TICKTIDE_URL: URL_OF_SERVER, TICKTIDE_RECORDING: RECORDING, TICKTIDE_EXPECTED: EXPECTED = "" } = process.env;
const needsRecording = URL_OF_SERVER && RECORDING
  ? {}
  : { skip: "set TICKTIDE_URL, TICKTIDE_RECORDING to a recording it offers, and TICKTIDE_EXPECTED to FILE.json#KEY of its truths" };

/** @typedef {{minute_bars: number, bars_sha256: string, first_bar: (number | string)[], trades: number}} Truth */

/** @type {import("./chromium.mjs").Watched} */
let desktop;
/** @type {Truth} */
let truth;

/** What the recording holds, by an independent computation. @returns {Truth} */
function expected() {
  const [file, key] = EXPECTED.split("#");
  return JSON.parse(readFileSync(file, "utf8"))[key].trade;
}

/**
 * The bars that the page shows, as EXPECTED.json writes them.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>}
 */
async function bars(page) {
  const all = /** @type {any[]} */ (await page.evaluate("window.ticktide.bars"));
  return all.map(({ time, open, high, low, close, volume, trades }) => [time, open, high, low, close, volume, trades].join());
}

/** @param {import("playwright-core").Page} page @param {number} time s @returns {Promise<any>} */
const candleAt = (page, time) => page.evaluate(`window.ticktide.candleAt(${time})`);

/** Puts the slider where a time is, as a click there does. @param {import("playwright-core").Page} page @param {number} timeMs */
async function slideTo(page, timeMs) {
  const { firstMs } = (await probe(page)).replay;
  await page.locator("#replay-seek").evaluate((slider, value) => {
    /** @type {HTMLInputElement} */ (slider).value = String(value);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
  }, timeMs - firstMs);
}

before(async () => {
  if (URL_OF_SERVER && RECORDING) {
    truth = expected();
    desktop = await openPage(`${new URL("/", URL_OF_SERVER)}?i=1m`);
    await untilDrawn(desktop.page);
  }
});

after(() => desktop?.close());

test("a recording is chosen, begins to play, and REPLAY is said everywhere", needsRecording, async () => {
  const { page } = desktop;
  await page.keyboard.press("r");
  await untilTrue(page, "document.querySelectorAll('#replay-recording option').length > 1");
  await screenshot(page, "replay-choose");
  await page.selectOption("#replay-recording", RECORDING ?? "");

  await until(page, "t.replay.name === 'playing' && t.symbol === 'BTCUSDT' && t.barsDrawn > 0");

  assert.ok(await page.isVisible("#replay"));
  assert.ok(await page.isVisible("#replay-mark"));
  await untilTrue(page, "document.title.startsWith('REPLAY · ')");
  assert.match((await page.textContent("#connection")) ?? "", /Connected/);
  assert.ok(((await page.getAttribute(".density .done", "d")) ?? "").length > 200, "the slider shows when much happened");
});

test("it plays at ten times its pace and pauses", needsRecording, async () => {
  const { page } = desktop;
  await page.selectOption("#replay-speed", "10");
  await until(page, "t.replay.speed === 10");
  const { replay: before } = await probe(page);
  await until(page, `t.replay.positionMs > ${before.positionMs + 20_000}`);
  await page.locator("#replay-speed").blur();

  await page.keyboard.press("Space");
  await until(page, "t.replay.name === 'paused' && t.replay.pending === null");

  // What was merged for the watchlist's low rate comes a little later.
  await page.waitForTimeout(1_000);
  const { replay: paused, counters } = await probe(page);
  await page.waitForTimeout(700);
  const later = await probe(page);
  assert.equal(later.replay.positionMs, paused.positionMs);
  assert.equal(later.counters.messages, counters.messages, "a paused recording tells nothing");
  assert.equal(await page.getAttribute("#replay-play", "aria-label"), "Play");
  await screenshot(page, "replay-paused-dark");
});

test("after a seek to a minute the candle drawn is the one of the trades themselves", needsRecording, async () => {
  const { page } = desktop;
  const [time, open, high, low, close, volume, trades] = truth.first_bar.map(Number);

  await slideTo(page, (time + 3 * 60 + 30) * 1_000);
  await until(page, `t.replay.pending === null && t.candleAt(${time}) && t.bars.length === 4`);

  assert.deepEqual(await candleAt(page, time), { time, open, high, low, close });
  assert.equal((await bars(page))[0], [time, open, high, low, close, volume, trades].join());
  assert.equal((await page.textContent("#replay-clock"))?.slice(-12), "23:57:30.000");
  const { replay, lastBar } = await probe(page);
  assert.equal(replay.name, "paused");
  assert.equal(lastBar.state, "OPEN");
});

test("back and forth by keys: a bar, the end with all bars, the start", needsRecording, async () => {
  const { page } = desktop;
  const { replay: at } = await probe(page);
  await page.keyboard.press("ArrowLeft");
  await until(page, `t.replay.pending === null && t.replay.positionMs < ${at.positionMs - 59_000} && t.bars.length === 3`);

  await page.keyboard.press("End");
  await until(page, `t.replay.pending === null && t.bars.length === ${truth.minute_bars}`);

  const lines = await bars(page);
  assert.equal(createHash("sha256").update(lines.join("\n")).digest("hex"), truth.bars_sha256);
  assert.equal(lines.reduce((sum, line) => sum + Number(line.split(",")[6]), 0), truth.trades);
  await screenshot(page, "replay-end");
  await page.keyboard.press("Home");
  await until(page, "t.replay.pending === null && t.replay.positionMs === t.replay.firstMs && t.bars.length <= 1");
});

test("a step tells the next event and no more", needsRecording, async () => {
  const { page } = desktop;
  await slideTo(page, (Number(truth.first_bar[0]) + 90) * 1_000);
  await until(page, "t.replay.pending === null && t.bars.length === 2 && t.replay.name === 'paused'");
  const { replay: before } = await probe(page);

  await page.keyboard.press(".");
  await until(page, `t.replay.pending === null && t.replay.positionMs > ${before.positionMs}`);

  const { replay: stepped } = await probe(page);
  assert.equal(stepped.name, "paused");
  assert.ok(stepped.positionMs < before.positionMs + 5_000, "the next event of a busy market is near");
});

test("what is drawn while it plays on is what the trades say", needsRecording, async () => {
  const { page } = desktop;
  await page.keyboard.press("+");
  await page.selectOption("#replay-speed", "100");
  await page.locator("#replay-speed").blur();
  await page.keyboard.press("Space");
  await until(page, "t.replay.name === 'ended'", 30_000);

  const lines = await bars(page);
  assert.equal(createHash("sha256").update(lines.join("\n")).digest("hex"), truth.bars_sha256);
});

test("the bar fits the light theme", needsRecording, async () => {
  const { page } = desktop;
  await slideTo(page, (Number(truth.first_bar[0]) + 200) * 1_000);
  await page.keyboard.press("t");
  await until(page, "t.replay.pending === null && document.documentElement.dataset.theme === 'light'");
  await page.waitForTimeout(700);
  await screenshot(page, "replay-light");
  await page.keyboard.press("t");
});

test("back to live the present is as it was, and nothing was lost on the way", needsRecording, async () => {
  const { page } = desktop;
  await page.click("#replay-live");
  await until(page, "t.replay.name === 'live' && t.symbol !== 'BTCUSDT' && t.barsDrawn > 100");
  await untilTrue(page, "!document.title.startsWith('REPLAY')");

  assert.equal(await page.isVisible("#replay"), false);
  assert.equal(await page.isVisible("#replay-mark"), false);
  const { counters } = await probe(page);
  assert.deepEqual([counters.violations, counters.unrouted, counters.decodeErrors], [0, 0, 0]);
  await until(page, `t.counters.messages > ${counters.messages + 50}`);
  assert.match((await page.textContent("#connection")) ?? "", /Live/);
});

test("nothing was complained about: no console error or warning, no failed request", needsRecording, () => {
  assert.deepEqual(desktop.complaints, []);
});

test("a phone has all of the bar in its width", needsRecording, async () => {
  const phone = await openPage(URL_OF_SERVER ?? "", { width: 390, height: 844, isMobile: true });
  const { page } = phone;
  try {
    await untilDrawn(page);
    await page.tap("#replay-toggle");
    await untilTrue(page, "document.querySelectorAll('#replay-recording option').length > 1");
    await page.selectOption("#replay-recording", RECORDING ?? "");
    await until(page, "t.replay.name === 'playing'");
    await slideTo(page, (Number(truth.first_bar[0]) + 200) * 1_000);
    await until(page, "t.replay.pending === null && t.bars.length === 4");
    await page.waitForTimeout(700);
    await screenshot(page, "replay-phone");

    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
    /** @type {{id: string, x: number, y: number, width: number, height: number}[]} */
    const boxes = [];
    for (const id of ["recording", "play", "step", "speed", "seek", "live", "clock", "state"]) {
      const box = await page.locator(`#replay-${id}`).boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844, `#replay-${id} is within the screen`);
      const over = boxes.find(({ x, y, width, height }) =>
        x < box.x + box.width && box.x < x + width && y < box.y + box.height && box.y < y + height);
      assert.equal(over?.id, undefined, `#replay-${id} lies over another part`);
      boxes.push({ id, ...box });
    }
    assert.ok(boxes[0].width > 150, "the recording's name can be read");
    assert.deepEqual(phone.complaints, []);
  } finally {
    await phone.close();
  }
});
