// Abuse of frames on a WebSocket that was opened by the rules.
import { deflateRawSync } from 'node:zlib';
import { BINARY, CLOSE, PING, PONG, TEXT, close, frame, text, upgrade } from './peer.mjs';

/** Longer than the server waits for a sign of life. */
const CUT_MS = 30_000;
const PING_COMMAND = '{"op":"ping","t0":"x"}';

/** Sends what must end a connection, with one of some codes; of no codes: any. */
const mustEnd =
  (codes, ...choices) =>
  async (scene) => {
    const peer = await scene.client();
    peer.answersPings = false; // A pong in the middle of a frame would be a part of it.
    const chosen = scene.chance.pick(choices);
    const bytes = typeof chosen === 'function' ? chosen(scene.chance) : chosen;
    // In pieces, as a network might deliver them.
    const cut = scene.chance.below(bytes.length);
    await peer.write(bytes.subarray(0, cut));
    if (scene.chance.below(2)) await scene.pause(20);
    await peer.write(bytes.subarray(cut));
    const how = await peer.endedWithin(CUT_MS);
    if (how.endsWith('open')) throw new Error(`it was not cut within ${CUT_MS} ms: ${bytes.toString('hex', 0, 20)}`);
    if (peer.closeCode && codes.length > 0 && !codes.includes(peer.closeCode)) {
      throw new Error(`close ${peer.closeCode} instead of ${codes.join(' or ')}: ${bytes.toString('hex', 0, 20)}`);
    }
    return how;
  };

const join = (...frames) => Buffer.concat(frames);
const badUtf8 = [
  Buffer.from([0xc0, 0x80]),
  Buffer.from([0xed, 0xa0, 0x80]),
  Buffer.from([0xf4, 0x90, 0x80, 0x80]),
  Buffer.from([0xff]),
  Buffer.from('7b226f70223a22c3', 'hex'),
];

/** Many small frames, no faster than the budget allows; until the server has enough of it. */
async function flood(scene, peer, one, count, perWrite = 200) {
  const many = Buffer.concat(Array.from({ length: perWrite }, one));
  for (let sent = 0; sent < count && !peer.isEnded; sent += perWrite) {
    await scene.breathe();
    await peer.write(many);
  }
}

const outcome = async (peer) => {
  await peer.write(text(PING_COMMAND));
  await peer.until(() => peer.lastText.includes('"pong"') || peer.isEnded, 20_000);
  if (!peer.isEnded && !peer.lastText.includes('"pong"')) throw new Error('neither ended nor answered any more');
  return peer.isEnded ? peer.how : 'went on';
};

export const frames = {
  'unmasked frames': mustEnd(
    [1002],
    frame(TEXT, PING_COMMAND, { masked: false }),
    frame(PING, 'x', { masked: false }),
    frame(PONG, '', { masked: false }),
    frame(CLOSE, Buffer.from([3, 232]), { masked: false }),
    frame(BINARY, 'x', { masked: false }),
  ),
  'reserved bits': mustEnd([1002], (chance) => frame(chance.pick([TEXT, PING, CLOSE]), 'x', { rsv: 1 + chance.below(3) })),
  'reserved opcodes': mustEnd([1002], (chance) => frame(chance.pick([3, 4, 5, 6, 7, 11, 12, 13, 14, 15]), 'x')),
  'huge lengths': mustEnd(
    [1002, 1003, 1009],
    frame(TEXT, 'x', { length: 2n ** 31n }),
    frame(TEXT, 'x', { length: 2n ** 32n + 1n }),
    frame(TEXT, 'x', { length: 2n ** 62n }),
    frame(TEXT, 'x', { length: 2n ** 63n }),
    frame(TEXT, 'x', { length: -1n }),
    frame(BINARY, 'x', { length: 2n ** 40n }),
    join(frame(TEXT, 'x', { fin: false }), frame(0, 'x', { length: 2n ** 31n - 1n })),
  ),
  'lengths in the wrong form': mustEnd(
    [1002],
    frame(TEXT, 'x', { form: 16 }),
    frame(TEXT, 'x', { form: 64 }),
    frame(TEXT, 'x'.repeat(300), { form: 64 }),
  ),
  'oversized control frames': mustEnd(
    [1002],
    frame(PING, 'x'.repeat(126)),
    frame(PONG, 'x'.repeat(5_000)),
    frame(CLOSE, Buffer.concat([Buffer.from([3, 232]), Buffer.alloc(124, 97)])),
  ),
  'control frames in pieces': mustEnd([1002], frame(PING, 'x', { fin: false }), frame(CLOSE, '', { fin: false })),
  'pieces out of order': mustEnd(
    [1002],
    frame(0, 'x'),
    frame(0, 'x', { fin: false }),
    join(frame(TEXT, '{', { fin: false }), frame(TEXT, '}')),
    join(frame(TEXT, '{', { fin: false }), frame(BINARY, '}', { fin: false })),
  ),
  'bad UTF-8': mustEnd(
    [1007],
    (chance) => frame(TEXT, chance.pick(badUtf8)),
    (chance) => join(frame(TEXT, 'x', { fin: false }), frame(0, chance.pick(badUtf8.slice(0, 4)), { fin: false })),
  ),
  'bad closes': mustEnd(
    [1002, 1007],
    (chance) => close(chance.pick([0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2_999, 5_000, 65_535])),
    frame(CLOSE, 'x'),
    frame(CLOSE, Buffer.from([3, 232, 0xff, 0xfe])),
  ),
  'binary frames': mustEnd([1003, 1009], (chance) => frame(BINARY, chance.bytes(1 + chance.below(2_000)))),
  'messages too large': mustEnd(
    [1009],
    frame(TEXT, 'x'.repeat(20_000)),
    frame(TEXT, 'x'.repeat(1_000_000)),
    join(...Array.from({ length: 30 }, (_, i) => frame(i ? 0 : TEXT, ' '.repeat(1_000), { fin: false }))),
  ),
  'a frame that never comes whole': mustEnd(
    [4009, 1002],
    frame(TEXT, '{"op"', { length: 1_000 }),
    frame(TEXT, '{"op":"list"}').subarray(0, 5),
    frame(TEXT, '{"op":', { fin: false }),
    Buffer.from([0x81]),
  ),
  'random frames': mustEnd([], (chance) =>
    Buffer.concat(
      Array.from({ length: 20 }, () => {
        const bytes = chance.bytes(2 + chance.below(60));
        bytes[1] |= 0x80;
        return bytes;
      }),
    ),
  ),

  'flood of pieces': async (scene) => {
    const peer = await scene.client();
    await peer.write(frame(TEXT, '{', { fin: false }));
    await flood(scene, peer, () => frame(0, scene.chance.pick(['', ' ']), { fin: false }), 40_000);
    const how = await peer.endedWithin(1_000);
    if (how !== 'open') return how;
    await peer.write(frame(0, '"op":"list"}'));
    return outcome(peer);
  },

  'flood of pings': async (scene) => {
    const peer = await scene.client();
    await flood(scene, peer, () => frame(PING, 'x'.repeat(125)), 20_000);
    return outcome(peer);
  },

  'flood of pings, nothing read': async (scene) => {
    const peer = await scene.client();
    peer.socket.pause();
    const many = Buffer.concat(Array.from({ length: 200 }, () => frame(PING, 'x'.repeat(125))));
    // It may stop taking them, so nobody waits for room.
    for (let sent = 0; sent < 40_000 && !peer.isEnded && peer.socket.writableLength < 1 << 20; sent += 200) {
      await scene.breathe();
      peer.push(many);
    }
    await scene.pause(2_000);
    peer.socket.resume();
    await peer.until(() => peer.isEnded, 5_000);
    return peer.isEnded ? peer.how : 'went on';
  },

  'flood of pongs': async (scene) => {
    const peer = await scene.client();
    await flood(scene, peer, () => frame(PONG, 'x'.repeat(125)), 20_000);
    return outcome(peer);
  },

  'frames of one byte at a time': async (scene) => {
    const peer = await scene.client();
    for (const byte of text(PING_COMMAND)) {
      await peer.write(Buffer.from([byte]));
      await scene.pause(5);
    }
    return outcome(peer);
  },

  'frames behind a close': async (scene) => {
    const peer = await scene.client({ halfOpen: true });
    await peer.write(close(1000));
    for (let i = 0; i < 50 && !peer.isEnded; i++) {
      await peer.write(text('{"op":"list"}'));
      await scene.pause(20);
    }
    const how = await peer.endedWithin(CUT_MS);
    if (how.endsWith('open')) throw new Error('the connection outlived its close');
    return how;
  },

  'a bomb of permessage-deflate': async (scene) => {
    const peer = await scene.connect();
    await peer.write(
      upgrade({
        'Sec-WebSocket-Protocol': scene.chance.pick(['ticktide.json.v1', 'ticktide.sbe.v1']),
        'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits',
      }),
    );
    if ((await peer.opened()) !== 101) throw new Error(`no WebSocket: status ${peer.status}`);
    const offered = /sec-websocket-extensions: *permessage-deflate/i.test(peer.head) ? 'agreed' : 'not agreed';
    const bomb = deflateRawSync(Buffer.alloc(1 << 24, 32), { level: 9 }).subarray(0, 15_000);
    await peer.write(frame(TEXT, scene.chance.below(2) ? bomb : scene.chance.bytes(500), { rsv: 4 }));
    const how = await peer.endedWithin(CUT_MS);
    if (how.endsWith('open')) throw new Error(`a bomb was not cut (${offered})`);
    return `${offered}: ${how}`;
  },
};
