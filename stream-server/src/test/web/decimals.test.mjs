import assert from "node:assert/strict";
import { test } from "node:test";
import { toNumber, toText } from "../../main/resources/web/client/decimals.js";

test("text is exact up to the widest mantissa the wire may carry", () => {
  assert.equal(toText(6183760, -2), "61837.60");
  assert.equal(toText(9007199254740991, -8), "90071992.54740991");
  assert.equal(toText(1, -7), "0.0000001");
  assert.equal(toText(-5, -2), "-0.05");
});

test("exponents of zero and above have no decimals", () => {
  assert.deepEqual([toText(42, 0), toText(42, 3), toText(0, 3)], ["42", "42000", "0"]);
});

test("a number is the double nearest to the decimal", () => {
  assert.equal(toNumber(6183763, -2), 61837.63);
  assert.equal(toNumber(3, -1), 0.3);
  assert.equal(toNumber(42, 3), 42000);
});
