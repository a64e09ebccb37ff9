import assert from "node:assert/strict";
import { test } from "node:test";
import { Subscriptions } from "../../main/resources/web/client/subscriptions.js";

/** @typedef {import("../../main/resources/web/client/types.js").SubscribeOptions} SubscribeOptions */

/** @param {SubscribeOptions} options */
const listener = (options) => ({ options, onMessage: () => {} });

/**
 * @param {Record<string, any>} command
 * @param {Record<string, number>} ids instrument ids by symbol; others are unknown
 */
const answer = ({ id, ch, sym }, ids, lastSeq = "7") => ({
  op: "subscribed",
  id,
  ch,
  streams: sym.map((/** @type {string} */ s) =>
    s in ids ? { sym: s, instrumentId: ids[s], lastSeq } : { sym: s, error: { code: 200, text: `unknown symbol "${s}"` } }),
});

test("symbols that want the same go into one command, others into their own", () => {
  const subscriptions = new Subscriptions();
  const slow = listener({ channel: "quote", maxRate: 4 });
  ["A", "B"].forEach((sym) => subscriptions.add(sym, slow));
  subscriptions.add("A", listener({ channel: "trade" }));
  subscriptions.add("A", listener({ channel: "candle", interval: "5s", snapshot: false }));

  const commands = subscriptions.commands();

  assert.deepEqual(commands, [
    { op: "subscribe", id: 1, ch: "quote", sym: ["A", "B"], snapshot: true, maxRate: 4 },
    { op: "subscribe", id: 2, ch: "trade", sym: ["A"], snapshot: true },
    { op: "subscribe", id: 3, ch: "candle", sym: ["A"], interval: "5s", snapshot: false },
  ]);
  assert.deepEqual(subscriptions.commands(), [], "what was sent is not sent again");
});

test("a faster listener raises the shared stream's rate, its leaving lowers it again", () => {
  const subscriptions = new Subscriptions();
  const fast = listener({ channel: "quote", maxRate: 25 });
  subscriptions.add("A", listener({ channel: "quote", maxRate: 4 }));
  subscriptions.commands();

  subscriptions.add("A", fast);
  const raised = subscriptions.commands();
  subscriptions.remove(fast);
  const lowered = subscriptions.commands();

  assert.deepEqual(raised.map(({ op, maxRate }) => [op, maxRate]), [["unsubscribe", undefined], ["subscribe", 25]]);
  assert.deepEqual(lowered.map(({ op, maxRate }) => [op, maxRate]), [["unsubscribe", undefined], ["subscribe", 4]]);
});

test("the last listener's leaving unsubscribes, and a stream nobody asked for is not left", () => {
  const subscriptions = new Subscriptions();
  const only = listener({ channel: "trade" });
  const hasty = listener({ channel: "quote" });
  subscriptions.add("A", only);
  subscriptions.commands();
  subscriptions.add("B", hasty);

  subscriptions.remove(only);
  subscriptions.remove(hasty);

  assert.deepEqual(subscriptions.commands(), [{ op: "unsubscribe", id: 2, ch: "trade", sym: ["A"] }]);
  assert.equal(subscriptions.size, 0);
});

test("after a reconnect everything is asked again", () => {
  const subscriptions = new Subscriptions();
  subscriptions.add("A", listener({ channel: "quote" }));
  subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }));
  assert.ok(subscriptions.route(0, 1, 0));

  subscriptions.disconnected();

  assert.equal(subscriptions.route(0, 1, 0), undefined);
  assert.deepEqual(subscriptions.commands().map(({ op, sym }) => [op, sym]), [["subscribe", ["A"]]]);
});

test("events published while away are told, but not across an epoch", () => {
  const subscriptions = new Subscriptions();
  const stream = subscriptions.add("A", listener({ channel: "quote" }));
  subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }, "10"));
  stream.newestSeq = 12;

  subscriptions.disconnected(false);
  assert.equal(subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }, "40")), 28);
  stream.newestSeq = 40;

  subscriptions.disconnected(true);
  assert.equal(subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }, "500")), 0);
});

test("an unknown symbol fails alone and is told to its listener", () => {
  /** @type {string[]} */
  const told = [];
  const subscriptions = new Subscriptions();
  const both = listener({
    channel: "quote",
    onError: ({ sym, code }) => told.push(`error ${sym} ${code}`),
    onSubscribed: (sym) => told.push(`subscribed ${sym}`),
  });
  ["A", "XX"].forEach((sym) => subscriptions.add(sym, both));

  subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 3 }));

  assert.deepEqual(told, ["subscribed A", "error XX 200"]);
  assert.ok(subscriptions.route(3, 1, 0));
  assert.deepEqual(subscriptions.commands(), [], "and is not asked for again");
});

test("too many commands are asked again, a wrong command is not", () => {
  /** @type {string[]} */
  const told = [];
  const subscriptions = new Subscriptions();
  subscriptions.add("A", listener({ channel: "quote", maxRate: -1, onError: ({ text }) => told.push(text) }));
  const [first] = subscriptions.commands();

  const again = subscriptions.refused({ id: first.id, code: 404, retryAfterMs: 500, text: "too many commands", closing: false });
  const [second] = subscriptions.commands();
  const refused = subscriptions.refused({ id: second.id, code: 104, retryAfterMs: 0, text: "maxRate -1 is below 1" });

  assert.deepEqual([again, refused, told], [true, false, ["maxRate -1 is below 1"]]);
  assert.deepEqual(subscriptions.commands(), []);
});

test("messages of one interval are not taken for another's", () => {
  const subscriptions = new Subscriptions();
  const minute = subscriptions.add("A", listener({ channel: "candle", interval: "1m" }));
  const day = subscriptions.add("A", listener({ channel: "candle", interval: "1d" }));
  subscriptions.commands().forEach((command) => subscriptions.subscribed(answer(command, { A: 9 })));

  assert.equal(subscriptions.route(9, 4, 60), minute);
  assert.equal(subscriptions.route(9, 4, 86400), day);
  assert.equal(subscriptions.route(9, 4, 5), undefined);
});

test("ten thousand symbols are asked for in commands below the server's 16 KiB", () => {
  const subscriptions = new Subscriptions();
  const all = listener({ channel: "quote" });
  for (let i = 0; i < 10_000; i++) {
    subscriptions.add(`SYMBOL-${i}`, all);
  }

  const commands = subscriptions.commands();

  assert.equal(commands.flatMap(({ sym }) => sym).length, 10_000);
  assert.ok(commands.every((command) => JSON.stringify(command).length < 16_384));
});
