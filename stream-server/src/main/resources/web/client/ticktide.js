import { ClockOffset } from "./clock-offset.js";
import { mayRetry } from "./close-codes.js";
import { Connection } from "./connection.js";
import { Counters } from "./counters.js";
import { eventOf, instrument, message } from "./packets.js";
import { Replay } from "./replay.js";
import { Subscriptions } from "./subscriptions.js";
import { HeartbeatDecoder, InstrumentDefinitionDecoder, PacketReader, causeNames } from "./wire.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").SubscribeOptions} SubscribeOptions */
/** @typedef {import("./types.js").Instrument} Instrument */

/** Close code of a server that wants a token, or a newer one. */
const NOT_AUTHENTICATED = 4401;
/** @type {import("./types.js").FeedState} as an older server's feed is taken to be */
const FEED_RUNS = Object.freeze({ state: "running", since: "0" });
const PING_EVERY_MS = 10_000;
/** The first estimates are taken quickly, yet over some seconds: a page that is still loading answers late. */
const FIRST_PINGS = 6;

/** The client's clock in ms since the Unix epoch with a fraction; Date.now() has whole ms only. */
const clockMs = () => performance.timeOrigin + performance.now();

/** @param {number} ms @returns {string} ns, as the protocol writes 64-bit integers */
const nanos = (ms) => (BigInt(Math.round(ms * 1000)) * 1000n).toString();

/**
 * A client of a Ticktide server: subscribe to prices, get plain objects, whatever happens to the connection.
 *
 *     import { TicktideClient } from "http://localhost:8080/client/ticktide.js";
 *     const client = new TicktideClient();
 *     client.connect("ws://localhost:8080/v1/stream");
 *     client.subscribe(["BTC-USD"], { channel: "quote", maxRate: 10 }, (quote) => {
 *       console.log(quote.sym, quote.bidPx, quote.askPx, "merged", quote.conflated);
 *     });
 *
 * After a reconnect each stream goes on where it was: what was missed comes first, marked `catchUp`, as far as the server
 * kept it; `counters` tells `recovered` and `holes`.
 *
 * Events: `state` (detail: ConnectionState), `welcome` (detail: Welcome), `feed` (detail: FeedState), `authenticated` and `warning` (detail: the
 * server's message), `error` (detail: the server's error), and `violation` (detail: the message that broke the
 * accounting rule); `replay` (detail: ReplayState) whenever the {@link replay} changed, and `moved` when all streams
 * begin anew at another time: what was shown of them is out of date.
 */
export class TicktideClient extends EventTarget {
  /** What was received; see the class. */
  counters = new Counters();

  /** Opens and steers the replay of a recording on this connection. */
  replay = new Replay({
    send: (command) => this.#sendNumbered("replay", command),
    moved: (otherMarket) => {
      this.#subscriptions.moved(otherMarket);
      this.#emit("moved", { otherMarket });
      this.#flushSoon();
    },
    told: (state) => this.#emit("replay", state),
  });

  #clock = new ClockOffset();
  #reader = new PacketReader();
  #subscriptions = new Subscriptions();
  /** @type {Map<number, Instrument>} */
  #instruments = new Map();
  /** @type {Connection | null} */
  #connection = null;
  #epoch = "";
  #flushAsked = false;
  #welcomedMs = 0;
  #pings = 0;
  #pingedMs = 0;
  #asText;
  #token;
  /** @type {string | null} the token that the server was shown last */
  #shown = null;
  /** Whether subscriptions wait for a replay to be open again. */
  #held = false;
  /** @type {import("./types.js").FeedState} */
  #feed = FEED_RUNS;
  /** Whether commands may be sent: welcomed, and the token accepted if there is one. */
  #ready = false;

  /**
   * @param {{decimals?: "number" | "string", token?: import("./types.js").Token}} [settings] how prices and quantities
   *   are given: as the nearest double (default) or as the exact decimal text; what to show a server that asks for a
   *   token: a text, or a function that gets a new one whenever one is needed
   */
  constructor({ decimals = "number", token } = {}) {
    super();
    this.#asText = decimals === "string";
    this.#token = token;
  }

  /**
   * Connects, and stays connected until {@link close} or until the server says that trying again is no use.
   * @param {string} [url] ws:// or wss://…/v1/stream; the page's own server when left out
   */
  connect(url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/v1/stream`) {
    this.#connection?.close();
    this.#connection = new Connection(url, {
      onWelcome: (welcome) => this.#welcomed(welcome),
      onControl: (control) => this.#control(control),
      onPacket: (frame) => this.#packet(frame),
      onState: (state) => this.#emit("state", state),
      onLost: () => this.#lost(),
      onTick: () => this.#tick(),
    }, {
      // Only a function may have a better token next time.
      retries: (code) => mayRetry(code) || (code === NOT_AUTHENTICATED && typeof this.#token === "function"),
    });
    this.#connection.open();
  }

  /** Closes for good; subscriptions are kept for the next {@link connect}. */
  close() {
    this.#connection?.close();
  }

  /** Does not wait for the next attempt. */
  retryNow() {
    this.#connection?.open();
  }

  /**
   * Subscribes now and after every reconnect. The same stream may be subscribed many times: the server sends it once,
   * at the highest rate asked for.
   * @template {Message} [M=any]
   * @param {string[]} symbols
   * @param {SubscribeOptions} options
   * @param {(message: M) => void} onMessage
   * @returns {import("./types.js").Subscription}
   * @throws {RangeError} for an interval that is not offered
   */
  subscribe(symbols, options, onMessage) {
    const listener = { options, onMessage: /** @type {(message: Message) => void} */ (onMessage) };
    for (const sym of symbols) {
      const { newest, active, error } = this.#subscriptions.add(sym, listener);
      if (error) {
        options.onError?.(error);
      } else if (active) {
        options.onSubscribed?.(sym);
        if (newest && options.snapshot !== false) {
          // The server sent its snapshot to an earlier listener.
          listener.onMessage({ ...newest, snapshot: true });
        }
      }
    }
    this.#flushSoon();
    return {
      unsubscribe: () => {
        this.#subscriptions.remove(listener);
        this.#flushSoon();
      },
    };
  }

  /** @returns {import("./types.js").ConnectionState} */
  get state() {
    return this.#connection?.state ?? { name: "idle", attempt: 0, retryAtMs: 0, code: 0, reason: "" };
  }

  /** What the server said of itself; null while not live. */
  get welcome() {
    return this.#connection?.welcome ?? null;
  }

  /** How the server's feed is, as told last. */
  get feed() {
    return this.#feed;
  }

  /** Whether a heartbeat is overdue. */
  get heartbeatLate() {
    return this.#connection?.heartbeatLate ?? false;
  }

  /** ms since anything was received. */
  get silentMs() {
    return this.#connection?.silentMs ?? 0;
  }

  /** Server clock − client clock in ms. */
  get clockOffsetMs() {
    return this.#clock.offsetMs;
  }

  /** Shortest recent round trip in ms, or null. */
  get roundTripMs() {
    return this.#clock.roundTripMs;
  }

  /** Streams subscribed. */
  get streams() {
    return this.#subscriptions.size;
  }

  /** @param {import("./types.js").Welcome} welcome */
  #welcomed(welcome) {
    if (this.#epoch !== "") {
      this.counters.reconnects += 1;
    }
    this.#subscriptions.connected(welcome.epoch);
    this.#epoch = welcome.epoch;
    this.#welcomedMs = Number(welcome.serverTime) / 1e6;
    this.#instruments.clear();
    this.#clock.reset();
    this.#pings = 0;
    const { state = FEED_RUNS.state, since = FEED_RUNS.since } = welcome.feed;
    this.#feed = { state, since };
    this.#emit("welcome", welcome);
    if (this.#token === undefined) {
      this.#begin();
    } else {
      this.#authenticate(welcome);
    }
  }

  #begin() {
    this.#ready = true;
    this.#ping();
    const reopening = this.replay.resume();
    if (reopening) {
      // What is subscribed meanwhile would begin in the present, just to be taken to the recording.
      this.#held = true;
      const goOn = () => {
        this.#held = false;
        this.#flush();
      };
      reopening.then(goOn, (error) => (this.#emit("error", { code: error.code ?? 0, text: error.message }), goOn()));
    }
    this.#flush();
  }

  #lost() {
    this.#ready = false;
    this.#held = false;
    this.#subscriptions.disconnected(this.replay.isOpen);
    this.replay.lost();
  }

  /**
   * Shows the token; the answer comes later.
   * @param {import("./types.js").Welcome} welcome of the connection that it is for: it may be gone when the token comes
   */
  async #authenticate(welcome) {
    try {
      const token = typeof this.#token === "function" ? await this.#token() : this.#token ?? null;
      // To show the same token again would not put off its end, only bring the next warning.
      if (this.welcome !== welcome || (this.#ready && token === this.#shown)) {
        return;
      }
      this.#shown = token;
      if (token === null) {
        this.#begin();
      } else {
        this.#connection?.send({ op: "auth", id: this.#subscriptions.number("auth"), token });
      }
    } catch (error) {
      if (this.welcome === welcome && !this.#ready) {
        this.#connection?.abandon(`no token: ${error instanceof Error ? error.message : error}`);
      }
    }
  }

  /** @param {Record<string, any>} control */
  #control(control) {
    if (control.op === "subscribed" && control.id === undefined) {
      this.#subscriptions.begunAnew(control);
    } else if (control.op === "replay") {
      this.#subscriptions.answered(control);
      this.replay.answered(control);
    } else if (control.op === "subscribed") {
      const { missed, recovered, holes } = this.#subscriptions.subscribed(control);
      this.counters.missed += missed;
      this.counters.recovered += recovered;
      this.counters.holes += holes;
      this.#flushSoon();
    } else if (control.op === "authenticated") {
      this.#subscriptions.answered(control);
      this.#emit("authenticated", control);
      if (!this.#ready) {
        this.#begin();
      }
    } else if (control.op === "feed") {
      this.#feed = { state: control.state, since: control.since };
      this.#emit("feed", this.#feed);
    } else if (control.op === "warning") {
      this.#emit("warning", control);
      if (this.welcome && typeof this.#token === "function") {
        this.#authenticate(this.welcome);
      }
    } else if (control.op === "unsubscribed" && control.id === undefined) {
      this.#subscriptions.ended(control);
    } else if (control.op === "modified" || control.op === "unsubscribed") {
      this.#subscriptions.answered(control);
    } else if (control.op === "pong") {
      this.#subscriptions.answered(control);
      this.#clock.sample(Number(control.t0) / 1e6, Number(control.t1) / 1e6, Number(control.t2) / 1e6, clockMs());
    } else if (control.op === "error") {
      const id = this.#subscriptions.blamed(control);
      if (this.replay.refused(id, { code: control.code, text: control.text })) {
        this.#subscriptions.answered({ id });
      } else if (this.#subscriptions.refused(control)) {
        setTimeout(() => this.#flush(), control.retryAfterMs);
      } else {
        this.#emit("error", control);
      }
    }
  }

  /** @param {ArrayBuffer} frame */
  #packet(frame) {
    this.counters.frames += 1;
    this.counters.bytes += frame.byteLength;
    const serverMs = clockMs() + this.#clock.offsetMs;
    try {
      this.#reader.read(frame, (decoder) => this.#decoded(decoder, serverMs));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "WireError") {
        throw error;
      }
      this.counters.decodeErrors += 1;
      this.#connection?.abandon(`a frame could not be decoded: ${error.message}`);
    }
    this.counters.unknownTemplates = this.#reader.unknownTemplates;
  }

  /**
   * @param {import("./wire.js").MessageDecoder} d valid until this returns
   * @param {number} serverMs
   */
  #decoded(d, serverMs) {
    const event = eventOf(d);
    if (event !== null) {
      this.#event(event, serverMs);
    } else if (d instanceof InstrumentDefinitionDecoder) {
      this.#instruments.set(d.instrumentId, instrument(d));
    } else if (d instanceof HeartbeatDecoder) {
      this.#heartbeat(d);
    }
  }

  /** @param {HeartbeatDecoder} heartbeat */
  #heartbeat({ streams }) {
    this.counters.heartbeats += 1;
    while (streams.next()) {
      const { instrumentId, channel, detail, seq, conflated, cause } = streams;
      const stream = this.#subscriptions.route(instrumentId, channel, detail);
      if (stream) {
        const { lastSeq } = stream.account;
        this.counters.countMerged(conflated, conflated > 0 ? causeNames(cause) : []);
        if (!stream.account.confirm(seq, conflated)) {
          this.#violated({ sym: stream.sym, heartbeatSeq: seq, conflated, lastSeq });
        }
      }
    }
  }

  /**
   * @param {NonNullable<ReturnType<typeof eventOf>>} decoded
   * @param {number} serverMs
   */
  #event({ event, channel, detail }, serverMs) {
    const id = event.ev.instrumentId;
    const stream = this.#subscriptions.route(id, channel, detail);
    const of = this.#instruments.get(id);
    if (!stream || !of) {
      this.counters.unrouted += 1;
      return;
    }
    const before = stream.account.lastSeq;
    const plain = message(event, of, stream, this.#asText);
    plain.ageMs = serverMs - plain.tsIngressMs;
    plain.repeat = plain.snapshot && plain.seq <= stream.newestSeq;
    plain.catchUp = stream.resumed && !plain.snapshot && plain.tsIngressMs < this.#welcomedMs;
    this.counters.messages += 1;
    this.counters.countMerged(plain.conflated, plain.cause);
    if (!stream.account.accept(plain.seq, plain.conflated)) {
      this.#violated({ sym: plain.sym, type: plain.type, seq: plain.seq, conflated: plain.conflated, lastSeq: before });
    }
    stream.newest = plain;
    stream.newestSeq = Math.max(stream.newestSeq, plain.seq);
    for (const { onMessage } of stream.listeners) {
      onMessage(plain);
    }
  }

  /** @param {Record<string, any>} detail */
  #violated(detail) {
    this.counters.violations += 1;
    this.#emit("violation", detail);
  }

  #flushSoon() {
    if (!this.#flushAsked) {
      this.#flushAsked = true;
      queueMicrotask(() => this.#flush());
    }
  }

  #flush() {
    this.#flushAsked = false;
    if (this.#ready && !this.#held) {
      this.#subscriptions.commands().forEach((command) => this.#connection?.send(command));
    }
  }

  #tick() {
    if (!this.#ready) {
      return;
    }
    if (this.#pings < FIRST_PINGS || clockMs() - this.#pingedMs >= PING_EVERY_MS) {
      this.#ping();
    }
  }

  /**
   * @param {"ping" | "auth" | "replay"} op
   * @param {Record<string, any>} command
   * @returns {number | null} its id; null when it could not be sent
   */
  #sendNumbered(op, command) {
    if (!this.#ready) {
      return null;
    }
    const id = this.#subscriptions.number(op);
    return this.#connection?.send({ ...command, id }) ? id : null;
  }

  #ping() {
    this.#pings += 1;
    this.#pingedMs = clockMs();
    this.#connection?.send({ op: "ping", id: this.#subscriptions.number("ping"), t0: nanos(this.#pingedMs) });
  }

  /**
   * @param {string} type
   * @param {any} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
