// Abuse of connections and of the request that opens a WebSocket.
import { frame, upgrade } from './peer.mjs';

/** Longer than the time that the server gives a request. */
const CUT_MS = 15_000;

const endedOr = (how, what) => {
  if (how === 'open') throw new Error(`${what} was not cut within ${CUT_MS} ms`);
  return how;
};

export const handshakes = {
  'connect and close': async (scene) => {
    for (let i = 0; i < 30; i++) (await scene.connect()).socket.end();
    return 'done';
  },

  'connect and reset': async (scene) => {
    for (let i = 0; i < 30; i++) (await scene.connect()).reset();
    return 'done';
  },

  'half a request, then gone': async (scene) => {
    for (let i = 0; i < 10; i++) {
      const peer = await scene.connect();
      const request = upgrade();
      await peer.write(request.slice(0, 1 + scene.chance.below(request.length - 1)));
      if (scene.chance.below(2)) peer.reset();
      else peer.destroy();
    }
    return 'done';
  },

  'slowloris': async (scene) => {
    const peer = await scene.connect();
    const request = upgrade({ 'X-Slow': 'a'.repeat(2_000) });
    for (let i = 0; i < request.length && !peer.isEnded && i < CUT_MS / 100; i++) {
      await peer.write(request[i]);
      await scene.pause(100);
    }
    return endedOr(peer.isEnded ? peer.how : 'open', 'a request of one byte each 100 ms');
  },

  'silent connection': async (scene) => endedOr(await (await scene.connect()).endedWithin(CUT_MS), 'silence'),

  'junk bytes': async (scene) => {
    const peer = await scene.connect();
    await peer.write(scene.chance.bytes(1 + scene.chance.below(4_096)));
    const how = endedOr(await peer.endedWithin(CUT_MS), 'junk');
    if (peer.status === 101) throw new Error('junk opened a WebSocket');
    return peer.status ? `status ${peer.status}` : how;
  },

  'TLS to a plain port': async (scene) => {
    const peer = await scene.connect();
    const hello = Buffer.concat([Buffer.from('16030100c8010000c40303', 'hex'), scene.chance.bytes(194)]);
    await peer.write(hello);
    return endedOr(await peer.endedWithin(CUT_MS), 'a TLS hello');
  },

  'bad handshake': async (scene) => {
    const key = 'dGhlIHNhbXBsZSBub25jZQ==';
    const [what, request] = scene.chance.pick([
      ['version 7', upgrade({ 'Sec-WebSocket-Version': '7' })],
      ['version 8', upgrade({ 'Sec-WebSocket-Version': '8' })],
      ['version 14', upgrade({ 'Sec-WebSocket-Version': '14' })],
      ['no version', upgrade({ 'Sec-WebSocket-Version': null })],
      ['version of text', upgrade({ 'Sec-WebSocket-Version': 'thirteen' })],
      ['no key', upgrade({ 'Sec-WebSocket-Key': null })],
      ['empty key', upgrade({ 'Sec-WebSocket-Key': '' })],
      ['short key', upgrade({ 'Sec-WebSocket-Key': 'AAAA' })],
      ['two keys', upgrade({ 'Sec-WebSocket-Key': [key, key] })],
      ['key of junk', upgrade({ 'Sec-WebSocket-Key': '!'.repeat(24) })],
      ['foreign origin', upgrade({ Origin: 'http://evil.example' })],
      ['origin null', upgrade({ Origin: 'null' })],
      ['two origins', upgrade({ Origin: ['http://evil.example', 'http://127.0.0.1'] })],
      ['no Upgrade', upgrade({ Upgrade: null })],
      ['no Connection', upgrade({ Connection: null })],
      ['Upgrade to h2c', upgrade({ Upgrade: 'h2c' })],
      ['HTTP/1.0', upgrade({}, { version: '1.0' })],
      ['POST', upgrade({ 'Content-Length': '0' }, { method: 'POST' })],
      ['PUT', upgrade({ 'Content-Length': '0' }, { method: 'PUT' })],
      ['another path', upgrade({}, { path: '/v1/stream/x' })],
      ['no Host', upgrade({ Host: null })],
    ]);
    const peer = await scene.connect();
    await peer.write(request);
    const status = await peer.opened(CUT_MS);
    if (status === 101) throw new Error(`a handshake with ${what} was accepted`);
    return `${what}: status ${status}`;
  },

  'oversized headers': async (scene) => {
    const headers = scene.chance.pick([
      { 'X-Long': 'x'.repeat(200_000) },
      Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`X-Header-${i}`, 'x'])),
      { Cookie: Array.from({ length: 1_000 }, (_, i) => `c${i}=${i}`) },
      { ['X-' + 'n'.repeat(100_000)]: 'x' },
      { Authorization: 'Bearer ' + 'a'.repeat(60_000) },
    ]);
    const peer = await scene.connect();
    await peer.write(upgrade(headers));
    await peer.until(() => peer.status > 0, CUT_MS);
    if (!peer.status && !peer.isEnded) throw new Error('oversized headers had no answer');
    return peer.status ? `status ${peer.status}` : peer.how;
  },

  'bad frame before the answer': async (scene) => {
    const peer = await scene.connect();
    const bad = frame(1, 'x', { masked: false });
    await peer.write(Buffer.concat([Buffer.from(upgrade()), bad]));
    return endedOr(await peer.endedWithin(CUT_MS), 'a bad frame behind the request');
  },

  'storm of handshakes': async (scene) => {
    const peers = await Promise.all(Array.from({ length: 25 }, () => scene.client()));
    await scene.pause(scene.chance.below(500));
    for (const peer of peers) {
      if (scene.chance.below(2)) peer.reset();
      else peer.destroy();
    }
    return 'done';
  },
};
