/** @typedef {import("./types.js").ReplayState} ReplayState */
/** @typedef {import("./types.js").ReplayOptions} ReplayOptions */
/** @typedef {Record<string, any>} Control */

/**
 * @typedef {object} ReplayParts what a replay needs of its client
 * @property {(command: Control) => number | null} send the command's id; null when not connected
 * @property {(otherMarket: boolean) => void} moved the streams begin anew, perhaps with other instruments
 * @property {(state: ReplayState) => void} told the state changed
 */

/** The state of a connection that has no replay. @type {ReplayState} */
const LIVE = Object.freeze({
  name: "live", recording: "", epoch: "", positionNs: 0n, positionMs: 0, firstNs: 0n, firstMs: 0, lastNs: 0n, lastMs: 0, speed: 1, toldAtMs: 0, pending: null,
});

/** After these all streams begin anew. */
const MOVES = new Set(["open", "seek", "live"]);

/** @param {bigint} ns */
const toMs = (ns) => Number(ns) / 1e6;

/** @param {number | bigint} time ms, or ns as a bigint @returns {string} ns */
const nanos = (time) => (typeof time === "bigint" ? time : BigInt(Math.round(time * 1000)) * 1000n).toString();

/**
 * A time in ms is not exact to the ns: the first and the last one of a recording must not fall out of it.
 * @param {ReplayState} state
 * @param {string} timeNs
 * @returns {string}
 */
function within({ firstNs, lastNs }, timeNs) {
  const time = BigInt(timeNs);
  return (time < firstNs ? firstNs : time > lastNs ? lastNs : time).toString();
}

/**
 * The replay of a recording on this connection: the streams that are subscribed, and those that will be, tell the
 * recording instead of the present.
 * ```
 * live ──open──► paused ◄──play, pause──► playing ──► ended
 *   ▲              └────── seek, step, speed ────────┘
 *   └──live──────────────────────────────────────────┘
 * ```
 * Each command gives a promise of the state that the server answers, rejected with the server's words. After open, seek
 * and live every stream begins anew with a snapshot. A connection that is lost takes its replay with it: it is opened
 * again, where it was, when the client is connected again.
 *
 *     const { firstMs, lastMs } = await client.replay.open("2024-08-08", { paused: true });
 *     await client.replay.seek((firstMs + lastMs) / 2);
 *     await client.replay.speed(10);
 *     await client.replay.play();
 *     …
 *     await client.replay.live();
 */
export class Replay {
  /** What the server told last, and what it was asked meanwhile. @type {ReplayState} */
  state = LIVE;
  #parts;
  /** @type {Map<number, {action: string, resolve: (state: ReplayState) => void, reject: (error: Error) => void}>} */
  #asked = new Map();
  /** What to open after a reconnect. @type {{recording: string, position: bigint, speed: number | "max", paused: boolean} | null} */
  #again = null;

  /** @param {ReplayParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** Whether data is of a recording. */
  get isOpen() {
    return this.state.name !== "live";
  }

  /** Whether a connection was lost with a replay that will be opened again. */
  get willReopen() {
    return this.#again !== null;
  }

  /** Where the replay is by now, as far as can be told from its pace: ms since the Unix epoch. */
  get positionMs() {
    return positionOf(this.state, performance.now());
  }

  /**
   * Opens a recording, instead of another one if there is one.
   * @param {string} recording name, as /api/recordings tells it
   * @param {ReplayOptions} [options]
   */
  open(recording, { from, speed = 1, paused = false } = {}) {
    const start = from === undefined ? {} : { from: nanos(from) };
    return this.#ask("open", { recording, speed, paused, ...start });
  }

  play() {
    return this.#ask("play", {});
  }

  pause() {
    return this.#ask("pause", {});
  }

  /**
   * @param {number | bigint} time ms since the Unix epoch, outside of the recording its nearer end; or exact ns as a bigint
   */
  seek(time) {
    return this.#ask("seek", { time: typeof time === "bigint" ? nanos(time) : within(this.state, nanos(time)) });
  }

  /** @param {number | "max"} speed multiple of the recording's own pace, 0.1 to 1000 */
  speed(speed) {
    return this.#ask("speed", { speed });
  }

  /** Tells the events of the next event time, then waits. */
  step() {
    return this.#ask("step", {});
  }

  /** Back to the present. */
  live() {
    return this.#ask("live", {});
  }

  /**
   * @param {string} action
   * @param {Control} fields
   * @returns {Promise<ReplayState>}
   */
  #ask(action, fields) {
    const id = this.#parts.send({ op: "replay", action, ...fields });
    if (id === null) {
      return Promise.reject(new Error("not connected"));
    }
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { action, resolve, reject });
      this.#enter({ ...this.state, pending: action });
    });
  }

  /**
   * The server said where the replay stands, asked or not.
   * @param {Control} told
   */
  answered(told) {
    const asked = this.#asked.get(told.id);
    this.#asked.delete(told.id);
    const before = this.state;
    const state = { ...stateOf(told), pending: this.#pendingAction() };
    this.state = state;
    if (MOVES.has(asked?.action ?? "") || before.epoch !== state.epoch || before.recording !== state.recording) {
      this.#parts.moved(before.recording !== state.recording || before.epoch !== state.epoch);
    }
    this.#again = null;
    this.#parts.told(state);
    asked?.resolve(state);
  }

  /**
   * A command was refused.
   * @param {number} id
   * @param {{code: number, text: string}} error
   * @returns {boolean} whether it was one of these
   */
  refused(id, { code, text }) {
    const asked = this.#asked.get(id);
    if (!asked) {
      return false;
    }
    this.#asked.delete(id);
    this.#again = null;
    this.#enter({ ...this.state, pending: this.#pendingAction() });
    asked.reject(Object.assign(new Error(text), { code }));
    return true;
  }

  /** The connection is gone, and the replay with it. */
  lost() {
    const { name, recording, speed } = this.state;
    if (name !== "live") {
      const position = BigInt(within(this.state, nanos(this.positionMs)));
      this.#again = { recording, position, speed, paused: name !== "playing" };
    }
    this.#asked.forEach(({ reject }) => reject(new Error("the connection was lost")));
    this.#asked.clear();
    this.state = LIVE;
    if (name !== "live") {
      this.#parts.moved(true);
      this.#parts.told(this.state);
    }
  }

  /**
   * Connected again.
   * @returns {Promise<unknown> | null} until the recording is open again; null when there is none to open
   */
  resume() {
    const again = this.#again;
    return again && this.open(again.recording, { from: again.position, speed: again.speed, paused: again.paused });
  }

  #pendingAction() {
    return [...this.#asked.values()].at(-1)?.action ?? null;
  }

  /** @param {ReplayState} state */
  #enter(state) {
    this.state = state;
    this.#parts.told(state);
  }
}

/**
 * Where a replay is by now: between two words of the server it goes on at its pace.
 * @param {ReplayState} state
 * @param {number} nowMs performance.now()
 * @returns {number} ms since the Unix epoch
 */
export function positionOf({ name, positionMs, lastMs, speed, toldAtMs }, nowMs) {
  if (name !== "playing" || speed === "max") {
    return positionMs;
  }
  return Math.min(lastMs, positionMs + (nowMs - toldAtMs) * speed);
}

/**
 * @param {Control} told
 * @returns {ReplayState}
 */
function stateOf({ state, recording, epoch, position, speed, first, last }) {
  if (state === "live") {
    return LIVE;
  }
  const [positionNs, firstNs, lastNs] = [position, first, last].map(BigInt);
  return {
    name: state,
    recording,
    epoch,
    positionNs,
    positionMs: toMs(positionNs),
    firstNs,
    firstMs: toMs(firstNs),
    lastNs,
    lastMs: toMs(lastNs),
    speed,
    toldAtMs: performance.now(),
    pending: null,
  };
}
