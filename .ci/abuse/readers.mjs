// Clients that read nothing, or too slowly, or vanish without a word.
import { CLOSE, frame, text } from './peer.mjs';

const EVERYTHING = [
  { ch: 'quote' },
  { ch: 'trade' },
  { ch: 'book', depth: 'full' },
  { ch: 'candle', interval: '1s' },
  { ch: 'status' },
];

/** Longer than the server waits for a sign of life. */
const CUT_MS = 40_000;

async function follow(peer, more = {}) {
  for (const channel of EVERYTHING) await peer.write(text({ op: 'subscribe', sym: '*', ...channel, ...more }));
}

export const readers = {
  'follows everything, reads nothing': async (scene) => {
    const peers = await Promise.all(Array.from({ length: 4 }, (_, i) => scene.client({ json: i === 0 })));
    for (const peer of peers) {
      peer.socket.pause();
      await follow(peer, scene.chance.pick([{}, { maxRate: 5 }, { onSlow: 'disconnect' }]));
    }
    await scene.pause(4_000 + scene.chance.below(6_000));
    for (const peer of peers) if (scene.chance.below(2)) peer.reset();
    return 'left';
  },

  'asks for answers, reads nothing': async (scene) => {
    const peer = await scene.client();
    peer.socket.pause();
    for (let i = 0; i < 400 && !peer.isEnded && peer.socket.writableLength < 1 << 20; i++) {
      peer.push(text({ op: 'subscribe', ch: 'quote', sym: Array(500).fill('NO-SUCH-SYMBOL') }));
      await scene.pause(15);
    }
    peer.socket.resume();
    const how = await peer.endedWithin(5_000);
    return how === 'open' ? 'went on' : how;
  },

  'one byte at a time': async (scene) => {
    const peer = await scene.client({ oneByte: true });
    await follow(peer);
    peer.paced = true;
    for (let i = 0; i < 400 && !peer.isEnded; i++) {
      peer.socket.resume();
      await scene.pause(10);
    }
    return peer.isEnded ? peer.how : 'left';
  },

  'no sign of life': async (scene) => {
    const peer = await scene.client();
    peer.answersPings = false;
    await follow(peer, { maxRate: 1 });
    const how = await peer.endedWithin(CUT_MS);
    if (how.endsWith('open')) throw new Error('silence was not cut');
    return how;
  },

  'neither reads nor lives': async (scene) => {
    const peer = await scene.client({ halfOpen: true });
    await follow(peer);
    peer.socket.pause();
    await scene.pause(20_000);
    peer.socket.resume();
    const how = await peer.endedWithin(CUT_MS);
    if (how.endsWith('open')) throw new Error('a client that neither reads nor answers was not cut');
    return how;
  },

  'closes its half only': async (scene) => {
    const peer = await scene.client({ halfOpen: true });
    await follow(peer, { maxRate: 100 });
    await scene.pause(200);
    peer.socket.end();
    const how = await peer.endedWithin(CUT_MS);
    if (how.endsWith('open')) throw new Error('a socket closed by half outlived its client');
    return how;
  },

  'never closes after the close': async (scene) => {
    const peer = await scene.client({ halfOpen: true });
    await follow(peer, { maxRate: 100 });
    await peer.write(frame(CLOSE, Buffer.from([3, 232])));
    const how = await peer.endedWithin(CUT_MS);
    if (how.endsWith('open')) throw new Error('the connection outlived its close');
    await scene.pause(5_000);
    return how;
  },

  'gone in the middle of a frame': async (scene) => {
    const peers = await Promise.all(Array.from({ length: 5 }, () => scene.client()));
    for (const peer of peers) {
      await follow(peer);
      await peer.write(frame(1, '{"op":"li', { length: 200 }));
    }
    await scene.pause(scene.chance.below(300));
    for (const peer of peers) peer.reset();
    return 'left';
  },

  'JSON twin of everything': async (scene) => {
    const peer = await scene.client({ json: true });
    await follow(peer);
    await scene.pause(3_000);
    if (!peer.isEnded && peer.frames.text < 10) throw new Error(`${peer.frames.text} frames in 3 s`);
    return peer.isEnded ? peer.how : 'left';
  },

  'everything, merged': async (scene) => {
    const peer = await scene.client();
    await follow(peer, { maxRate: 1 + scene.chance.below(20), maxAgeMs: 1 + scene.chance.below(50) });
    await scene.pause(3_000);
    return peer.isEnded ? peer.how : 'left';
  },
};
