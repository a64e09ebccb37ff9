import assert from "node:assert/strict";
import { test } from "node:test";
import { StreamAccount } from "../../main/resources/web/client/accounting.js";

/** @param {number} lastSeq */
function startedAt(lastSeq) {
  const account = new StreamAccount();
  account.start(lastSeq);
  return account;
}

test("delivered plus conflated is what was published", () => {
  const account = startedAt(41);

  const accepted = [account.accept(42, 0), account.accept(47, 4), account.accept(48, 0)];

  assert.deepEqual(accepted, [true, true, true]);
  assert.equal(account.delivered + account.conflated, 48 - 41);
  assert.equal(account.violations, 0);
});

test("a hole, a repetition and a wrong count are violations", () => {
  const hole = startedAt(10);
  const repetition = startedAt(10);
  const wrongCount = startedAt(10);

  assert.equal(hole.accept(12, 0), false);
  assert.equal(repetition.accept(10, 0), false);
  assert.equal(wrongCount.accept(13, 1), false);
  assert.deepEqual([hole.violations, repetition.violations, wrongCount.violations], [1, 1, 1]);
});

test("one violation is counted once: accounting goes on from what came", () => {
  const account = startedAt(0);

  account.accept(5, 0);
  account.accept(6, 0);

  assert.equal(account.violations, 1);
});

test("a heartbeat accounts for what no message stands for, and delivers nothing itself", () => {
  const account = startedAt(20);

  const confirmed = [account.confirm(20, 0), account.confirm(25, 5), account.accept(26, 0)];

  assert.deepEqual(confirmed, [true, true, true]);
  assert.deepEqual([account.delivered, account.conflated], [1, 5]);
});

test("a heartbeat that is behind, or ahead without saying by what, is a violation", () => {
  const behind = startedAt(20);
  const ahead = startedAt(20);

  assert.equal(behind.confirm(19, 0), false);
  assert.equal(ahead.confirm(22, 1), false);
  assert.deepEqual([behind.violations, ahead.violations], [1, 1]);
});
