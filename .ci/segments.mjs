// Reads recordings by PROTOCOL.md alone: an opinion of its own about what the server wrote.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

const TYPES = { 1: 'DEFINITIONS', 2: 'META', 3: 'SNAPSHOT', 4: 'EVENTS', 5: 'BARS', 6: 'GAP', 7: 'END' };
const HEADER = 64;
const FIRST_EVENT_TEMPLATE = 16;
const BOOK_DELTA = 20;

const table = new Uint32Array(256).map((_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0x82f63b78 : n >>> 1;
  return n >>> 0;
});

function crc32c(bytes) {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The blocks of one segment's file, and how many bytes behind them are none. */
export function segment(file) {
  const bytes = readFileSync(file);
  const blocks = [];
  if (bytes.length < HEADER) return { blocks, tail: bytes.length, epoch: null };
  if (bytes.toString('ascii', 0, 8) !== 'TICKTREC') throw new Error(`${file} is no segment`);
  if (crc32c(bytes.subarray(0, 56)) !== bytes.readUInt32LE(56)) throw new Error(`${file}: its header is damaged`);
  let at = HEADER;
  let events = null;
  while (at + HEADER <= bytes.length && bytes.toString('ascii', at, at + 4) === 'TTBK') {
    const length = bytes.readUInt32LE(at + 4);
    if (at + length > bytes.length) break;
    if (crc32c(bytes.subarray(at + 12, at + length)) !== bytes.readUInt32LE(at + 8)) break;
    blocks.push({
      type: TYPES[bytes[at + 12]] ?? 'OTHER',
      lastTimeNs: bytes.readBigInt64LE(at + 24),
      position: bytes.readBigInt64LE(at + 32),
      count: bytes.readUInt32LE(at + 40),
      digest: bytes.readBigUInt64LE(at + 48),
      lost: bytes.readBigInt64LE(at + 56),
    });
    if (blocks.at(-1).type === 'EVENTS') events = bytes.subarray(at + HEADER, at + length);
    at += length;
  }
  return { blocks, tail: bytes.length - at, epoch: bytes.readBigInt64LE(16), events };
}

/** When the newest event of a recording entered the server, ms since the Unix epoch. */
export function lastIngressMs(directory) {
  let newestNs = 0n;
  for (const name of segments(directory).slice(-2)) {
    const { events } = segment(path.join(directory, name));
    for (let at = 0; events && at < events.length; ) {
      const template = events[at + 1];
      if (template >= FIRST_EVENT_TEMPLATE) newestNs = events.readBigInt64LE(at + 12);
      const end = at + 4 + events[at];
      at = template === BOOK_DELTA ? end + 3 + events[end] * events.readUInt16LE(end + 1) : end;
    }
  }
  return Number(newestNs / 1_000_000n);
}

/** Names of the segments, in order. */
export function segments(directory) {
  return readdirSync(directory).filter((one) => one.endsWith('.tts')).sort();
}

/** The runs in some segments: their blocks in order, and the torn bytes at the end of each. */
export function runs(directory, names = segments(directory)) {
  const found = [];
  for (const name of names) {
    const one = segment(path.join(directory, name));
    if (one.epoch === null) continue;
    if (found.at(-1)?.epoch !== one.epoch) found.push({ epoch: one.epoch, blocks: [], tail: 0 });
    found.at(-1).blocks.push(...one.blocks);
    found.at(-1).tail += one.tail;
  }
  return found;
}

/** The digests that a run had after each of its blocks, as the server writes them. */
export function digests(run) {
  let sum = 0n;
  const all = new Set(['0'.repeat(16)]);
  for (const block of run.blocks) {
    if (block.type !== 'EVENTS') continue;
    sum = BigInt.asUintN(64, sum + block.digest);
    all.add(sum.toString(16).padStart(16, '0'));
  }
  return { all, last: sum.toString(16).padStart(16, '0') };
}

/** Each block begins where the one before ended: nothing is missing but what a gap says. */
export function assertContinuous(run) {
  let position = 0n;
  for (const block of run.blocks) {
    if (block.position !== position) throw new Error(`a block at ${block.position} after ${position}`);
    position += block.type === 'EVENTS' ? BigInt(block.count) : block.lost;
  }
}
