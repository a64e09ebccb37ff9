import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocket } from "ws";
import { wireIsThere } from "../wire-resolve.mjs";

// The client of the page against a real server, its connection cut again and again.

const URL_OF_SERVER = process.env.TICKTIDE_URL;
const ready = URL_OF_SERVER && wireIsThere ? {} : { skip: "set TICKTIDE_URL to the address of a running server, build codecs" };
const CUTS = 5;

test("a client whose connection is cut misses nothing and gets nothing twice", ready, async () => {
  /** @type {WebSocket[]} */
  const sockets = [];
  class Cuttable extends WebSocket {
    /** @param {string} url @param {string} protocol */
    constructor(url, protocol) {
      super(url, protocol);
      sockets.push(this);
    }
  }
  Object.assign(globalThis, { WebSocket: Cuttable });
  const { TicktideClient } = await import("../../../main/resources/web/client/ticktide.js");
  const client = new TicktideClient();
  const { symbols } = await (await fetch(new URL("/api/symbols", URL_OF_SERVER))).json();
  const { sym } = symbols[0];
  /** @type {number[]} */
  const seqs = [];
  let late = 0;
  let states = 0;
  client.subscribe([sym], { channel: "trade" }, (trade) => {
    seqs.push(trade.seq);
    late += trade.catchUp ? 1 : 0;
  });
  client.subscribe([sym], { channel: "book", depth: "full" }, () => {});
  client.subscribe([sym], { channel: "book", depth: 10, maxRate: 5 }, () => {});
  client.subscribe([sym], { channel: "candle", interval: "1s" }, () => {});
  client.subscribe([sym], { channel: "status" }, () => (states += 1));
  client.connect(new URL("/v1/stream", URL_OF_SERVER).href.replace(/^http/, "ws"));
  try {
    for (let cut = 1; cut <= CUTS; cut++) {
      await delay(1_500);
      sockets.at(-1)?.terminate();
      await delay(800);
      client.retryNow();
    }
    await delay(1_500);

    const { reconnects, recovered, missed, violations } = client.counters;
    assert.deepEqual({ reconnects, missed, violations }, { reconnects: CUTS, missed: 0, violations: 0 });
    assert.ok(recovered >= 3 * CUTS, `${recovered} streams recovered`);
    assert.ok(late > 0, "no trade came late");
    assert.deepEqual(seqs, Array.from(seqs, (_, i) => seqs[0] + i));
    assert.equal(states, 1, "a state that did not change is not told again");
  } finally {
    client.close();
  }
});
