import { once } from "node:events";
import { WebSocketServer } from "ws";
import { definition, packet, quote } from "./frames.mjs";

// A server that offers one recording and knows nothing of prices: each stream of quotes gets one snapshot when it begins.

const WELCOME = {
  op: "welcome", epoch: "1", session: "1", serverTime: "1700000001000000000", protocol: "ticktide.sbe.v1", schemaVersion: 1, heartbeatMs: 5000,
  idleTimeoutMs: 30000, limits: { maxStreams: 100, maxMessageBytes: 16384 }, feed: { name: "test", replay: false },
};
const SNAPSHOT = 1;
const REPLAY = 4;
/** Instruments by market: the same symbol has another id in each. @type {Record<string, string[]>} */
const MARKETS = { live: ["AAPL", "BTC-USD"], day: ["BTC-USD", "ETH-USD"] };
const FIRST_NS = 1_600_000_000_000_000_000n;
const LAST_NS = FIRST_NS + 3_600_000_000_000n;

/** @typedef {Record<string, any>} Json */

/** Speaks the replay commands, as PROTOCOL.md has them, to the client that connected last. */
export class ReplayServer {
  /** Commands received, oldest first. @type {Json[]} */
  commands = [];
  /** Answered to the next `replay` command instead. @type {{code: number, text: string} | null} */
  refusal = null;
  market = "live";
  /** @type {Json} */
  replay = {};
  #server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  /** @type {import("ws").WebSocket | null} */
  #socket = null;
  /** Symbols whose quotes are subscribed. @type {Set<string>} */
  #subscribed = new Set();

  /** @returns {Promise<string>} address to connect to */
  async start() {
    this.#server.on("connection", (socket) => {
      this.#socket = socket;
      this.market = "live";
      this.#subscribed.clear();
      socket.on("message", (data) => this.#received(JSON.parse(String(data))));
      this.say(WELCOME);
    });
    await once(this.#server, "listening");
    return `ws://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (this.#server.address()).port}`;
  }

  stop() {
    this.cut();
    this.#server.close();
  }

  /** Ends the connection as a lost network does. */
  cut() {
    this.#server.clients.forEach((each) => each.terminate());
  }

  /** @param {Json} message */
  say(message) {
    this.#socket?.send(JSON.stringify(message));
  }

  /** Says where the replay stands. @param {Json} [more] */
  tell(more = {}) {
    this.say({ op: "replay", ...(this.market === "live" ? { state: "live" } : this.replay), ...more });
  }

  /** Sends one more quote of a symbol. @param {string} sym @param {number} seq @param {number} [flags] */
  quote(sym, seq, flags = 0) {
    const id = MARKETS[this.market].indexOf(sym);
    const ofMarket = this.market === "live" ? 0 : REPLAY;
    this.#socket?.send(packet(definition({ id, sym }), quote({ id, seq, flags: flags | ofMarket })));
  }

  /** @param {Json} command */
  #received(command) {
    this.commands.push(command);
    const { op, id, sym, ch } = command;
    if (op === "subscribe") {
      this.say({ op: "subscribed", id, ch, streams: sym.map((/** @type {string} */ one) => this.#subscribe(one)) });
    } else if (op === "unsubscribe") {
      sym.forEach((/** @type {string} */ one) => this.#subscribed.delete(one));
      this.say({ op: "unsubscribed", id, ch, streams: [] });
    } else if (op === "replay" && this.refusal) {
      this.say({ op: "error", id, ...this.refusal, retryAfterMs: 0, closing: false });
      this.refusal = null;
    } else if (op === "replay") {
      this.#replay(command);
    }
  }

  /** @param {string} sym */
  #subscribe(sym) {
    const instrumentId = MARKETS[this.market].indexOf(sym);
    if (instrumentId < 0) {
      return { sym, error: { code: 200, field: "sym", text: `unknown symbol "${sym}"` } };
    }
    this.#subscribed.add(sym);
    setImmediate(() => this.quote(sym, 100, SNAPSHOT));
    return { sym, instrumentId, lastSeq: "99" };
  }

  /** @param {Json} command */
  #replay({ id, action, recording, from, time, speed, paused }) {
    if (action === "open") {
      this.replay = {
        state: paused ? "paused" : "playing", recording, epoch: "7", position: from ?? String(FIRST_NS), speed, first: String(FIRST_NS), last: String(LAST_NS),
      };
      this.#move("day", id);
    } else if (action === "seek") {
      this.replay.position = time;
      this.#move("day", id);
    } else if (action === "live") {
      this.#move("live", id);
    } else {
      this.replay.state = action === "play" ? "playing" : action === "speed" ? this.replay.state : "paused";
      this.replay.speed = speed ?? this.replay.speed;
      this.tell({ id });
    }
  }

  /** @param {string} market @param {number} id */
  #move(market, id) {
    this.market = market;
    this.tell({ id });
    const all = [...this.#subscribed];
    const gone = all.filter((sym) => !MARKETS[market].includes(sym));
    gone.forEach((sym) => this.#subscribed.delete(sym));
    const error = { code: 310, field: "sym", text: "not there" };
    if (gone.length > 0) {
      this.say({ op: "unsubscribed", ch: "quote", streams: gone.map((sym) => ({ sym, error })) });
    }
    const streams = all.filter((sym) => !gone.includes(sym)).map((sym) => this.#subscribe(sym));
    if (streams.length > 0) {
      this.say({ op: "subscribed", ch: "quote", effective: { maxRate: null, snapshot: true }, streams });
    }
  }
}
