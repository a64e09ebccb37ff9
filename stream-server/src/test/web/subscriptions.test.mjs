import assert from "node:assert/strict";
import { test } from "node:test";
import { Subscriptions } from "../../main/resources/web/client/subscriptions.js";

/** @typedef {import("../../main/resources/web/client/types.js").SubscribeOptions} SubscribeOptions */

/** @param {SubscribeOptions} options */
const listener = (options) => ({ options, onMessage: () => {} });

/**
 * @param {Record<string, any>} command
 * @param {Record<string, number>} ids instrument ids by symbol; others are unknown
 * @param {string} [lastSeq]
 * @param {boolean} [recovered]
 */
const answer = ({ id, ch, sym }, ids, lastSeq = "7", recovered = undefined) => ({
  op: "subscribed",
  id,
  ch,
  streams: sym.map((/** @type {string} */ s) =>
    s in ids ? { sym: s, instrumentId: ids[s], lastSeq, recovered } : { sym: s, error: { code: 200, text: `unknown symbol "${s}"` } }),
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

  assert.deepEqual(raised, [{ op: "modify", id: 2, ch: "quote", sym: ["A"], maxRate: 25 }]);
  assert.deepEqual(lowered, [{ op: "modify", id: 3, ch: "quote", sym: ["A"], maxRate: 4 }]);
});

test("a listener without a limit lifts the limit", () => {
  const subscriptions = new Subscriptions();
  subscriptions.add("A", listener({ channel: "book", depth: 10, maxRate: 4 }));
  subscriptions.commands();

  subscriptions.add("A", listener({ channel: "book", depth: 10 }));

  assert.deepEqual(subscriptions.commands(), [{ op: "modify", id: 2, ch: "book", sym: ["A"], depth: 10, maxRate: null }]);
});

test("a stream that the server had already is brought to the rate that is wanted", () => {
  const subscriptions = new Subscriptions();
  subscriptions.add("A", listener({ channel: "quote", maxRate: 4 }));
  const { id } = subscriptions.commands()[0];

  subscriptions.subscribed({ id, streams: [{ sym: "A", instrumentId: 0, lastSeq: "7", effective: { maxRate: 25 } }] });

  assert.deepEqual(subscriptions.commands().map(({ op, maxRate }) => [op, maxRate]), [["modify", 4]]);
});

test("books of different depth are different streams, the default is one of them", () => {
  const subscriptions = new Subscriptions();
  for (const depth of /** @type {const} */ ([undefined, 20, 10, "full"])) {
    subscriptions.add("A", listener({ channel: "book", depth, snapshot: false }));
  }

  const commands = subscriptions.commands();
  commands.forEach((command) => subscriptions.subscribed(answer(command, { A: 3 })));

  assert.deepEqual(commands.map(({ depth, snapshot }) => [depth, snapshot]), [[20, true], [10, true], ["full", true]]);
  assert.deepEqual([0, 5, 10, 20].map((depth) => subscriptions.route(3, 3, depth)?.depth), ["full", undefined, 10, 20]);
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

test("after a reconnect streams are asked to go on behind what they have", () => {
  const subscriptions = new Subscriptions();
  subscriptions.connected("77");
  const both = listener({ channel: "trade" });
  const [a, b] = ["A", "B"].map((sym) => subscriptions.add(sym, both));
  subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0, B: 1 }));
  [a, b].forEach(({ account }, i) => account.accept(8 + i, i));

  subscriptions.disconnected();
  const route = subscriptions.route(0, 2, 0);
  subscriptions.connected("77");
  subscriptions.add("C", both);
  const commands = subscriptions.commands();
  const away = subscriptions.subscribed(answer(commands[0], { A: 0, B: 1 }, "8", true));

  assert.equal(route, undefined);
  assert.deepEqual(commands.map(({ sym, from }) => [sym, from?.token]), [[["A", "B"], "77:8,9"], [["C"], undefined]]);
  assert.deepEqual(away, { missed: 0, recovered: 2, holes: 0 });
  assert.deepEqual([a.resumed, a.resumeSeq], [true, undefined]);
});

test("a connection lost before the answer does not lose the place", () => {
  const subscriptions = new Subscriptions();
  subscriptions.connected("77");
  subscriptions.add("A", listener({ channel: "trade" })).account.start(0);
  subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }, "5"));
  subscriptions.disconnected();
  subscriptions.connected("77");
  subscriptions.commands();

  subscriptions.disconnected();
  subscriptions.connected("77");
  const [{ from }] = subscriptions.commands();

  assert.deepEqual(from, { token: "77:5" });
});

test("another epoch begins anew", () => {
  const subscriptions = new Subscriptions();
  subscriptions.connected("77");
  const stream = subscriptions.add("A", listener({ channel: "quote" }));
  subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }, "10"));
  stream.newestSeq = 12;

  subscriptions.disconnected();
  subscriptions.connected("78");
  const [command] = subscriptions.commands();

  assert.equal(command.from, undefined);
  assert.deepEqual(subscriptions.subscribed(answer(command, { A: 0 }, "500")), { missed: 0, recovered: 0, holes: 0 });
});

test("a stream that shows the present only is not resumed; what it missed is told", () => {
  const subscriptions = new Subscriptions();
  subscriptions.connected("77");
  const stream = subscriptions.add("A", listener({ channel: "quote", resume: false }));
  subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }, "10"));
  stream.newestSeq = 12;

  subscriptions.disconnected();
  subscriptions.connected("77");
  const [command] = subscriptions.commands();

  assert.equal(command.from, undefined);
  assert.deepEqual(subscriptions.subscribed(answer(command, { A: 0 }, "40")), { missed: 28, recovered: 0, holes: 0 });
});

test("what the server no longer has is a hole", () => {
  const subscriptions = new Subscriptions();
  subscriptions.connected("77");
  subscriptions.add("A", listener({ channel: "quote" }));
  subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }, "10"));

  subscriptions.disconnected();
  subscriptions.connected("77");
  const away = subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }, "10", false));

  assert.deepEqual(away, { missed: 0, recovered: 0, holes: 1 });
});

test("too many commands are refused without an id: it was the oldest one", () => {
  const subscriptions = new Subscriptions();
  const refusal = { code: 404, retryAfterMs: 5, text: "more than 100 commands per second", closing: false };
  const only = listener({ channel: "trade" });
  subscriptions.number("ping");
  subscriptions.add("A", only);
  subscriptions.commands();

  const ping = subscriptions.refused(refusal);
  const subscribe = subscriptions.refused(refusal);
  subscriptions.subscribed(answer(subscriptions.commands()[0], { A: 0 }));
  subscriptions.remove(only);
  subscriptions.commands();
  const unsubscribe = subscriptions.refused(refusal);

  assert.deepEqual([ping, subscribe, unsubscribe], [false, true, true]);
  assert.deepEqual(subscriptions.commands().map(({ op, sym }) => [op, sym]), [["unsubscribe", ["A"]]]);
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
