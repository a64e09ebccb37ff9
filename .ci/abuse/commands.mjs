// Abuse of commands: too many, malformed, enormous, contradictory.
import { text } from './peer.mjs';

const CHANNELS = [
  { ch: 'quote' },
  { ch: 'trade' },
  { ch: 'book' },
  { ch: 'book', depth: 5 },
  { ch: 'book', depth: 'full' },
  { ch: 'candle', interval: '1s' },
  { ch: 'candle', interval: '1h' },
  { ch: 'status' },
];

/** Below the rate at which the server ends a client for too many commands, 100 a second. */
const PACE_MS = 12;

/** Whether a client that only said nonsense is still answered, or how it was ended. */
async function after(scene, peer) {
  peer.lastText = '';
  await peer.write(text('{"op":"ping","id":4711}'));
  const answered = () => peer.sawPong || peer.isEnded;
  const before = peer.onText;
  peer.onText = (answer) => {
    before(answer);
    peer.sawPong ||= answer.includes('"id":4711');
  };
  await peer.until(answered, 20_000);
  if (!answered()) throw new Error('neither ended nor answered any more');
  return peer.sawPong ? 'went on' : peer.how;
}

/** One command after the other at a pace that is allowed. */
async function paced(scene, peer, count, command) {
  for (let i = 0; i < count && !peer.isEnded; i++) {
    await scene.breathe();
    await peer.write(text(command(i)));
    await scene.pause(PACE_MS);
  }
  return after(scene, peer);
}

const flooded = (what, code) => async (scene) => {
  const peer = await scene.client();
  const many = Buffer.concat(Array.from({ length: 100 }, () => text(what(scene.chance))));
  for (let i = 0; i < 100 && !peer.isEnded; i++) {
    await scene.breathe();
    await peer.write(many);
  }
  const how = await peer.endedWithin(20_000);
  if (how.endsWith('open')) throw new Error(`10,000 commands did not end it`);
  if (peer.closeCode && peer.closeCode !== code) throw new Error(`close ${peer.closeCode} instead of ${code}`);
  return how;
};

const nonsense = (chance) =>
  chance.pick([
    '',
    ' ',
    '{',
    '}',
    '[]',
    'null',
    'true',
    '0',
    '""',
    '{"op":',
    '{"op":"list"}{"op":"list"}',
    '{"op":"list",}',
    "{'op':'list'}",
    '{"op":"list","op":"stats"}',
    '{"op":null}',
    '{"op":["list"]}',
    '{"op":{"op":"list"}}',
    '{"op":"list","id":-1}',
    '{"op":"list","id":1e999}',
    '{"op":"list","id":9007199254740993}',
    '{"op":"list","id":1.5}',
    '{"op":"__proto__"}',
    '{"op":"toString"}',
    '{"op":"LIST"}',
    '{"op":"list\\u0000"}',
    '{"op":"\\ud800"}',
    '\ufeff{"op":"list"}',
    '/* x */{"op":"list"}',
    'NaN',
    '{"op":"subscribe"}',
    '{"op":"subscribe","ch":"quote","sym":[]}',
    '{"op":"subscribe","ch":"quote","sym":[[]]}',
    '{"op":"subscribe","ch":"quote","sym":{}}',
    '{"op":"subscribe","ch":"tape","sym":"*"}',
    '{"op":"subscribe","ch":"book","sym":"*","depth":-1}',
    '{"op":"subscribe","ch":"candle","sym":"*","interval":"1y"}',
    '{"op":"subscribe","ch":"quote","sym":"*","from":{"token":"::::"}}',
    '{"op":"subscribe","ch":"quote","sym":"*","from":{"seq":"-9223372036854775808"}}',
    '{"op":"subscribe","ch":"quote","sym":"*","from":{"time":"99999999999999999999"}}',
    '{"op":"subscribe","ch":"quote","sym":"*","maxRate":1e400}',
    '{"op":"subscribe","ch":"quote","sym":"*","maxRate":0}',
    '{"op":"range","ch":"trade","sym":"*","from":"1","to":"2"}',
    '{"op":"range","ch":"trade","sym":"BTC-USD","from":"9223372036854775807","to":"1"}',
    '{"op":"credit","packets":1e300}',
    '{"op":"replay","action":"open","recording":"../../../../etc"}',
    '{"op":"replay","action":"seek","time":"-1"}',
    '{"op":"auth","token":""}',
    '{"op":"auth","token":"a.b.c"}',
  ]);

const enormous = (chance) =>
  chance.pick([
    '['.repeat(8_000),
    '{"op":'.repeat(2_000),
    '{"a":'.repeat(2_000) + '1' + '}'.repeat(2_000),
    '['.repeat(4_000) + ']'.repeat(4_000),
    `{"op":"list","id":${'9'.repeat(8_000)}}`,
    `{"op":"list","id":1e${'9'.repeat(500)}}`,
    `{"op":"subscribe","ch":"quote","sym":"*","maxRate":0.${'0'.repeat(8_000)}1}`,
    `{"op":"${'x'.repeat(15_000)}"}`,
    `{"${'k'.repeat(15_000)}":1}`,
    `{"op":"ping","t0":"${'\\u0001'.repeat(2_500)}"}`,
    `{"op":"ping","t0":"${'\\"'.repeat(7_000)}"}`,
    `{"op":"ping","t0":"${'\u{1f4a9}'.repeat(3_900)}"}`,
    JSON.stringify({ op: 'subscribe', ch: 'quote', sym: Array(3_000).fill('*') }),
    JSON.stringify({ op: 'subscribe', ch: 'book', sym: Array(1_500).fill('crypto.*'), depth: 'full' }),
    JSON.stringify({ op: 'subscribe', ch: 'quote', sym: Array.from({ length: 1_500 }, (_, i) => `NO-${i}`) }),
    JSON.stringify(Object.fromEntries([['op', 'list'], ...Array.from({ length: 1_500 }, (_, i) => [`f${i}`, i])])),
    JSON.stringify({ op: 'subscribe', ch: 'quote', sym: '*', from: { token: `1:${'1,'.repeat(6_000)}1` } }),
    JSON.stringify({ op: 'auth', token: 'e'.repeat(8_192) }),
    JSON.stringify({ op: 'auth', token: `${'e'.repeat(4_000)}.${'e'.repeat(4_000)}.x` }),
    ' '.repeat(16_000) + '1',
  ]);

export const commands = {
  'flood of commands': flooded((chance) => chance.pick(['{"op":"list"}', '{"op":"ping"}', '{"op":"stats"}']), 4429),
  'flood of malformed JSON': flooded(() => '{"op":', 4400),
  'flood of unknown ops': flooded(() => '{"op":"buy","sym":"BTC-USD"}', 4400),

  'nonsense': async (scene) => {
    const peer = await scene.client();
    return paced(scene, peer, 40, () => nonsense(scene.chance));
  },

  'enormous commands': async (scene) => {
    const peer = await scene.client();
    return paced(scene, peer, 10, () => enormous(scene.chance));
  },

  'subscribing and unsubscribing everything': async (scene) => {
    const peer = await scene.client({ json: scene.chance.below(4) === 0 });
    return paced(scene, peer, 120, (i) => ({
      op: i % 2 ? 'unsubscribe' : 'subscribe',
      sym: '*',
      ...CHANNELS[(i >> 1) % CHANNELS.length],
    }));
  },

  'storm of modify': async (scene) => {
    const peer = await scene.client();
    await peer.write(text({ op: 'subscribe', ch: 'quote', sym: '*' }));
    await peer.write(text({ op: 'subscribe', ch: 'trade', sym: '*' }));
    return paced(scene, peer, 120, () => ({
      op: 'modify',
      ch: scene.chance.pick(['quote', 'trade']),
      sym: scene.chance.pick(['*', 'crypto.*', 'BTC-USD']),
      maxRate: scene.chance.pick([1, 2, 100_000, null]),
      maxAgeMs: scene.chance.pick([1, 1_000, null]),
    }));
  },

  'games with credit': async (scene) => {
    const peer = await scene.client();
    for (const channel of CHANNELS) await peer.write(text({ op: 'subscribe', sym: '*', ...channel }));
    return paced(scene, peer, 120, () => ({
      op: 'credit',
      packets: scene.chance.pick([0, 0, 1, 2, 2_147_483_647, null]),
    }));
  },

  'ranges of everything': async (scene) => {
    const peer = await scene.client({ json: scene.chance.below(4) === 0 });
    if (scene.chance.below(3) === 0) peer.socket.pause();
    for (let i = 0; i < 20 && !peer.isEnded; i++) {
      const ch = scene.chance.pick(['quote', 'trade', 'book', 'status']);
      const command = { op: 'range', ch, sym: scene.chance.pick(scene.symbols), from: '1', to: '100000' };
      await peer.write(text(command));
      await scene.pause(100);
    }
    peer.socket.resume();
    return after(scene, peer);
  },

  'resuming from everywhere': async (scene) => {
    const peer = await scene.client();
    return paced(scene, peer, 30, (i) =>
      i % 2
        ? { op: 'unsubscribe', ch: 'trade', sym: '*' }
        : {
            op: 'subscribe',
            ch: 'trade',
            sym: '*',
            from: scene.chance.pick([{ seq: '1' }, { seq: '1000' }, { time: '1' }, { seq: '999999999999' }]),
          },
    );
  },

  'replays, opened and left': async (scene) => {
    const peer = await scene.client({ json: scene.chance.below(4) === 0 });
    let names = [];
    peer.onText = (answer) => {
      if (answer.includes('"recordings"')) names = JSON.parse(answer).recordings.map((one) => one.name);
    };
    await peer.write(text({ op: 'subscribe', ch: 'trade', sym: '*' }));
    await peer.write(text({ op: 'replay', action: 'list' }));
    await peer.until(() => names.length > 0, 5_000);
    if (names.length === 0) return 'nothing to replay';
    await peer.write(text({ op: 'replay', action: 'open', recording: names[0], speed: scene.chance.pick([1, 50, 1000]) }));
    const how = await paced(scene, peer, 15, () => ({
      op: 'replay',
      ...scene.chance.pick([
        { action: 'pause' },
        { action: 'play' },
        { action: 'step' },
        { action: 'speed', speed: scene.chance.pick([0.1, 7, 1000]) },
        { action: 'seek', time: '1' },
        { action: 'open', recording: names[0], paused: true },
        { action: 'live' },
      ]),
    }));
    if (scene.chance.below(2)) peer.reset();
    return how;
  },
};
