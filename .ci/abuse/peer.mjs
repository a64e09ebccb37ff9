// A raw socket that speaks as much HTTP and WebSocket as it takes to break their rules. Shares no
// code with the server or its clients.
import { randomBytes } from 'node:crypto';
import net from 'node:net';

const KEPT_TEXT = 4_096;
const KEPT_HEAD = 65_536;

export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

/**
 * A client's frame, right or wrong.
 *
 * `length` is what the header announces, `form` how (7, 16 or 64 bits); both default to the truth.
 */
export function frame(opcode, payload = '', { fin = true, rsv = 0, masked = true, length, form } = {}) {
  const body = Buffer.from(payload);
  const said = BigInt(length ?? body.length);
  const bits = form ?? (said < 0n ? 64 : said < 126n ? 7 : said < 65_536n ? 16 : 64);
  const head = Buffer.alloc(2 + (bits === 7 ? 0 : bits / 8));
  head[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  head[1] = (masked ? 0x80 : 0) | (bits === 7 ? Number(said) : bits === 16 ? 126 : 127);
  if (bits === 16) head.writeUInt16BE(Number(said), 2);
  if (bits === 64) head.writeBigUInt64BE(BigInt.asUintN(64, said), 2);
  if (!masked) return Buffer.concat([head, body]);
  const mask = randomBytes(4);
  for (let i = 0; i < body.length; i++) body[i] ^= mask[i & 3];
  return Buffer.concat([head, mask, body]);
}

export const text = (json) => frame(TEXT, typeof json === 'string' ? json : JSON.stringify(json));

export const close = (code, reason = '') => {
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
  payload.writeUInt16BE(code, 0);
  payload.write(reason, 2);
  return frame(CLOSE, payload);
};

/** Head of a request to open a WebSocket; a header that is null is left out. */
export function upgrade(headers = {}, { method = 'GET', path = '/v1/stream', version = '1.1', key } = {}) {
  const all = {
    Host: '127.0.0.1',
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': key ?? randomBytes(16).toString('base64'),
    'Sec-WebSocket-Version': '13',
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : [value].flat().map((one) => `${name}: ${one}\r\n`),
  );
  return `${method} ${path} HTTP/${version}\r\n${lines.join('')}\r\n`;
}

export class Peer {
  /** Connects from an address of the loopback network. */
  static connect(port, { from = '127.0.0.1', halfOpen = false, oneByte = false } = {}) {
    const peer = new Peer();
    // A buffer of one byte makes one read of the system per byte.
    const onread = oneByte
      ? {
          buffer: Buffer.alloc(1),
          callback: (size, buffer) => {
            peer.#onData(Buffer.from(buffer.subarray(0, size)));
            return !peer.paced;
          },
        }
      : undefined;
    const socket = net.connect({ host: '127.0.0.1', port, localAddress: from, allowHalfOpen: halfOpen, onread });
    peer.#attach(socket, oneByte);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(peer));
      socket.once('error', reject);
    });
  }

  paced = false;
  answersPings = true;
  status = 0;
  head = '';
  statuses = [];
  bytes = 0;
  frames = { text: 0, binary: 0, ping: 0, pong: 0 };
  lastText = '';
  closeCode = 0;
  /** Gets each text up to 4 KiB; with `onPacket`, of any length. */
  onText = () => {};
  /** Gets each binary frame whole, when somebody wants them; else they are stepped over. */
  onPacket = null;
  #mode = 'http';
  #pending = Buffer.alloc(0);
  #skip = 0;
  #waiters = new Set();

  #attach(socket, oneByte) {
    this.socket = socket;
    socket.setNoDelay(true);
    if (!oneByte) socket.on('data', (piece) => this.#onData(piece));
    this.ended = new Promise((resolve) => {
      let how = 'end';
      const done = () => {
        this.isEnded = true;
        this.how = this.closeCode ? `close ${this.closeCode}` : how;
        resolve(this.how);
        this.#notify();
      };
      socket.on('error', () => {
        how = 'reset';
      });
      socket.on('end', done);
      socket.on('close', done);
    });
  }

  /** Writes unless the other side is gone; resolves when there is room for more. */
  async write(bytes) {
    if (this.isEnded || this.socket.destroyed || this.socket.writableEnded) return;
    if (!this.socket.write(bytes)) {
      await Promise.race([new Promise((resolve) => this.socket.once('drain', resolve)), this.ended]);
    }
  }

  /** Writes without waiting for room. */
  push(bytes) {
    if (!this.isEnded && !this.socket.destroyed && !this.socket.writableEnded) this.socket.write(bytes);
  }

  /** Status of the answer to a request to open a WebSocket; 0 when there was none in time. */
  async opened(timeoutMs = 5_000) {
    await this.until(() => this.status > 0, timeoutMs);
    return this.status;
  }

  /** Waits for something that comes with data or with the end; whether it came. */
  until(what, timeoutMs) {
    if (what()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.#waiters.delete(look);
        resolve(Boolean(what()));
      };
      const look = () => (what() || this.isEnded) && finish();
      const timer = setTimeout(finish, timeoutMs);
      this.#waiters.add(look);
    });
  }

  /** How the server ended this, or "open" when it did not in time. */
  async endedWithin(timeoutMs) {
    let timer;
    const late = new Promise((resolve) => (timer = setTimeout(() => resolve('open'), timeoutMs)));
    const how = await Promise.race([this.ended, late]);
    clearTimeout(timer);
    return how === 'open' && this.closeCode ? `close ${this.closeCode}, but open` : how;
  }

  reset() {
    if (!this.socket.destroyed) this.socket.resetAndDestroy();
  }

  destroy() {
    this.socket.destroy();
  }

  #notify() {
    for (const look of [...this.#waiters]) look();
  }

  #onData(piece) {
    this.bytes += piece.length;
    if (this.#mode === 'http') this.#onHttp(piece);
    else this.#onFrames(piece);
    this.#notify();
  }

  #onHttp(piece) {
    if (this.head.length >= KEPT_HEAD) return;
    this.head += piece.toString('latin1');
    this.statuses = [...this.head.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map((found) => Number(found[1]));
    const end = this.head.indexOf('\r\n\r\n');
    if (end < 0) return;
    this.status = this.statuses[0] ?? 0;
    if (this.status !== 101) return;
    const rest = Buffer.from(this.head.slice(end + 4), 'latin1');
    this.head = this.head.slice(0, end);
    this.#mode = 'frames';
    if (rest.length > 0) this.#onFrames(rest);
  }

  /** Looks at control frames and short texts, steps over the rest. */
  #onFrames(piece) {
    let bytes = piece;
    if (this.#skip > 0) {
      const skipped = Math.min(this.#skip, bytes.length);
      this.#skip -= skipped;
      bytes = bytes.subarray(skipped);
    }
    if (this.#pending.length > 0) bytes = Buffer.concat([this.#pending, bytes]);
    let at = 0;
    while (bytes.length - at >= 2) {
      const short = bytes[at + 1] & 0x7f;
      const headLength = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (bytes.length - at < headLength) break;
      const length =
        short === 126 ? bytes.readUInt16BE(at + 2) : short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short;
      const opcode = bytes[at] & 15;
      const end = at + headLength + length;
      if (!this.onPacket && (opcode === BINARY || length > KEPT_TEXT)) {
        this.frames[opcode === BINARY ? 'binary' : 'text']++;
        this.#skip = Math.max(0, end - bytes.length);
        at = Math.min(end, bytes.length);
      } else if (end > bytes.length) {
        break;
      } else {
        this.#onFrame(opcode, bytes.subarray(at + headLength, end));
        at = end;
      }
    }
    this.#pending = Buffer.from(bytes.subarray(at));
  }

  #onFrame(opcode, payload) {
    if (opcode === BINARY) {
      this.frames.binary++;
      this.onPacket(payload);
    } else if (opcode === TEXT) {
      this.frames.text++;
      this.lastText = payload.toString();
      this.onText(this.lastText);
    } else if (opcode === PING) {
      this.frames.ping++;
      if (this.answersPings) this.push(frame(PONG, payload));
    } else if (opcode === PONG) {
      this.frames.pong++;
    } else if (opcode === CLOSE) {
      this.closeCode = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
    }
  }
}
