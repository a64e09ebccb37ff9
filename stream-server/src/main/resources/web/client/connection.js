import { Backoff } from "./backoff.js";
import { describeClose, mayRetry } from "./close-codes.js";

/** @typedef {import("./types.js").ConnectionState} ConnectionState */
/** @typedef {import("./types.js").Welcome} Welcome */

const SUBPROTOCOL = "ticktide.sbe.v1";
/** Connecting and being welcomed may take this long. */
const WELCOME_TIMEOUT_MS = 10_000;
/** A connection this old has worked: its end is a new failure, not the next of a series. */
const PROVEN_AFTER_MS = 5_000;
/** Silence of this many heartbeat intervals is death: one may be late, two are not. */
const DEAD_AFTER_HEARTBEATS = 3;
const LATE_AFTER_HEARTBEATS = 1.6;
const TICK_MS = 1_000;

/**
 * Keeps one WebSocket open: connects, notices death, waits, connects again – or stops when the close code says that
 * trying again is no use.
 * ```
 * idle ─open─► connecting ─welcome─► live ─┐
 *                  ▲                       │ closed, retry allowed
 *                  └──── waiting ◄─────────┤
 *                                 closed ◄─┘ otherwise, or close()
 * ```
 */
export class Connection {
  /** @type {ConnectionState} */
  state = { name: "idle", attempt: 0, retryAtMs: 0, code: 0, reason: "" };
  /** @type {Welcome | null} */
  welcome = null;

  #url;
  #events;
  #openSocket;
  #backoff;
  #retries;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retryTimer;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #tickTimer;
  #openedMs = 0;
  #receivedMs = 0;
  /** @type {{code: number, reason: string, retryAfterMs: number} | null} */
  #goodbye = null;

  /**
   * @param {string} url
   * @param {{onWelcome: (welcome: Welcome) => void, onControl: (message: Record<string, any>) => void,
   *   onPacket: (frame: ArrayBuffer) => void, onState: (state: ConnectionState) => void, onLost: () => void,
   *   onTick: () => void}} events
   * @param {{openSocket?: (url: string, protocol: string) => WebSocket, backoff?: Backoff,
   *   retries?: (code: number) => boolean}} [parts] the first two for tests; after which close codes to try again
   */
  constructor(url, events, { openSocket = (u, p) => new WebSocket(u, p), backoff = new Backoff(), retries = mayRetry } = {}) {
    this.#url = url;
    this.#events = events;
    this.#openSocket = openSocket;
    this.#backoff = backoff;
    this.#retries = retries;
  }

  /** Connects now, whether idle, waiting or closed. */
  open() {
    if (this.#socket) {
      return;
    }
    clearTimeout(this.#retryTimer);
    clearInterval(this.#tickTimer);
    this.#goodbye = null;
    this.#openedMs = this.#receivedMs = Date.now();
    this.#enter("connecting", 0, this.state.code, this.state.reason);
    const socket = this.#openSocket(this.#url, SUBPROTOCOL);
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => this.#received(data);
    socket.onclose = ({ code, reason }) => this.#ended(code, reason);
    this.#socket = socket;
    this.#tickTimer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Closes for good. */
  close() {
    this.#drop();
    clearTimeout(this.#retryTimer);
    this.#enter("closed", 0, 1000, "closed by this client");
  }

  /**
   * Ends this connection because of what it delivered, and tries another one.
   * @param {string} reason
   */
  abandon(reason) {
    this.#ended(1006, reason);
  }

  /**
   * @param {Record<string, any>} command
   * @returns {boolean} false when not connected; nothing is kept
   */
  send(command) {
    if (this.state.name !== "live" || !this.#socket) {
      return false;
    }
    this.#socket.send(JSON.stringify(command));
    return true;
  }

  /** ms since anything was received, 0 when not connected. */
  get silentMs() {
    return this.#socket ? Date.now() - this.#receivedMs : 0;
  }

  /** Whether a heartbeat is overdue, yet not long enough to give up. */
  get heartbeatLate() {
    return this.welcome !== null && this.silentMs > LATE_AFTER_HEARTBEATS * this.welcome.heartbeatMs;
  }

  /** @param {ArrayBuffer | string} data */
  #received(data) {
    this.#receivedMs = Date.now();
    if (typeof data !== "string") {
      this.#events.onPacket(data);
      return;
    }
    const message = JSON.parse(data);
    if (message.op === "welcome") {
      this.welcome = message;
      this.#enter("live", 0, 0, "");
      this.#events.onWelcome(message);
    } else {
      if (message.op === "goodbye") {
        this.#goodbye = message;
      }
      this.#events.onControl(message);
    }
  }

  /**
   * @param {number} code
   * @param {string} reason
   */
  #ended(code, reason) {
    // A goodbye that arrived says more than a close frame that did not.
    const known = code === 1006 && this.#goodbye ? this.#goodbye.code : code;
    const words = describeClose(known, reason || this.#goodbye?.reason);
    if (this.state.name === "live" && Date.now() - this.#openedMs >= PROVEN_AFTER_MS) {
      this.#backoff.reset();
    }
    this.#drop();
    if (!this.#retries(known)) {
      this.#enter("closed", 0, known, words);
      return;
    }
    const delayMs = this.#backoff.nextDelayMs(this.#goodbye?.retryAfterMs);
    this.#retryTimer = setTimeout(() => this.open(), delayMs);
    this.#enter("waiting", Date.now() + delayMs, known, words);
  }

  #drop() {
    const socket = this.#socket;
    clearInterval(this.#tickTimer);
    this.#socket = null;
    this.welcome = null;
    if (socket) {
      // The closing handshake of a dead connection may take a minute: do not wait for it.
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
      this.#events.onLost();
    }
  }

  #tick() {
    if (this.welcome === null) {
      if (Date.now() - this.#openedMs > WELCOME_TIMEOUT_MS) {
        this.#ended(1006, `no welcome within ${WELCOME_TIMEOUT_MS / 1000} s`);
      }
    } else if (this.silentMs > DEAD_AFTER_HEARTBEATS * this.welcome.heartbeatMs) {
      this.#ended(1006, `no heartbeat for ${Math.round(this.silentMs / 1000)} s`);
    } else {
      this.#events.onTick();
    }
  }

  /**
   * @param {ConnectionState["name"]} name
   * @param {number} retryAtMs
   * @param {number} code
   * @param {string} reason
   */
  #enter(name, retryAtMs, code, reason) {
    this.state = { name, attempt: this.#backoff.attempt, retryAtMs, code, reason };
    this.#events.onState(this.state);
  }
}
