import assert from "node:assert/strict";
import { test } from "node:test";
import { describeClose, mayRetry } from "../../main/resources/web/client/close-codes.js";

test("a lost, restarting or overloaded server is tried again", () => {
  assert.deepEqual([1001, 1006, 1011, 1012, 1013].filter((code) => !mayRetry(code)), []);
});

test("4000 to 4399 are tried again, 4400 to 4499 are not", () => {
  assert.deepEqual([4000, 4008, 4009, 4399].filter((code) => !mayRetry(code)), []);
  assert.deepEqual([4400, 4401, 4429, 4499].filter(mayRetry), []);
});

test("what would fail again unchanged is not tried again", () => {
  assert.deepEqual([1000, 1002, 1003, 1007, 1009, 4500].filter(mayRetry), []);
});

test("the server's reason wins over our own words, and an unknown code is still told", () => {
  assert.equal(describeClose(1001, "maintenance until noon"), "maintenance until noon");
  assert.equal(describeClose(4008), "this client read too slowly");
  assert.equal(describeClose(1002), "protocol error");
  assert.equal(describeClose(4321), "closed with code 4321");
});
