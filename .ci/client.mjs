// A client of the JSON twin that checks the accounting of everything it receives.
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './launch.mjs';

const require = createRequire(path.join(root, 'stream-server/src/test/web/package.json'));
export const { WebSocket } = require('ws');

const CHANNEL_OF_TYPE = {
  quote: 'quote',
  trade: 'trade',
  tradeSummary: 'trade',
  candle: 'candle',
  bookDelta: 'book',
  bookSnapshot: 'book',
  status: 'status',
};
const SECONDS = { '1s': 1, '5s': 5, '15s': 15, '1m': 60, '5m': 300, '15m': 900, '1h': 3600, '1d': 86400 };

export class CheckingClient {
  constructor(url) {
    this.messages = 0;
    this.conflated = 0;
    this.heartbeats = 0;
    this.silences = 0;
    this.violations = [];
    this.answers = [];
    this.positions = new Map();
    this.causes = new Set();
    this.socket = new WebSocket(url, 'ticktide.json.v1');
    this.opened = new Promise((resolve, reject) => {
      this.socket.once('open', resolve);
      this.socket.once('error', reject);
    });
    this.closed = new Promise((resolve) =>
      this.socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
    );
    this.socket.on('message', (payload) => this.#onFrame(payload.toString()));
  }

  send(command) {
    this.socket.send(JSON.stringify(command));
  }

  /** Messages of a stream must have been seen for each of these keys. */
  streams() {
    return [...this.positions.entries()].filter(([, position]) => position.messages > 0).map(([key]) => key);
  }

  close() {
    this.socket.close();
    return this.closed;
  }

  #onFrame(text) {
    const frame = JSON.parse(text);
    if (!Array.isArray(frame)) {
      this.#onAnswer(frame);
      return;
    }
    for (const message of frame) {
      if (message.type === 'heartbeat') this.#onHeartbeat(message);
      else if (message.seq !== undefined && !message.flags.includes('RETRANSMIT')) this.#onMessage(message);
    }
  }

  #onAnswer(answer) {
    this.answers.push(answer);
    if (answer.op !== 'subscribed') return;
    for (const stream of answer.streams) {
      if (stream.error) continue;
      const { interval, depth } = answer.effective;
      const detail = answer.ch === 'candle' ? SECONDS[interval] : answer.ch === 'book' && depth !== 'full' ? depth : 0;
      const key = `${stream.sym}/${answer.ch}/${detail}`;
      this.positions.set(key, { seq: BigInt(stream.lastSeq), messages: 0 });
    }
  }

  /** Each silent stream stands where it stood, plus what no message will stand for. */
  #onHeartbeat(heartbeat) {
    this.heartbeats++;
    for (const stream of heartbeat.streams) {
      this.silences++;
      this.#advance(`${stream.sym}/${stream.channel.toLowerCase()}/${stream.detail}`, stream, 0n);
    }
  }

  #onMessage(message) {
    const detail = message.intervalSec ?? message.depth ?? 0;
    const position = this.#advance(`${message.sym}/${CHANNEL_OF_TYPE[message.type]}/${detail}`, message, 1n);
    if (position) position.messages++;
    this.messages++;
  }

  /** Holds a message, or a heartbeat's entry, to the promise; `delivered` events come with it. */
  #advance(key, { seq: text, conflated, cause }, delivered) {
    const position = this.positions.get(key);
    const seq = BigInt(text);
    const what = delivered > 0n ? 'message' : 'heartbeat';
    if (!position) {
      this.violations.push(`${key}: ${what} of a stream not subscribed to`);
    } else if (seq !== position.seq + delivered + BigInt(conflated)) {
      this.violations.push(`${key}: ${what} with seq ${seq} after ${position.seq} and conflated ${conflated}`);
    }
    if (conflated > 0 !== cause.length > 0) {
      this.violations.push(`${key}: ${what} with conflated ${conflated} and cause [${cause}]`);
    }
    cause.forEach((one) => this.causes.add(one));
    if (position) position.seq = seq;
    this.conflated += conflated;
    return position;
  }
}
