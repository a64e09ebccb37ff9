import assert from "node:assert/strict";
import { once } from "node:events";
import { afterEach, beforeEach, test } from "node:test";
import { WebSocket, WebSocketServer } from "ws";
import { definition, packet, quote } from "./frames.mjs";
import { wireIsThere } from "./wire-resolve.mjs";

// The client with a token, against a server that the test plays itself.

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
/** Commands of the present connection. @type {Record<string, any>[]} */
let commands;

/** @param {WebSocket} next */
function take(next) {
  socket = next;
  commands = [];
  const mine = commands;
  next.on("message", (data) => mine.push(JSON.parse(String(data))));
}

/** @param {import("../../main/resources/web/client/types.js").Token} token */
async function connect(token) {
  const { TicktideClient } = await import("../../main/resources/web/client/ticktide.js");
  client = new TicktideClient({ token });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const connected = once(server, "connection");
  client.connect(`ws://127.0.0.1:${port}/v1/stream`);
  take((await connected)[0]);
}

/** Ends the connection and waits for the next. @param {number} code */
async function reconnect(code) {
  const again = once(server, "connection");
  say({ op: "goodbye", code, reason: "", retryAfterMs: 10 });
  socket.close(code);
  take((await again)[0]);
}

/** @param {Record<string, any>} message */
const say = (message) => socket.send(JSON.stringify(message));

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** @param {string} op @param {number} [nth] of that name @returns {Promise<Record<string, any>>} */
async function command(op, nth = 0) {
  await until(() => commands.filter((each) => each.op === op).length > nth);
  return commands.filter((each) => each.op === op)[nth];
}

/** Accepts the token. */
async function authenticated() {
  const { id } = await command("auth");
  say({ op: "authenticated", id, subject: "ann", expires: null });
}

beforeEach(async () => {
  Object.assign(globalThis, { WebSocket });
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
});

afterEach(() => {
  client?.close();
  server.clients.forEach((each) => each.terminate());
  server.close();
});

test("the token goes first, and nothing else before its answer", built, async () => {
  await connect("t1");
  client.subscribe(["BTC-USD"], { channel: "quote" }, () => {});
  say(WELCOME);
  const { token } = await command("auth");
  await new Promise((resolve) => setTimeout(resolve, 20));
  const before = commands.map(({ op }) => op);
  await authenticated();
  await command("subscribe");

  assert.equal(token, "t1");
  assert.deepEqual(before, ["auth"]);
  assert.deepEqual(commands.map(({ op }) => op), ["auth", "ping", "subscribe"]);
});

test("it is sent again after a reconnect, and a function is asked anew", built, async () => {
  let asked = 0;
  await connect(async () => `t${++asked}`);
  client.subscribe(["BTC-USD"], { channel: "quote" }, () => {});
  say(WELCOME);
  await authenticated();
  await command("subscribe");

  await reconnect(1001);
  say(WELCOME);
  const { token } = await command("auth");
  await authenticated();

  await command("subscribe");
  assert.equal(token, "t2");
  assert.equal(commands[0].op, "auth");
});

test("close 4401 is the end for a text, and another try for a function", built, async () => {
  await connect("t1");
  say(WELCOME);
  await command("auth");
  const closed = new Promise((resolve) => {
    client.addEventListener("state", () => client.state.name === "closed" && resolve(client.state.code));
  });
  socket.close(4401, "authentication required");
  assert.equal(await closed, 4401);
  client.close();

  await connect(() => "t2");
  say(WELCOME);
  await command("auth");
  await reconnect(4401);
  say(WELCOME);
  assert.equal((await command("auth")).token, "t2");
});

test("a function that fails is asked again on another connection", built, async () => {
  let asked = 0;
  await connect(() => (++asked === 1 ? Promise.reject(new Error("login is down")) : "t2"));
  const again = once(server, "connection");
  const waiting = new Promise((resolve) => {
    client.addEventListener("state", () => client.state.name === "waiting" && resolve(client.state.reason));
  });
  say(WELCOME);
  assert.equal(await waiting, "no token: login is down");
  take((await again)[0]);
  say(WELCOME);

  assert.equal((await command("auth")).token, "t2");
});

test("a warning makes a function give a newer token", built, async () => {
  let asked = 0;
  await connect(() => `t${++asked}`);
  say(WELCOME);
  await authenticated();
  const warned = once(client, "warning");

  say({ op: "warning", code: 402, text: "the token expires soon", expires: "1" });

  assert.equal((await command("auth", 1)).token, "t2");
  const [{ detail }] = await warned;
  assert.equal(detail.code, 402);
});

test("a stream that the server ends tells its listeners, and takes no more messages", built, async () => {
  await connect("t1");
  /** @type {import("../../main/resources/web/client/types.js").StreamError[]} */
  const errors = [];
  /** @type {number[]} */
  const seqs = [];
  client.subscribe(["BTC-USD"], { channel: "quote", onError: (error) => errors.push(error) }, ({ seq }) => seqs.push(seq));
  say(WELCOME);
  await authenticated();
  const { id, ch } = await command("subscribe");
  say({ op: "subscribed", id, ch, streams: [{ sym: "BTC-USD", instrumentId: 5, lastSeq: "41" }] });
  socket.send(packet(definition(), quote({ seq: 42 })));
  await until(() => seqs.length === 1);

  say({ op: "unsubscribed", ch, streams: [{ sym: "BTC-USD", error: { code: 202, text: "not entitled to quote of \"BTC-USD\"" } }] });
  socket.send(packet(definition(), quote({ seq: 43 })));
  await until(() => client.counters.unrouted === 1);

  assert.deepEqual(errors, [{ sym: "BTC-USD", code: 202, text: "not entitled to quote of \"BTC-USD\"" }]);
  assert.deepEqual([seqs, client.counters.violations], [[42], 0]);
});

test("without a token to show, the client begins as with a server that asks for none", built, async () => {
  await connect(() => null);
  client.subscribe(["BTC-USD"], { channel: "quote" }, () => {});
  say(WELCOME);
  await command("subscribe");

  assert.deepEqual(commands.map(({ op }) => op), ["ping", "subscribe"]);
});

test("a token that was shown already does not answer a warning", built, async () => {
  const tokens = ["t1", "t1", "t2"];
  await connect(() => tokens.shift() ?? "none left");
  say(WELCOME);
  await authenticated();
  await command("ping");

  say({ op: "warning", code: 402, text: "the token expires soon", expires: "1700000031000" });
  say({ op: "warning", code: 402, text: "the token expires soon", expires: "1700000031000" });
  await command("auth", 1);

  assert.deepEqual(commands.filter(({ op }) => op === "auth").map(({ token }) => token), ["t1", "t2"]);
});
