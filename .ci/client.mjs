// A client of the JSON twin that checks the accounting of everything it receives.
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './launch.mjs';

const require = createRequire(path.join(root, 'stream-server/src/test/web/package.json'));
export const { WebSocket } = require('ws');

const CHANNEL_OF_TYPE = { quote: 'quote', trade: 'trade', tradeSummary: 'trade', candle: 'candle' };
const SECONDS = { '1s': 1, '5s': 5, '15s': 15, '1m': 60, '5m': 300, '15m': 900, '1h': 3600, '1d': 86400 };

export class CheckingClient {
  constructor(url) {
    this.messages = 0;
    this.conflated = 0;
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
      if (message.seq !== undefined) this.#onMessage(message);
    }
  }

  #onAnswer(answer) {
    this.answers.push(answer);
    if (answer.op !== 'subscribed') return;
    for (const stream of answer.streams) {
      if (stream.error) continue;
      const key = `${stream.sym}/${answer.ch}/${SECONDS[answer.effective.interval] ?? 0}`;
      this.positions.set(key, { seq: BigInt(stream.lastSeq), messages: 0 });
    }
  }

  #onMessage(message) {
    const key = `${message.sym}/${CHANNEL_OF_TYPE[message.type]}/${message.intervalSec ?? 0}`;
    const position = this.positions.get(key);
    const seq = BigInt(message.seq);
    if (!position) {
      this.violations.push(`${key}: message of a stream not subscribed to`);
    } else if (seq !== position.seq + 1n + BigInt(message.conflated)) {
      this.violations.push(`${key}: seq ${seq} after ${position.seq} with conflated ${message.conflated}`);
    }
    if (message.conflated > 0 && message.cause.length === 0) {
      this.violations.push(`${key}: conflated ${message.conflated} without a cause`);
    }
    message.cause.forEach((cause) => this.causes.add(cause));
    if (position) {
      position.seq = seq;
      position.messages++;
    }
    this.messages++;
    this.conflated += message.conflated;
  }
}
