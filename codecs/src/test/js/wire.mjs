// What the tests share: the generated modules, the golden frames, and frames made from them.
import { readFileSync, readdirSync } from 'node:fs';

const MODULE = new URL('../../../', import.meta.url);

/** Imports a generated module. Node takes a lone .js file for CommonJS, a data URL for what it says. */
async function generated(path) {
  const source = readFileSync(new URL(path, MODULE));
  return import(`data:text/javascript;base64,${source.toString('base64')}`);
}

export const wire = await generated('target/classes/web/client/wire.js');
export const evolved = await generated('target/test-classes/evolved/wire.js');

const GOLDEN = new URL('golden/', MODULE);

export const goldenNames = readdirSync(GOLDEN)
  .filter((file) => file.endsWith('.hex'))
  .map((file) => file.slice(0, -4));

/** The bytes of a golden frame, new on each call. */
export function goldenBytes(name) {
  const lines = readFileSync(new URL(`${name}.hex`, GOLDEN), 'utf8').split('\n');
  const hex = lines.filter((line) => !line.startsWith('#')).join('').replaceAll(' ', '');
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}

export function goldenValues(name) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, GOLDEN), 'utf8'));
}

/** A packet of messages, each given as its bytes from the message header on. */
export function packetOf(...messages) {
  const header = goldenBytes('quote').slice(0, 12);
  new DataView(header.buffer).setUint16(8, messages.length, true);
  return Uint8Array.from([...header, ...messages.flatMap((message) => [...message])]);
}

/** The bytes of the single message of a golden frame. */
export function goldenMessage(name) {
  return goldenBytes(name).slice(12);
}

/** SplitMix64, so that a failing round can be run again. */
export function seeded(seed) {
  let state = BigInt(seed);
  return (bound) => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return Number((z ^ (z >> 31n)) % BigInt(bound));
  };
}
