import assert from "node:assert/strict";
import { test } from "node:test";
import { Bars } from "../../main/resources/web/app/bars.js";

/**
 * @param {number} time
 * @param {Partial<import("../../main/resources/web/app/bars.js").Bar>} [rest]
 */
function bar(time, rest) {
  return { time, open: 1, high: 2, low: 1, close: 2, volume: 5, trades: 3, revision: 0, state: "CLOSED", quality: [], ...rest };
}

test("history that arrives after live bars neither doubles nor overwrites them", () => {
  const bars = new Bars();
  bars.merge(bar(120, { state: "OPEN", trades: 9, close: 7 }));
  bars.merge(bar(120, { state: "CLOSED", trades: 10, close: 8 }));
  bars.merge(bar(180, { state: "OPEN", trades: 1, close: 9 }));

  bars.mergeAll([bar(0), bar(60), bar(120, { state: "OPEN", trades: 8, close: 6 })]);

  assert.deepEqual(bars.all.map(({ time, close }) => [time, close]), [[0, 2], [60, 2], [120, 8], [180, 9]]);
});

test("history closes a bar whose end was missed while disconnected", () => {
  const bars = new Bars();
  bars.merge(bar(60, { state: "OPEN", trades: 4, close: 5 }));

  bars.mergeAll([bar(60, { trades: 11, close: 6 }), bar(120, { state: "OPEN" })]);

  assert.deepEqual(bars.all.map(({ time, close, state }) => [time, close, state]), [[60, 6, "CLOSED"], [120, 2, "OPEN"]]);
});

test("a correction replaces a closed bar and an older revision does not come back", () => {
  const bars = new Bars();
  bars.mergeAll([bar(0), bar(60)]);

  const corrected = bars.merge(bar(0, { state: "CORRECTED", revision: 1, close: 4 }));
  const outdated = bars.merge(bar(0));

  assert.deepEqual([corrected, outdated], [true, false]);
  assert.equal(bars.all[0].close, 4);
});

test("an open bar takes the place of itself as trades come in, not the other way round", () => {
  const bars = new Bars();
  bars.merge(bar(0, { state: "OPEN", trades: 5, close: 5 }));

  assert.equal(bars.merge(bar(0, { state: "OPEN", trades: 4, close: 4 })), false);
  assert.equal(bars.merge(bar(0, { state: "OPEN", trades: 6, close: 6 })), true);
  assert.equal(bars.last?.close, 6);
});

test("only what changed is redrawn, in time order", () => {
  const bars = new Bars();
  bars.mergeAll([bar(0), bar(60)]);
  assert.equal(bars.takeChanged(), null, "a history is drawn as a whole");

  bars.merge(bar(120, { state: "OPEN", trades: 1 }));
  bars.merge(bar(120, { state: "OPEN", trades: 2 }));
  bars.merge(bar(60, { state: "CORRECTED", revision: 1 }));

  assert.deepEqual(bars.takeChanged()?.map(({ time, trades }) => [time, trades]), [[60, 3], [120, 2]]);
  assert.deepEqual(bars.takeChanged(), []);
});

test("a bar that belongs between others redraws all of them", () => {
  const bars = new Bars();
  bars.mergeAll([bar(0), bar(120)]);
  bars.takeChanged();

  bars.merge(bar(60));

  assert.equal(bars.takeChanged(), null);
  assert.deepEqual(bars.all.map(({ time }) => time), [0, 60, 120]);
});

test("the oldest bars go when there are too many", () => {
  const bars = new Bars(10);

  for (let i = 0; i < 100; i++) {
    bars.merge(bar(i));
  }

  assert.ok(bars.size <= 11, `${bars.size} bars kept`);
  assert.equal(bars.last?.time, 99);
});
