import assert from "node:assert/strict";
import { test } from "node:test";
import { ClockOffset } from "../../main/resources/web/client/clock-offset.js";

test("equal ways there and back give the exact offset", () => {
  const clock = new ClockOffset();

  clock.sample(1000, 1510, 1512, 1022);

  assert.equal(clock.offsetMs, 500);
  assert.equal(clock.roundTripMs, 20);
});

test("the shortest round trip of the recent samples is believed", () => {
  const clock = new ClockOffset(2);
  clock.sample(0, 900, 900, 1000);
  clock.sample(2000, 2505, 2505, 2010);
  assert.equal(clock.offsetMs, 500);

  clock.sample(3000, 3700, 3700, 3400);
  clock.sample(4000, 4600, 4600, 4200);

  assert.equal(clock.roundTripMs, 200, "the good sample has left the window of two");
  assert.equal(clock.offsetMs, 500);
});

test("nothing is claimed before the first pong and after a reset", () => {
  const clock = new ClockOffset();
  assert.deepEqual([clock.offsetMs, clock.roundTripMs], [0, null]);
  clock.sample(0, 5, 5, 2);

  clock.reset();

  assert.deepEqual([clock.offsetMs, clock.roundTripMs], [0, null]);
});
