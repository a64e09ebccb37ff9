import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../../main/resources/web/client/backoff.js";

test("the ceiling doubles per attempt up to the cap", () => {
  const backoff = new Backoff({ baseMs: 100, capMs: 1000, random: () => 1 });

  const delays = Array.from({ length: 6 }, () => backoff.nextDelayMs());

  assert.deepEqual(delays, [100, 200, 400, 800, 1000, 1000]);
});

test("the jitter is full: a delay may be anything from nothing to the ceiling", () => {
  const draws = [0, 0.5, 0.25];
  const backoff = new Backoff({ baseMs: 1000, capMs: 8000, random: () => draws.shift() ?? 0 });

  assert.deepEqual([backoff.nextDelayMs(), backoff.nextDelayMs(), backoff.nextDelayMs()], [0, 1000, 1000]);
});

test("the server's wish is the least, with jitter on top so that clients do not come back in step", () => {
  const backoff = new Backoff({ baseMs: 400, capMs: 1000, random: () => 0.5 });

  assert.equal(backoff.nextDelayMs(3000), 3200);
});

test("a wish that is no number, or longer than an hour, is not a wish to be followed", () => {
  const backoff = new Backoff({ baseMs: 400, capMs: 400, random: () => 0 });

  assert.equal(backoff.nextDelayMs(/** @type {any} */ ("soon")), 0);
  assert.equal(backoff.nextDelayMs(-5), 0);
  assert.equal(backoff.nextDelayMs(1e15), 3_600_000);
});

test("a success starts the series anew", () => {
  const backoff = new Backoff({ baseMs: 100, capMs: 1000, random: () => 1 });
  backoff.nextDelayMs();
  backoff.nextDelayMs();

  backoff.reset();

  assert.equal(backoff.attempt, 0);
  assert.equal(backoff.nextDelayMs(), 100);
});

test("settings that contradict each other are refused", () => {
  assert.throws(() => new Backoff({ baseMs: 500, capMs: 100 }), /baseMs 500 must be above 0 and not above capMs 100/);
});
