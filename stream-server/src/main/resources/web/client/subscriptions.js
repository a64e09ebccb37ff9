import { CHANNELS, Stream, routeOf } from "./stream.js";

/** @typedef {import("./stream.js").Listener} Listener */
/** @typedef {Record<string, any>} Control */

/** Characters of symbols in one command: far below the server's 16 KiB even when each needs three bytes. */
const SYMBOL_CHARS_PER_COMMAND = 4000;

/**
 * What is wanted, what was asked, and what the server answered. {@link commands} brings the second in line with the
 * first, so that a new listener, a changed rate and a reconnect are all the same thing.
 */
export class Subscriptions {
  /** @type {Map<string, Stream>} */
  #streams = new Map();
  /** @type {Map<number, Stream>} */
  #routes = new Map();
  /** Streams whose last listener left, still to be unsubscribed. @type {Stream[]} */
  #orphans = [];
  /** @type {Map<number, Stream[]>} */
  #pending = new Map();
  #nextId = 1;

  /**
   * @param {string} sym
   * @param {Listener} listener
   * @returns {Stream}
   */
  add(sym, listener) {
    const { channel, interval } = listener.options;
    const key = `${channel} ${interval ?? ""} ${sym}`;
    let stream = this.#streams.get(key);
    if (!stream) {
      stream = new Stream(channel, sym, interval);
      this.#streams.set(key, stream);
    }
    stream.listeners.add(listener);
    return stream;
  }

  /** @param {Listener} listener */
  remove(listener) {
    for (const [key, stream] of this.#streams) {
      if (stream.listeners.delete(listener) && stream.listeners.size === 0) {
        this.#streams.delete(key);
        stream.active = false;
        this.#orphans.push(stream);
      }
    }
  }

  /** Streams that somebody listens to. */
  get size() {
    return this.#streams.size;
  }

  /**
   * Commands that are still to be sent to get what is wanted; marks them as sent.
   * @returns {Control[]}
   */
  commands() {
    const leaving = this.#orphans.filter((stream) => stream.askedRate !== undefined);
    this.#orphans = [];
    /** @type {Stream[]} */
    const joining = [];
    for (const stream of this.#streams.values()) {
      if (stream.askedRate === undefined) {
        joining.push(stream);
      } else if (stream.askedRate !== stream.wantedRate() && !stream.error) {
        // A subscribe to a known stream keeps the present rate, so leave it first.
        leaving.push(stream);
        joining.push(stream);
      }
    }
    const commands = this.#grouped("unsubscribe", leaving);
    for (const stream of joining) {
      stream.askedRate = stream.wantedRate();
      stream.error = null;
    }
    return commands.concat(this.#grouped("subscribe", joining));
  }

  /**
   * @param {"subscribe" | "unsubscribe"} op
   * @param {Stream[]} streams
   */
  #grouped(op, streams) {
    /** @type {Map<string, {command: Control, streams: Stream[], chars: number}>} */
    const open = new Map();
    /** @type {Control[]} */
    const commands = [];
    for (const stream of streams) {
      /** @type {Control} */
      const shape = { op, id: 0, ch: stream.channel, sym: [] };
      if (stream.interval !== undefined) {
        shape.interval = stream.interval;
      }
      if (op === "subscribe") {
        shape.snapshot = stream.wantsSnapshot();
        if (stream.askedRate !== null) {
          shape.maxRate = stream.askedRate;
        }
      }
      const key = JSON.stringify(shape);
      let group = open.get(key);
      if (!group || group.chars > SYMBOL_CHARS_PER_COMMAND) {
        group = { command: shape, streams: [], chars: 0 };
        shape.id = this.#nextId++;
        commands.push(shape);
        open.set(key, group);
        if (op === "subscribe") {
          this.#pending.set(shape.id, group.streams);
        }
      }
      group.command.sym.push(stream.sym);
      group.streams.push(stream);
      group.chars += stream.sym.length;
    }
    return commands;
  }

  /**
   * The answer to a subscribe: accounting of its streams starts here.
   * @param {Control} answer
   * @returns {number} events that were published while we were away
   */
  subscribed(answer) {
    const asked = this.#take(answer.id);
    const bySym = new Map(asked.map((stream) => [stream.sym, stream]));
    let missed = 0;
    for (const item of answer.streams) {
      const stream = bySym.get(item.sym);
      if (stream && item.error) {
        this.#fail(stream, item.error.code, item.error.text);
      } else if (stream && stream.listeners.size > 0) {
        const lastSeq = Number(item.lastSeq);
        missed += stream.newestSeq > 0 ? Math.max(0, lastSeq - stream.newestSeq) : 0;
        stream.account.start(lastSeq);
        stream.active = true;
        this.#routes.set(routeOf(item.instrumentId, CHANNELS[stream.channel], stream.intervalSec), stream);
        for (const { options } of stream.listeners) {
          options.onSubscribed?.(stream.sym);
        }
      }
    }
    return missed;
  }

  /**
   * A command was refused.
   * @param {Control} error
   * @returns {boolean} whether {@link commands} has it again, to be sent after `error.retryAfterMs`
   */
  refused(error) {
    const asked = this.#take(error.id);
    const again = error.retryAfterMs > 0 && !error.closing;
    for (const stream of asked) {
      if (again) {
        stream.askedRate = undefined;
      } else {
        this.#fail(stream, error.code, error.text);
      }
    }
    return again && asked.length > 0;
  }

  /** @param {number} id */
  #take(id) {
    const asked = this.#pending.get(id) ?? [];
    this.#pending.delete(id);
    return asked;
  }

  /**
   * @param {Stream} stream
   * @param {number} code
   * @param {string} text
   */
  #fail(stream, code, text) {
    stream.active = false;
    stream.error = { sym: stream.sym, code, text };
    for (const { options } of stream.listeners) {
      options.onError?.(stream.error);
    }
  }

  /**
   * @param {number} instrumentId
   * @param {number} channel
   * @param {number} intervalSec
   * @returns {Stream | undefined} the subscribed stream
   */
  route(instrumentId, channel, intervalSec) {
    const stream = this.#routes.get(routeOf(instrumentId, channel, intervalSec));
    return stream?.active ? stream : undefined;
  }

  /**
   * The connection is gone: everything is to be asked again.
   * @param {boolean} newEpoch whether numbering starts anew
   */
  disconnected(newEpoch = false) {
    this.#routes.clear();
    this.#pending.clear();
    this.#orphans = [];
    for (const stream of this.#streams.values()) {
      stream.disconnected();
      if (newEpoch) {
        stream.newestSeq = 0;
      }
    }
  }
}
