import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openPage, screenshot } from "./chromium.mjs";
import { candlePixels, probe, until, untilDrawn } from "./page-probe.mjs";

const URL_OF_SERVER = process.env.TICKTIDE_URL;
const needsServer = URL_OF_SERVER ? {} : { skip: "set TICKTIDE_URL to the address of a running server" };

/** @type {import("./chromium.mjs").Watched} */
let desktop;

before(async () => {
  if (URL_OF_SERVER) {
    desktop = await openPage(URL_OF_SERVER);
  }
});

after(() => desktop?.close());

test("candles are drawn from live binary frames", needsServer, async () => {
  const { page } = desktop;
  await untilDrawn(page);
  const { frames } = (await probe(page)).counters;
  await page.keyboard.press("1");
  // Some frames on, the bars are surely those of the new interval, its history among them.
  await until(page, `t.interval === '1s' && t.barsDrawn > 0 && t.lastBar && t.counters.frames > ${frames + 100}`);
  const earlier = await probe(page);

  await until(page, `t.counters.frames > ${earlier.counters.frames + 10} && t.lastBar.time > ${earlier.lastBar.time}`);

  const later = await probe(page);
  const pixels = await candlePixels(page);
  assert.ok(later.barsDrawn > earlier.barsDrawn, `${earlier.barsDrawn} bars, later ${later.barsDrawn}`);
  assert.ok(later.counters.messages > earlier.counters.messages);
  assert.ok(pixels.candles > 100 && pixels.columns > 10, `candle pixels: ${JSON.stringify(pixels)}`);
  assert.equal(later.counters.decodeErrors + later.counters.unknownTemplates, 0);
});

test("every event is accounted for", needsServer, async () => {
  const { page } = desktop;
  await until(page, "t.counters.messages > 200");

  const { counters } = await probe(page);

  assert.equal(counters.violations, 0);
  assert.equal(await page.textContent("#violations"), "0 ✓");
});

test("the watchlist, the tape and the legend show prices", needsServer, async () => {
  const { page } = desktop;
  await page.waitForFunction(() => document.querySelectorAll("#tape li").length > 3);

  assert.match((await page.textContent("#watchlist .price")) ?? "", /\d/);
  assert.match((await page.textContent("#legend")) ?? "", /O[\d,.]+.*H[\d,.]+.*L[\d,.]+.*C[\d,.]+.*Vol/s);
  assert.match((await page.textContent("#bid")) ?? "", /\d/);
  assert.equal(await page.textContent("#connection"), "Live");
  await page.keyboard.press("4");
  await until(page, "t.interval === '1m' && t.barsDrawn > 0");
  await page.waitForTimeout(1500);
  await screenshot(page, "desktop-dark");
});

test("the order book shows ten levels a side, best ones in the middle", needsServer, async () => {
  const { page } = desktop;
  await page.waitForFunction(() => document.querySelectorAll("#ladder .price:not(:empty)").length === 20);

  const prices = await page.locator("#ladder .price").allTextContents();

  const numbers = prices.map((text) => Number(text.replaceAll(",", "")));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  assert.equal(new Set(numbers).size, 20);
});

test("the contract is served for machines", needsServer, async () => {
  const response = await fetch(new URL("/asyncapi.yaml", URL_OF_SERVER));

  assert.equal(response.headers.get("content-type"), "application/yaml; charset=utf-8");
  assert.match(await response.text(), /^asyncapi: 3\.0\.0\n/);
});

test("the keyboard walks symbols and intervals, and the address follows", needsServer, async () => {
  const { page } = desktop;
  const { symbol: first } = await probe(page);

  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("2");
  await page.keyboard.press("ArrowRight");

  await until(page, `t.symbol !== ${JSON.stringify(first)} && t.interval === '15s' && t.barsDrawn > 0`);
  const { symbol } = await probe(page);
  const link = new URL(page.url()).searchParams;
  assert.deepEqual([link.get("s"), link.get("i")], [symbol, "15s"]);
  await page.keyboard.press("ArrowUp");
  await until(page, `t.symbol === ${JSON.stringify(first)}`);
});

test("the search finds a symbol, Enter selects it, Esc leaves", needsServer, async () => {
  const { page } = desktop;
  const last = await page.locator("#watchlist li .sym").last().textContent();

  await page.keyboard.press("/");
  await page.keyboard.type((last ?? "").toLowerCase());
  await page.waitForSelector("#found li");
  await screenshot(page, "desktop-search");
  await page.keyboard.press("Enter");

  await until(page, `t.symbol === ${JSON.stringify(last)}`);
  await page.keyboard.press("/");
  await page.keyboard.press("Escape");
  assert.equal(await page.isVisible("#found"), false);
});

test("the theme toggles, is drawn at once, and is remembered", needsServer, async () => {
  const { page } = desktop;
  await page.click("#theme");
  await until(page, "document.documentElement.dataset.theme === 'light'");

  const pixels = await candlePixels(page);
  await page.reload();
  await untilDrawn(page);

  assert.ok(pixels.candles > 50, `candle pixels in the light theme: ${JSON.stringify(pixels)}`);
  assert.equal(await page.getAttribute("html", "data-theme"), "light");
  await page.waitForTimeout(1500);
  await screenshot(page, "desktop-light");
});

test("a deep link opens its symbol and interval", needsServer, async () => {
  const { page } = desktop;
  const sym = (await page.locator("#watchlist li .sym").nth(2).textContent()) ?? "";

  await page.goto(`${new URL("/", URL_OF_SERVER)}?s=${encodeURIComponent(sym)}&i=5s`);

  await until(page, `t.symbol === ${JSON.stringify(sym)} && t.interval === '5s' && t.barsDrawn > 0`);
});

test("nothing was complained about: no console error or warning, no failed request", needsServer, () => {
  assert.deepEqual(desktop.complaints, []);
});

test("the page's policy keeps out what is not the server's own, and says so on the console", needsServer, async () => {
  const attacked = await openPage(URL_OF_SERVER ?? "");
  try {
    await untilDrawn(attacked.page);
    const { injected, blocked } = await attacked.page.evaluate(async () => {
      /** @type {string[]} */
      const blocked = [];
      document.addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
      const script = document.createElement("script");
      script.textContent = "window.injected = true";
      const style = document.createElement("style");
      style.textContent = "body { display: none }";
      const frame = document.createElement("iframe");
      frame.src = "https://elsewhere.example/";
      document.body.append(script, style, frame);
      await fetch("http://127.0.0.2:9/").catch(() => {});
      new Image().src = "http://127.0.0.2:9/spy.png";
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { injected: "injected" in window, blocked };
    });

    assert.equal(injected, false);
    assert.deepEqual(blocked.sort(), ["connect-src", "frame-src", "img-src", "script-src-elem", "style-src-elem"]);
    // What the other tests rely on when they find no complaint.
    assert.ok(attacked.complaints.some((text) => text.includes("Content Security Policy")));
  } finally {
    await attacked.close();
  }
});

test("a phone shows one column without scrolling sideways", needsServer, async () => {
  const phone = await openPage(URL_OF_SERVER ?? "", { width: 390, height: 844, isMobile: true });
  try {
    await untilDrawn(phone.page);
    const width = await phone.page.evaluate(() => document.documentElement.scrollWidth);
    const foot = await phone.page.locator(".foot").boundingBox();
    const chart = await phone.page.locator("#chart").boundingBox();

    assert.equal(width, 390);
    assert.ok(chart && foot && chart.height > 200 && chart.y + chart.height <= foot.y, "the chart keeps off the footer");
    assert.ok((await candlePixels(phone.page)).columns > 10);
    await phone.page.waitForTimeout(1500);
    await screenshot(phone.page, "phone-dark");
    assert.deepEqual(phone.complaints, []);
  } finally {
    await phone.close();
  }
});
