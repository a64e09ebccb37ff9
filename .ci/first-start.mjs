// A clean checkout, JDK and Maven: one command builds, starts and serves the page within 90 s.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start } from './launch.mjs';

test('./ticktide server prints its address and serves the page within 90 s', async () => {
  const began = Date.now();
  const server = await start([], { timeoutMs: 90_000 });
  const page = await fetch(server.url + '/');
  const seconds = (Date.now() - began) / 1000;
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<title>.*Ticktide/);
  assert.ok(seconds < 90, `took ${seconds} s`);
  console.log(`first start: ${seconds.toFixed(1)} s`);
  const { code, signal } = await server.stop();
  assert.ok(code === 0 || code === 143 || signal === 'SIGTERM', `ended with ${code} ${signal}`);
});
