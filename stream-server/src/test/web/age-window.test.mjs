import assert from "node:assert/strict";
import { test } from "node:test";
import { AgeWindow } from "../../main/resources/web/app/age-window.js";

test("percentiles are by nearest rank", () => {
  const ages = new AgeWindow(100);
  for (let ms = 100; ms >= 1; ms--) {
    ages.add(ms);
  }

  assert.deepEqual(ages.percentiles([0.5, 0.99, 1]), [50, 99, 100]);
});

test("only the most recent ages count", () => {
  const ages = new AgeWindow(3);
  [1000, 1000, 1, 2, 3].forEach((ms) => ages.add(ms));

  assert.deepEqual(ages.percentiles([1]), [3]);
});

test("without ages there is no percentile", () => {
  assert.deepEqual(new AgeWindow().percentiles([0.5]), [null]);
});
