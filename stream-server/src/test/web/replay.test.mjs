import assert from "node:assert/strict";
import { once } from "node:events";
import { afterEach, beforeEach, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocket } from "ws";
import { ReplayServer } from "./replay-server.mjs";
import { wireIsThere } from "./wire-resolve.mjs";
import { positionOf } from "../../main/resources/web/client/replay.js";

// The client's replay over a real WebSocket, against a server that speaks no more than that.

const built = wireIsThere ? {} : { skip: "build the codecs module first: it generates wire.js" };
const FIRST_MS = 1_600_000_000_000;

/** @type {ReplayServer} */
let server;
/** @type {import("../../main/resources/web/client/ticktide.js").TicktideClient} */
let client;
/** Symbol, seq, snapshot and replay of what arrived. @type {any[]} */
let quotes;

/** @param {() => boolean} holds */
async function until(holds) {
  for (let waited = 0; !holds(); waited += 5) {
    assert.ok(waited < 5_000, "it never came to that");
    await delay(5);
  }
}

/** @param {string[]} symbols */
function subscribe(...symbols) {
  return client.subscribe(symbols, { channel: "quote" }, ({ sym, seq, snapshot, replay }) => quotes.push([sym, seq, snapshot, replay]));
}

beforeEach(async () => {
  Object.assign(globalThis, { WebSocket });
  quotes = [];
  server = new ReplayServer();
  const url = await server.start();
  if (wireIsThere) {
    const { TicktideClient } = await import("../../main/resources/web/client/ticktide.js");
    client = new TicktideClient();
    client.connect(url);
    await once(client, "welcome");
  }
});

afterEach(() => {
  client?.close();
  server.stop();
});

test("streams go to the recording and back, each begun anew with a snapshot", built, async () => {
  subscribe("BTC-USD");
  await until(() => quotes.length === 1);
  /** @type {boolean[]} */
  const moves = [];
  client.addEventListener("moved", (event) => moves.push(/** @type {CustomEvent} */ (event).detail.otherMarket));

  const opened = await client.replay.open("day", { paused: true });
  await until(() => quotes.length === 2);
  server.quote("BTC-USD", 101);
  await until(() => quotes.length === 3);
  const back = await client.replay.live();
  await until(() => quotes.length === 4);

  assert.deepEqual([opened.name, opened.recording, opened.firstMs, opened.lastMs - opened.firstMs], ["paused", "day", FIRST_MS, 3_600_000]);
  assert.equal(back.name, "live");
  assert.deepEqual(quotes, [
    ["BTC-USD", 100, true, false], ["BTC-USD", 100, true, true], ["BTC-USD", 101, false, true], ["BTC-USD", 100, true, false],
  ]);
  assert.deepEqual(moves, [true, true]);
  assert.deepEqual([client.counters.violations, client.counters.unrouted], [0, 0]);
});

test("the seqs of a seek backwards are no violation, nor are snapshots repeats", built, async () => {
  subscribe("BTC-USD");
  await client.replay.open("day", { from: FIRST_MS + 1_000 });
  server.quote("BTC-USD", 101);

  await client.replay.seek(1_600_000_000_500_000_001n);

  await until(() => quotes.length >= 2 && quotes.at(-1)[1] === 100);
  assert.equal(client.counters.violations, 0);
  const asked = server.commands.filter(({ op }) => op === "replay").map(({ id, op, ...rest }) => rest);
  assert.deepEqual(asked, [
    { action: "open", recording: "day", speed: 1, paused: false, from: "1600000001000000000" },
    { action: "seek", time: "1600000000500000001" },
  ]);
  assert.equal(client.replay.state.positionNs, 1_600_000_000_500_000_001n);
});

test("a time in ms that rounds out of the recording is its end", built, async () => {
  const { firstMs, lastMs } = await client.replay.open("day", { paused: true });

  await client.replay.seek(firstMs - 0.001);
  await client.replay.seek(lastMs + 1e6);

  const times = server.commands.filter(({ action }) => action === "seek").map(({ time }) => time);
  assert.deepEqual(times, ["1600000000000000000", "1600003600000000000"]);
});

test("what the recording does not have waits and comes back with the present", built, async () => {
  subscribe("AAPL");
  await until(() => quotes.length === 1);
  await client.replay.open("day");
  subscribe("ETH-USD");
  await until(() => quotes.length === 2);

  await client.replay.live();

  await until(() => quotes.length === 3);
  assert.deepEqual(quotes.map(([sym]) => sym), ["AAPL", "ETH-USD", "AAPL"]);
  const asked = server.commands.filter(({ op }) => op === "subscribe").map(({ sym }) => sym.join());
  assert.deepEqual(asked, ["AAPL", "ETH-USD", "AAPL"], "AAPL is not asked for while it is not there");
});

test("pace and state follow the server's answers", built, async () => {
  /** @type {string[]} */
  const states = [];
  client.addEventListener("replay", (event) => {
    const { name, pending, speed } = /** @type {CustomEvent} */ (event).detail;
    states.push(`${name} ${speed} ${pending ?? ""}`.trim());
  });

  await client.replay.open("day", { paused: true });
  await client.replay.speed(10);
  await client.replay.play();
  server.replay.state = "ended";
  server.tell();
  await until(() => client.replay.state.name === "ended");

  assert.deepEqual(states, ["live 1 open", "paused 1", "paused 1 speed", "paused 10", "paused 10 play", "playing 10", "ended 10"]);
});

test("a refusal rejects its command with the server's words and changes nothing", built, async () => {
  await client.replay.open("day", { paused: true });
  server.refusal = { code: 309, text: "all 16 replays of this server are in use; try again later" };
  /** @type {any[]} */
  const errors = [];
  client.addEventListener("error", (event) => errors.push(event));

  await assert.rejects(client.replay.open("night"), { message: /all 16 replays/, code: 309 });

  assert.equal(client.replay.state.name, "paused");
  assert.equal(client.replay.state.pending, null);
  assert.equal(errors.length, 0);
});

test("a replay whose connection was cut is opened again where it was", built, async () => {
  subscribe("BTC-USD");
  await client.replay.open("day", { from: FIRST_MS + 60_000, paused: true, speed: 5 });
  await until(() => quotes.at(-1)?.[3] === true);
  server.commands = [];

  server.cut();
  await until(() => client.replay.state.name === "live");
  client.retryNow();
  await until(() => client.replay.state.name === "paused");
  await until(() => server.commands.some(({ op }) => op === "subscribe"));

  const [open] = server.commands.filter(({ op }) => op === "replay");
  assert.deepEqual([open.recording, open.from, open.paused, open.speed], ["day", "1600000060000000000", true, 5]);
  const ops = server.commands.map(({ op }) => op).filter((op) => op !== "ping");
  assert.deepEqual(ops, ["replay", "subscribe"], "nothing is subscribed in the present meanwhile");
  assert.equal(server.commands.find(({ op }) => op === "subscribe")?.from, undefined, "seqs of a replay are no place to go on from");
  assert.equal(client.counters.violations, 0);
});

test("between two words of the server the position goes on at its pace, not beyond the end", () => {
  const state = {
    name: /** @type {const} */ ("playing"), recording: "day", epoch: "7", positionNs: 0n, positionMs: 1_000, firstNs: 0n, firstMs: 0, lastNs: 9_000_000_000n, lastMs: 9_000,
    speed: 10, toldAtMs: 500, pending: null,
  };

  assert.equal(positionOf(state, 700), 3_000);
  assert.equal(positionOf(state, 5_000), 9_000);
  assert.equal(positionOf({ ...state, name: "paused" }, 700), 1_000);
  assert.equal(positionOf({ ...state, speed: "max" }, 700), 1_000);
});
