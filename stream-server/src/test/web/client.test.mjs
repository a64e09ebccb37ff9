import assert from "node:assert/strict";
import { once } from "node:events";
import { afterEach, beforeEach, test } from "node:test";
import { WebSocket, WebSocketServer } from "ws";
import { askOnly, bookDelta, bookSnapshot, definition, heartbeat, packet, quote, tradeSummary, tradingStatus } from "./frames.mjs";
import { wireIsThere } from "./wire-resolve.mjs";

// The whole client over a real WebSocket, against a server that the test plays itself.

/** @typedef {import("../../main/resources/web/client/ticktide.js").TicktideClient} TicktideClient */

const built = wireIsThere ? {} : { skip: "build the codecs module first: it generates wire.js" };
const WELCOME = {
  op: "welcome", epoch: "1", session: "1", serverTime: "1700000001000000000", protocol: "ticktide.sbe.v1", schemaVersion: 1, heartbeatMs: 5000,
  idleTimeoutMs: 30000, limits: { maxStreams: 100, maxMessageBytes: 16384 }, feed: { name: "test", replay: false },
};

/** @type {WebSocketServer} */
let server;
/** @type {WebSocket} */
let socket;
/** @type {TicktideClient} */
let client;

/** @param {{decimals?: "number" | "string"}} [settings] */
async function connect(settings) {
  const { TicktideClient } = await import("../../main/resources/web/client/ticktide.js");
  client = new TicktideClient(settings);
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const connected = once(server, "connection");
  client.connect(`ws://127.0.0.1:${port}/v1/stream`);
  [socket] = await connected;
}

/** @param {string} op @returns {Promise<Record<string, any>>} the client's next command of that name */
function command(op) {
  return new Promise((resolve) => {
    socket.on("message", function listen(data) {
      const message = JSON.parse(String(data));
      if (message.op === op) {
        socket.off("message", listen);
        resolve(message);
      }
    });
  });
}

/** @param {Record<string, any>} message */
const say = (message) => socket.send(JSON.stringify(message));

/** Answers the client's subscribe of instrument 5. @param {string} lastSeq */
async function accept(lastSeq) {
  const asked = command("subscribe");
  say(WELCOME);
  const { id, ch, sym } = await asked;
  say({ op: "subscribed", id, ch, streams: [{ sym: sym[0], instrumentId: 5, lastSeq }] });
}

/**
 * Subscribes and waits for that many messages.
 * @param {import("../../main/resources/web/client/types.js").SubscribeOptions} options
 * @param {number} count
 * @returns {Promise<any[]>}
 */
function collect(options, count) {
  return new Promise((resolve) => {
    /** @type {any[]} */
    const messages = [];
    client.subscribe(["BTC-USD"], options, (message) => {
      messages.push(message);
      if (messages.length === count) {
        resolve(messages);
      }
    });
  });
}

beforeEach(async () => {
  // Node 20 has no WebSocket of its own.
  Object.assign(globalThis, { WebSocket });
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
});

afterEach(async () => {
  client?.close();
  server.clients.forEach((each) => each.terminate());
  server.close();
});

test("both quote templates arrive as quotes with decimals, seq and cause", built, async () => {
  await connect();
  const quotes = collect({ channel: "quote", maxRate: 10 }, 2);
  await accept("41");
  socket.send(packet(definition(), quote({ seq: 42, flags: 1 }), askOnly({ seq: 50, conflated: 7, cause: 3 })));

  const [first, second] = await quotes;

  assert.deepEqual(
    [first.type, first.sym, first.seq, first.snapshot, first.bidPx, first.bidQty, first.askPx, first.askQty],
    ["quote", "BTC-USD", 42, true, 61837.63, 3.78826, 61837.64, 1.54698],
  );
  assert.deepEqual([second.type, second.bidPx, second.bidQty, second.askPx], ["quote", null, null, 61837.64]);
  assert.deepEqual([second.conflated, second.cause], [7, ["RATE", "SLOW"]]);
  assert.equal(first.instrument.description, "Bitcoin / US Dollar");
  const { frames, messages, merged, mergedBy, violations } = client.counters;
  assert.deepEqual({ frames, messages, merged, mergedBy, violations },
    { frames: 1, messages: 2, merged: 7, mergedBy: { RATE: 7, SLOW: 7 }, violations: 0 });
});

test("decimals are exact texts for who asks so", built, async () => {
  await connect({ decimals: "string" });
  const quotes = collect({ channel: "quote" }, 1);
  await accept("41");
  socket.send(packet(definition(), quote({ seq: 42 })));

  const [{ bidPx, bidQty, askPx }] = await quotes;

  assert.deepEqual([bidPx, bidQty, askPx], ["61837.63", "3.78826", "61837.64"]);
});

test("merged trades arrive as one trade that says how many it is", built, async () => {
  await connect();
  const trades = collect({ channel: "trade" }, 1);
  await accept("100");
  socket.send(packet(definition(), tradeSummary({ seq: 105, conflated: 4, cause: 1 })));

  const [{ type, trades: count, price, qty, highPx, lowPx, aggressor, firstTradeId, tradeId }] = await trades;

  assert.deepEqual({ type, count, price, qty, highPx, lowPx, aggressor, firstTradeId, tradeId }, {
    type: "trade", count: 5, price: 61837.6, qty: 5, highPx: 61839, lowPx: 61836, aggressor: "SELL",
    firstTradeId: 101, tradeId: 105,
  });
});

test("a loss that nobody accounts for is a violation, and is told", built, async () => {
  await connect();
  const violation = once(client, "violation");
  const quotes = collect({ channel: "quote" }, 2);
  await accept("41");
  socket.send(packet(definition(), quote({ seq: 42 }), quote({ seq: 44 })));

  await quotes;

  const [{ detail }] = await violation;
  assert.deepEqual(detail, { sym: "BTC-USD", type: "quote", seq: 44, conflated: 0, lastSeq: 42 });
  assert.equal(client.counters.violations, 1);
});

/** Ends the connection and waits for the next. */
async function reconnect() {
  const again = once(server, "connection");
  say({ op: "goodbye", code: 1001, reason: "restart", retryAfterMs: 10 });
  socket.close(1001, "restart");
  [socket] = await again;
}

test("after a reconnect a stream goes on where it was, and what comes late says so", built, async () => {
  await connect();
  const quotes = collect({ channel: "quote", maxRate: 5 }, 4);
  await accept("41");
  socket.send(packet(definition(), quote({ seq: 42 })));
  await reconnect();
  const asked = command("subscribe");
  say(WELCOME);
  const { id, from } = await asked;
  say({ op: "subscribed", id, ch: "quote", streams: [{ sym: "BTC-USD", instrumentId: 5, lastSeq: "42", recovered: true }] });
  socket.send(packet(definition(), quote({ seq: 43 }), quote({ seq: 44 }), quote({ seq: 45, ms: 1_700_000_002_000 })));

  const seen = (await quotes).map(({ seq, catchUp }) => [seq, catchUp]);

  assert.deepEqual(from, { token: "1:42" });
  assert.deepEqual(seen, [[42, false], [43, true], [44, true], [45, false]]);
  const { missed, recovered, holes, reconnects, violations } = client.counters;
  assert.deepEqual({ missed, recovered, holes, reconnects, violations },
    { missed: 0, recovered: 1, holes: 0, reconnects: 1, violations: 0 });
});

test("after a reconnect what was not to be resumed begins anew and the events missed are counted", built, async () => {
  await connect();
  const quotes = collect({ channel: "quote", maxRate: 5, resume: false }, 3);
  await accept("41");
  socket.send(packet(definition(), quote({ seq: 42 })));
  await reconnect();
  await accept("59");
  socket.send(packet(definition(), quote({ seq: 60, flags: 1 }), quote({ seq: 61 })));

  const seqs = (await quotes).map(({ seq }) => seq);

  assert.deepEqual(seqs, [42, 60, 61]);
  const { missed, reconnects, violations } = client.counters;
  assert.deepEqual({ missed, reconnects, violations }, { missed: 17, reconnects: 1, violations: 0 });
});

test("a book is kept up to date from its snapshot on", built, async () => {
  await connect();
  /** @type {any[]} */
  const tops = [];
  const updates = new Promise((resolve) => {
    client.subscribe(["BTC-USD"], { channel: "book", depth: 5 }, (update) => {
      tops.push([update.complete, update.book.bids(1), update.book.asks()]);
      return tops.length === 2 && resolve(undefined);
    });
  });
  await accept("6");
  socket.send(packet(definition(), bookSnapshot({ seq: 7, flags: 0b1011 }), bookDelta({ seq: 9, conflated: 1, cause: 128 })));

  await updates;

  assert.deepEqual(tops, [
    [true, [{ price: 61837.63, qty: 3.78826 }], [{ price: 61837.64, qty: 1.54698 }]],
    [false, [{ price: 61837.62, qty: 1 }], [{ price: 61837.63, qty: 0.5 }, { price: 61837.64, qty: 1.54698 }]],
  ]);
  assert.deepEqual(client.counters.mergedBy, { DEPTH: 1 });
  assert.equal(client.counters.violations, 0);
});

test("a halt is told", built, async () => {
  await connect();
  const states = collect({ channel: "status" }, 2);
  await accept("0");
  socket.send(packet(definition(), tradingStatus({ seq: 1, flags: 1 }, 1), tradingStatus({ seq: 2 }, 2)));

  assert.deepEqual((await states).map(({ type, state }) => [type, state]), [["status", "OPEN"], ["status", "HALT"]]);
});

test("the feed's state is that of the welcome until the server tells another", built, async () => {
  await connect();
  const told = once(client, "feed");
  say({ ...WELCOME, feed: { ...WELCOME.feed, state: "restarting", since: "7" } });
  say({ op: "feed", state: "running", since: "8" });

  const [{ detail }] = await told;

  assert.deepEqual(detail, { state: "running", since: "8" });
  assert.deepEqual(client.feed, { state: "running", since: "8" });
});

test("a frame that cannot be decoded ends its connection and is counted", built, async () => {
  await connect();
  void collect({ channel: "quote" }, 1);
  await accept("41");
  const closed = once(socket, "close");
  socket.send(packet(definition(), quote({ seq: 42 })).subarray(0, -3));

  await closed;

  assert.equal(client.counters.decodeErrors, 1);
  assert.equal(client.state.name, "waiting");
  assert.match(client.state.reason, /could not be decoded/);
});

test("a heartbeat behind what was delivered is a violation", built, async () => {
  await connect();
  const quotes = collect({ channel: "quote" }, 1);
  await accept("41");
  socket.send(packet(definition(), quote({ seq: 42 })));
  await quotes;
  const violation = once(client, "violation");

  socket.send(packet(heartbeat({ seq: 42, channel: 1 }), heartbeat({ seq: 40, channel: 1 })));

  assert.deepEqual((await violation)[0].detail, { sym: "BTC-USD", heartbeatSeq: 40, conflated: 0, lastSeq: 42 });
  assert.equal(client.counters.heartbeats, 2);
});

test("a heartbeat accounts for events that are never sent", built, async () => {
  await connect();
  const quotes = collect({ channel: "quote" }, 2);
  await accept("41");
  socket.send(packet(definition(), quote({ seq: 42 }), heartbeat({ seq: 45, channel: 1, conflated: 3, cause: 8 }), quote({ seq: 46 })));

  await quotes;

  const { mergedBy, merged, violations } = client.counters;
  assert.deepEqual({ mergedBy, merged, violations }, { mergedBy: { AGE: 3 }, merged: 3, violations: 0 });
});

test("the clock offset is measured from ping and pong", built, async () => {
  await connect();
  const ping = command("ping");
  say(WELCOME);
  const { id, t0 } = await ping;
  const aheadNs = 3_600_000_000_000n;
  say({ op: "pong", id, t0, t1: String(BigInt(t0) + aheadNs), t2: String(BigInt(t0) + aheadNs) });
  await command("ping"); // the next one: by then the pong has been read

  assert.ok(Math.abs(client.clockOffsetMs - 3_600_000) < 5_000, `offset ${client.clockOffsetMs} ms`);
  assert.ok((client.roundTripMs ?? -1) >= 0);
});

test("a late listener of the same stream gets the newest message at once", built, async () => {
  await connect();
  const first = collect({ channel: "quote" }, 1);
  await accept("41");
  socket.send(packet(definition(), quote({ seq: 42 })));
  await first;

  const [late] = await collect({ channel: "quote" }, 1);

  assert.deepEqual([late.seq, late.snapshot], [42, true]);
  assert.equal(client.streams, 1);
});
