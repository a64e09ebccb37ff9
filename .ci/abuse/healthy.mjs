// The client that does nothing wrong: follows every stream of the server, holds each message to
// seq == previous seq + 1 + conflated, wants nothing merged, and tells its parent once a second what
// it got and how long that took from the server's clock to here. A process of its own, so that the
// abuse shares nothing with it but the machine.
import { Peer, text, upgrade } from './peer.mjs';
import { Latencies } from './latencies.mjs';

const HEARTBEAT = 1;
const DEFINITION = 2;
const BOOK_DELTA = 20;
const CANDLE = 21;
const BOOK_SNAPSHOT = 22;
const CHANNEL = { 16: 1, 17: 1, 18: 2, 19: 2, 20: 3, 22: 3, 21: 4, 23: 5 };
const CODES = { quote: 1, trade: 2, book: 3, candle: 4, status: 5 };
const SCHEMA = 73;
const SNAPSHOT = 1;
const RETRANSMIT = 16;
const MOST_SAID = 20;
const SUBSCRIPTIONS = [
  { ch: 'quote' },
  { ch: 'trade' },
  { ch: 'book', depth: 'full' },
  { ch: 'candle', interval: '1s' },
  { ch: 'status' },
];

const port = Number(process.argv[2]);
const streams = new Map();
let latencies = new Latencies();
let messages = 0;
let conflated = 0;
let violations = [];
let violationCount = 0;
let wallOffsetMs = -Infinity;
let offsetSeenMs = -Infinity;

function violate(what) {
  violationCount++;
  if (violationCount <= MOST_SAID) violations.push(what);
}

/** Wall clock in µs: Date.now() counts whole ms, so its largest lead on the steady clock is the truth. */
function nowMicros() {
  const steady = performance.now();
  offsetSeenMs = Math.max(offsetSeenMs, Date.now() - steady);
  return (steady + Math.max(wallOffsetMs, offsetSeenMs)) * 1_000;
}

const micros = (bytes, at) => (bytes.readUInt32LE(at) + bytes.readInt32LE(at + 4) * 4_294_967_296) / 1_000;
const number = (bytes, at) => bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 4_294_967_296;
const key = (instrument, channel, detail) => (instrument * 8 + channel) * 131_072 + detail;

function advance(instrument, channel, detail, seq, merged, delivered) {
  const name = key(instrument, channel, detail);
  const before = streams.get(name);
  if (before === undefined) {
    violate(`stream ${instrument}/${channel}/${detail} was not subscribed to`);
  } else if (seq !== before + delivered + merged) {
    violate(`stream ${instrument}/${channel}/${detail}: seq ${seq} after ${before}, conflated ${merged}`);
  }
  if (merged > 0) violate(`stream ${instrument}/${channel}/${detail}: ${merged} merged at ${seq}`);
  conflated += merged;
  streams.set(name, seq);
}

const afterGroup = (bytes, at) => at + 3 + bytes[at] * bytes.readUInt16LE(at + 1);

function onPacket(bytes) {
  const arrived = nowMicros();
  let at = bytes[10];
  let left = bytes.readUInt16LE(8);
  for (; left > 0; left--) {
    const template = bytes[at + 1];
    if (bytes[at + 2] !== SCHEMA) throw new Error(`schema ${bytes[at + 2]} at byte ${at} of a packet`);
    const block = at + 4;
    let end = block + bytes[at];
    if (template === HEARTBEAT) {
      const entries = bytes.readUInt16LE(end + 1);
      for (let i = 0, entry = end + 3; i < entries; i++, entry += bytes[end]) {
        const detail = bytes.readUInt32LE(entry + 12);
        const instrument = bytes.readUInt16LE(entry + 16);
        advance(instrument, bytes[entry + 18], detail, number(bytes, entry), bytes.readUInt32LE(entry + 8), 0);
      }
      end = afterGroup(bytes, end);
    } else if (template === DEFINITION) {
      for (let texts = 0; texts < 4; texts++) end += 1 + bytes[end];
    } else {
      const flags = bytes[block + 31];
      if (template === BOOK_DELTA || template === BOOK_SNAPSHOT) end = afterGroup(bytes, end);
      if (template === BOOK_SNAPSHOT) end = afterGroup(bytes, end);
      if ((flags & RETRANSMIT) === 0) {
        const detail = template === CANDLE ? bytes.readUInt32LE(block + 108) : 0;
        const instrument = bytes.readUInt16LE(block + 28);
        const merged = bytes.readUInt32LE(block + 24);
        advance(instrument, CHANNEL[template], detail, number(bytes, block + 16), merged, 1);
        messages++;
        if ((flags & SNAPSHOT) === 0) latencies.record(arrived - micros(bytes, block + 8));
      }
    }
    at = end;
  }
  if (at !== bytes.length) throw new Error(`a packet of ${bytes.length} bytes ends at ${at}`);
}

let subscribed = 0;
function onText(answer) {
  const said = JSON.parse(answer);
  if (said.op === 'subscribed') {
    subscribed++;
    for (const stream of said.streams) {
      const detail = said.ch === 'candle' ? 1 : 0;
      streams.set(key(stream.instrumentId, CODES[said.ch], detail), Number(stream.lastSeq));
    }
  } else if (said.op === 'goodbye' || said.op === 'error') {
    process.send({ said: answer });
  }
}

const peer = await Peer.connect(port);
peer.onPacket = onPacket;
peer.onText = onText;
peer.ended.then((how) => {
  process.send({ ended: how });
  process.exitCode = 0;
  clearInterval(timer);
});
await peer.write(upgrade({ 'Sec-WebSocket-Protocol': 'ticktide.sbe.v1' }));
if ((await peer.opened()) !== 101) throw new Error(`refused: ${peer.head}`);
for (const one of SUBSCRIPTIONS) await peer.write(text({ op: 'subscribe', sym: '*', ...one }));

const timer = setInterval(() => {
  // Clocks drift apart, so an old lead counts for no more than a second.
  wallOffsetMs = offsetSeenMs;
  offsetSeenMs = -Infinity;
  process.send({ messages, conflated, violations, violationCount, subscribed, latencies: [...latencies.counts] });
  latencies = new Latencies();
  violations = [];
}, 1_000);
process.on('disconnect', () => process.exit(1));
process.on('SIGINT', () => {});
