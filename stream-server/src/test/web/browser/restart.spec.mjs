import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { openPage, screenshot } from "./chromium.mjs";
import { candlePixels, probe, until, untilDrawn } from "./page-probe.mjs";

const COMMAND = process.env.TICKTIDE_COMMAND;
const needsCommand = COMMAND ? {} : { skip: 'set TICKTIDE_COMMAND to what starts a server, e.g. "./ticktide"' };
const START_TIMEOUT_MS = 90_000;

/** A port nobody listens on. @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/**
 * @param {number} port
 * @returns {Promise<import("node:child_process").ChildProcess>} once it is ready
 */
async function startServer(port) {
  const [program, ...args] = (COMMAND ?? "").split(" ");
  const server = spawn(program, [...args, "server", "--port", String(port)], { stdio: ["ignore", "ignore", "inherit"] });
  for (let waitedMs = 0; waitedMs < START_TIMEOUT_MS; waitedMs += 200) {
    assert.equal(server.exitCode, null, `"${COMMAND} server --port ${port}" ended with ${server.exitCode}`);
    const ready = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => null);
    if (ready?.ok) {
      return server;
    }
    await delay(200);
  }
  server.kill();
  throw new Error(`"${COMMAND} server --port ${port}" was not ready within ${START_TIMEOUT_MS / 1000} s`);
}

/** @param {import("node:child_process").ChildProcess} server */
async function stopServer(server) {
  if (server.exitCode === null) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
}

/**
 * Keeps what the connection went through, to be told when the test fails.
 * @param {import("playwright-core").Page} page
 */
async function rememberStates(page) {
  await page.evaluate(() => {
    const seen = /** @type {string[]} */ ([]);
    Object.assign(window, { states: seen });
    setInterval(() => {
      const { name, code, reason } = /** @type {any} */ (window).ticktide.connection;
      const state = `${name} ${code} ${reason}`;
      if (seen.at(-1) !== state) {
        seen.push(state);
      }
    }, 20);
  });
}

test("the page survives a restart of the server without being reloaded", needsCommand, async () => {
  const port = await freePort();
  let server = await startServer(port);
  const watched = await openPage(`http://127.0.0.1:${port}/?i=1s`);
  const { page } = watched;
  try {
    await untilDrawn(page);
    // A request that the stop cuts off would rightly be complained about.
    await watched.quiet();
    await page.evaluate("window.notReloaded = true");
    await rememberStates(page);
    const before = await probe(page);

    await stopServer(server);
    await until(page, "t.connection.name === 'waiting'");
    assert.match((await page.textContent("#connection")) ?? "", /Reconnecting/);
    await page.waitForSelector("#banner:not([hidden])");
    await screenshot(page, "desktop-reconnecting");
    server = await startServer(port);
    await until(page, `t.connection.name === 'live' && t.counters.frames > ${before.counters.frames + 20}`, 60_000);
    const { lastBar } = await probe(page);
    await until(page, `t.barsDrawn > 0 && t.lastBar.time > ${lastBar?.time ?? 0}`);

    const after = await probe(page);
    assert.equal(await page.evaluate("window.notReloaded"), true);
    const states = /** @type {string[]} */ (await page.evaluate("window.states"));
    // A server that is still going down may welcome the page once more before the new one does.
    assert.ok(after.counters.reconnects >= 1, states.join("; "));
    assert.equal(after.counters.violations, 0, states.join("; "));
    assert.equal(after.symbol, before.symbol);
    assert.ok((await candlePixels(page)).columns > 10);
    assert.equal(await page.isVisible("#banner"), false);
    // Chromium itself writes a refused WebSocket to the console; nothing else may be there.
    assert.deepEqual(watched.complaints.filter((text) => !/WebSocket connection to .*\/v1\/stream' failed/.test(text)), []);
  } finally {
    await watched.close();
    await stopServer(server);
  }
});
