import { CHANNELS, Stream, routeOf } from "./stream.js";

/** The server's "too many commands". */
const TOO_MANY_COMMANDS = 404;
/** Its "not in the recording, or not in the live market". */
const NOT_IN_MARKET = 310;

/** @typedef {import("./stream.js").Listener} Listener */
/** @typedef {Record<string, any>} Control */
/** @typedef {"subscribe" | "modify" | "unsubscribe"} StreamOp */
/** @typedef {{op: StreamOp | "ping" | "auth" | "replay", streams: Stream[]}} Asked */

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
  /** Commands not answered yet, oldest first. @type {Map<number, Asked>} */
  #pending = new Map();
  #nextId = 1;
  #epoch = "";

  /**
   * @param {string} sym
   * @param {Listener} listener
   * @returns {Stream}
   */
  add(sym, listener) {
    const wanted = new Stream(sym, listener.options);
    const stream = this.#streams.get(wanted.key) ?? wanted;
    this.#streams.set(stream.key, stream);
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
    /** @type {Stream[]} */
    const changing = [];
    for (const stream of this.#streams.values()) {
      if (stream.askedRate === undefined) {
        if (!stream.isElsewhere) {
          joining.push(stream);
        }
      } else if (stream.askedRate !== stream.wantedRate() && !stream.error) {
        changing.push(stream);
      }
    }
    const commands = this.#grouped("unsubscribe", leaving);
    for (const stream of joining.concat(changing)) {
      stream.askedRate = stream.wantedRate();
      stream.error = null;
    }
    return commands.concat(this.#grouped("modify", changing), this.#grouped("subscribe", joining));
  }

  /**
   * Numbers another command, so that the answers to all commands can be told apart.
   * @param {"ping" | "auth" | "replay"} op
   * @returns {number} its id
   */
  number(op) {
    return this.#ask(op, []);
  }

  /**
   * @param {Asked["op"]} op
   * @param {Stream[]} streams
   */
  #ask(op, streams) {
    const id = this.#nextId++;
    this.#pending.set(id, { op, streams });
    return id;
  }

  /**
   * @param {StreamOp} op
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
      if (stream.depth !== undefined) {
        shape.depth = stream.depth;
      }
      if (op === "modify") {
        shape.maxRate = stream.askedRate;
      } else if (op === "subscribe") {
        shape.snapshot = stream.wantsSnapshot();
        if (stream.askedRate !== null) {
          shape.maxRate = stream.askedRate;
        }
        if (stream.resumeSeq !== undefined) {
          shape.from = { token: `${this.#epoch}:` };
        }
      }
      const key = JSON.stringify(shape);
      let group = open.get(key);
      if (!group || group.chars > SYMBOL_CHARS_PER_COMMAND) {
        group = { command: shape, streams: [], chars: 0 };
        shape.id = this.#ask(op, group.streams);
        commands.push(shape);
        open.set(key, group);
      }
      const { command } = group;
      group.chars += stream.sym.length;
      if (command.from) {
        const before = command.from.token.length;
        command.from.token += `${command.sym.length > 0 ? "," : ""}${stream.resumeSeq}`;
        group.chars += command.from.token.length - before;
      }
      command.sym.push(stream.sym);
      group.streams.push(stream);
    }
    return commands;
  }

  /**
   * The answer to a subscribe: accounting of its streams starts here.
   * @param {Control} answer
   * @returns {{missed: number, recovered: number, holes: number}} events that were published while we were away and not
   *   asked for; streams resumed with all they missed, and with a hole
   */
  subscribed(answer) {
    const asked = this.#take(answer.id);
    const bySym = new Map(asked.map((stream) => [stream.sym, stream]));
    const away = { missed: 0, recovered: 0, holes: 0 };
    for (const item of answer.streams) {
      const stream = bySym.get(item.sym);
      if (stream && item.error) {
        this.#fail(stream, item.error.code, item.error.text);
      } else if (stream && stream.listeners.size > 0) {
        const lastSeq = Number(item.lastSeq);
        stream.resumed = stream.resumeSeq !== undefined;
        away.recovered += stream.resumed && item.recovered ? 1 : 0;
        away.holes += stream.resumed && !item.recovered ? 1 : 0;
        away.missed += !stream.resumed && stream.newestSeq > 0 ? Math.max(0, lastSeq - stream.newestSeq) : 0;
        stream.resumeSeq = undefined;
        if (item.effective) {
          stream.askedRate = item.effective.maxRate; // It was subscribed already, at another rate perhaps.
        }
        this.#begin(stream, item.instrumentId, lastSeq);
      }
    }
    return away;
  }

  /**
   * The connection went to another place of a recording, to a recording, or back to the present: what was subscribed
   * begins anew, as {@link begunAnew} will tell.
   * @param {boolean} otherMarket whether other instruments may be there: what could not be subscribed is asked for again
   */
  moved(otherMarket) {
    this.#routes.clear();
    for (const stream of this.#streams.values()) {
      if (otherMarket && (stream.error || stream.isElsewhere)) {
        stream.askedRate = undefined;
        stream.isElsewhere = false;
        stream.error = null;
      }
      stream.forget();
    }
  }

  /**
   * Streams begin anew, under the options that they had.
   * @param {Control} notice
   */
  begunAnew({ ch, effective, streams }) {
    for (const { sym, instrumentId, lastSeq } of streams) {
      const stream = this.#find(sym, { ...effective, ch });
      if (stream) {
        this.#begin(stream, instrumentId, Number(lastSeq));
      }
    }
  }

  /**
   * @param {Stream} stream
   * @param {number} instrumentId
   * @param {number} lastSeq
   */
  #begin(stream, instrumentId, lastSeq) {
    stream.account.start(lastSeq);
    stream.active = true;
    this.#routes.set(routeOf(instrumentId, CHANNELS[stream.channel], stream.detail), stream);
    for (const { options } of stream.listeners) {
      options.onSubscribed?.(stream.sym);
    }
  }

  /**
   * @param {string} sym
   * @param {Control} shape channel, interval and depth
   */
  #find(sym, { ch, interval, depth }) {
    return this.#streams.get(new Stream(sym, { channel: ch, interval, depth }).key);
  }

  /**
   * Any other answer.
   * @param {Control} answer
   */
  answered({ id }) {
    this.#take(id);
  }

  /**
   * The server ended streams by itself: they are not entitled to any more, or not there where the connection went.
   * @param {Control} notice
   */
  ended({ streams, ...shape }) {
    for (const { sym, error } of streams) {
      const stream = this.#find(sym, shape);
      if (stream) {
        if (error.code === NOT_IN_MARKET) {
          stream.isElsewhere = true;
          stream.askedRate = undefined;
        }
        this.#fail(stream, error.code, error.text);
      }
    }
  }

  /**
   * Which command an error is about. Too many commands are refused unread, so without an id: then it was the oldest one.
   * @param {Control} error
   * @returns {number} its id
   */
  blamed(error) {
    return error.id ?? (error.code === TOO_MANY_COMMANDS ? [...this.#pending.keys()][0] ?? -1 : -1);
  }

  /**
   * A command was refused.
   * @param {Control} error
   * @returns {boolean} whether {@link commands} has it again, to be sent after `error.retryAfterMs`
   */
  refused(error) {
    const id = this.blamed(error);
    const op = this.#pending.get(id)?.op;
    const asked = this.#take(id);
    const again = error.retryAfterMs > 0 && !error.closing;
    for (const stream of asked) {
      if (!again) {
        this.#fail(stream, error.code, error.text);
      } else if (op === "unsubscribe") {
        this.#leaveAgain(stream);
      } else {
        stream.askedRate = op === "modify" ? NaN : undefined;
      }
    }
    return again && asked.length > 0;
  }

  /**
   * Unless it was subscribed again meanwhile.
   * @param {Stream} stream
   */
  #leaveAgain(stream) {
    if (!this.#streams.has(stream.key)) {
      this.#orphans.push(stream);
    }
  }

  /** @param {number} id */
  #take(id) {
    const asked = this.#pending.get(id)?.streams ?? [];
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
   * @param {number} detail interval of candles in seconds, depth of books, else 0
   * @returns {Stream | undefined} the subscribed stream
   */
  route(instrumentId, channel, detail) {
    const stream = this.#routes.get(routeOf(instrumentId, channel, detail));
    return stream?.active ? stream : undefined;
  }

  /**
   * The connection is gone: everything is to be asked again.
   * @param {boolean} [fromReplay] whether seqs are those of a replay, which nobody can go on from
   */
  disconnected(fromReplay = false) {
    this.#reset(fromReplay);
  }

  /**
   * A connection was made.
   * @param {string} epoch life of the server: in another one than before numbering starts anew
   */
  connected(epoch) {
    this.#reset(epoch !== this.#epoch);
    this.#epoch = epoch;
  }

  /** @param {boolean} newEpoch */
  #reset(newEpoch) {
    this.#routes.clear();
    this.#pending.clear();
    this.#orphans = [];
    for (const stream of this.#streams.values()) {
      stream.disconnected(newEpoch);
    }
  }
}
