// Faults on real processes: a client that is stopped, a network that is slow, silent or cut, no
// more descriptors, a server that is killed, a clock that jumps. A healthy client runs beside each.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after as afterAll, test } from 'node:test';
import { CheckingClient, WebSocket } from './client.mjs';
import { after, root, start, until } from './launch.mjs';
import { Link } from './link.mjs';

const BOUND = { timeout: 60_000 };
const launcher = path.join(root, 'ticktide');
const quick = ['--set', 'session.heartbeat-ms=500', '--set', 'session.idle-timeout-ms=3000'];
const directory = mkdtempSync(path.join(tmpdir(), 'ticktide-faults-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A client of the JSON twin with quotes and trades of everything. */
async function healthyClient(server) {
  const client = new CheckingClient(server.stream);
  await client.opened;
  const { symbols } = await server.json('/api/symbols');
  const sym = symbols.map((one) => one.sym);
  client.send({ op: 'subscribe', ch: 'quote', sym });
  client.send({ op: 'subscribe', ch: 'trade', sym });
  await until('the first prices', () => client.messages > 0);
  return client;
}

/** Browsers tell of an error by the close that follows; this one would end the process. */
class BrowserSocket extends WebSocket {
  constructor(url, protocol) {
    super(url, protocol);
    this.on('error', () => {});
  }
}

/** The page's own client, over a link or straight; it reconnects and resumes by itself. */
async function resumingClient(t, url, symbols) {
  globalThis.WebSocket = BrowserSocket;
  await import(path.join(root, 'stream-server/src/test/web/wire-resolve.mjs'));
  const { TicktideClient } = await import(
    path.join(root, 'stream-server/src/main/resources/web/client/ticktide.js')
  );
  const client = new TicktideClient();
  t.after(() => client.close());
  const seqs = new Map(symbols.map((sym) => [sym, []]));
  client.subscribe(symbols, { channel: 'trade' }, (trade) => seqs.get(trade.sym).push(trade));
  client.subscribe(symbols, { channel: 'book', depth: 10 }, () => {});
  client.connect(url);
  await until('the first trades', () => client.counters.messages > 50);
  return { client, seqs, messages: () => client.counters.messages };
}

/** Every event of every stream came, in order, or is accounted for by the message that follows. */
function assertAccounted(seqs) {
  for (const [sym, trades] of seqs) {
    for (let i = 1; i < trades.length; i++) {
      const expected = trades[i - 1].seq + 1 + trades[i].conflated;
      assert.equal(trades[i].seq, expected, `${sym}: trade ${i} after ${trades[i - 1].seq}`);
    }
  }
}

async function goesOn(what, messages, atLeast = 200) {
  const before = messages();
  await until(what, () => messages() - before > atLeast, 15_000);
}

test('a stopped client costs the others nothing and the server little; it goes on and accounts for all', BOUND, async (t) => {
  const server = await start(['--rate', '5000']);
  const healthy = await healthyClient(server);
  const stopped = spawn(launcher, [
    ...['sub', '*', '--url', server.stream, '--channel', 'quote,trade,book:full,candle:1s'],
    ...['--verify', '--duration', '14s'],
  ], { cwd: root });
  let output = '';
  for (const stream of [stopped.stdout, stopped.stderr]) stream.on('data', (piece) => (output += piece));
  const ended = new Promise((resolve) => stopped.on('close', resolve));
  try {
    await until('both to be there', async () => (await server.json('/stats')).sessions.open === 2);
    await after(1_500);
    const bytes = server.residentBytes();
    stopped.kill('SIGSTOP');
    for (let second = 0; second < 6; second++) {
      await goesOn('prices beside the stopped client', () => healthy.messages);
      await after(1_000);
    }
    const grownMib = (server.residentBytes() - bytes) / 2 ** 20;
    stopped.kill('SIGCONT');
    assert.equal(await ended, 0, output);
    assert.match(output, /\b0 violations/);
    assert.match(output, /[1-9]\d* conflated/);
    assert.ok(grownMib < 64, `the server grew by ${grownMib} MiB`);
    assert.equal(healthy.conflated, 0);
    assert.deepEqual(healthy.violations, []);
    t.diagnostic(`the server grew by ${grownMib.toFixed(1)} MiB in 6 s; ${output.match(/^total .*$/m)?.[0]}`);
  } finally {
    stopped.kill('SIGKILL');
    await healthy.close();
    await server.stop();
  }
});

test('over a slow, a cut and a silent network nothing is lost silently', BOUND, async (t) => {
  const server = await start(quick);
  const healthy = await healthyClient(server);
  const link = await Link.to(new URL(server.url).port);
  t.after(() => link.close());
  const { symbols } = await server.json('/api/symbols');
  const { client, seqs, messages } = await resumingClient(t, link.stream, symbols.slice(0, 4).map((one) => one.sym));
  try {
    link.delayMs = 400;
    await goesOn('prices over the slow network', messages);
    assert.equal(client.counters.reconnects, 0, 'slow is not dead');
    link.delayMs = 0;

    link.cut();
    await until('the client to be back', () => client.counters.reconnects === 1 && client.state.name === 'live');
    await goesOn('prices after the cut', messages);
    assert.equal(client.counters.missed, 0, 'the cut was short: all of it is made up for');

    link.goSilent();
    await until('the client to give the connection up', () => client.state.name !== 'live');
    await until('the server to close its half', async () => (await server.json('/stats')).sessions.open === 1);
    link.goOn();
    await until('the client to be back', () => client.counters.reconnects >= 2 && client.state.name === 'live');
    await goesOn('prices after the silence', messages);

    assert.equal(client.counters.violations, 0);
    assertAccounted(seqs);
    assert.deepEqual(healthy.violations, []);
    assert.equal(healthy.conflated, 0);
    const { recovered, missed, reconnects } = client.counters;
    t.diagnostic(`${reconnects} reconnects, ${recovered} streams recovered, ${missed} events missed`);
  } finally {
    await healthy.close();
    await server.stop();
  }
});

test('a network that was away for longer than the server remembers leaves a hole that is accounted for', BOUND, async (t) => {
  const server = await start([
    ...quick,
    ...['--rate', '40000', '--instruments', '4', '--set', 'distribute.event-history-mb=1'],
  ]);
  const link = await Link.to(new URL(server.url).port);
  t.after(() => link.close());
  const { symbols } = await server.json('/api/symbols');
  const { client, seqs, messages } = await resumingClient(t, link.stream, [symbols[0].sym]);
  try {
    link.goSilent();
    await until('the client to give the connection up', () => client.state.name !== 'live');
    await after(1_500);
    link.goOn();
    await until('the client to be back', () => client.state.name === 'live' && client.counters.holes > 0, 20_000);
    await goesOn('prices after the hole', messages);

    const { holes, violations } = client.counters;
    assert.equal(violations, 0);
    assertAccounted(seqs);
    const [trades] = seqs.values();
    const largest = trades.reduce((most, trade) => Math.max(most, trade.conflated), 0);
    assert.ok(largest > 1_000, `the hole has a size: ${largest}`);
    t.diagnostic(`${holes} streams with a hole; ${largest} trades are accounted for in one message`);
  } finally {
    await server.stop();
  }
});

test('out of descriptors the server serves on, refuses, says so once, and recovers', BOUND, async (t) => {
  const limited = ['-c', 'ulimit -n 160 && exec "$0" "$@"', launcher];
  const server = await start(['--set', 'endpoint.request-timeout-ms=1500'], { command: 'bash', before: limited });
  const healthy = await healthyClient(server);
  const sockets = [];
  const descriptors = () => readdirSync(`/proc/${server.pid}/fd`).length;
  try {
    const answers = await Promise.all(Array.from({ length: 300 }, () => upgrade(server, sockets)));
    const accepted = answers.filter((status) => status === '101').length;
    assert.ok(accepted > 20, `${accepted} accepted`);
    assert.deepEqual([...new Set(answers)].sort(), ['101', '503']);

    // Connections that never become anything take the rest, and are cut by the timeout.
    const idle = Array.from({ length: 200 }, () => connected(server, sockets));
    await Promise.all(idle.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    const before = server.cpuSeconds();
    await after(1_000);
    assert.ok(descriptors() < 160, `${descriptors()} descriptors`);
    await goesOn('prices while nobody gets in', () => healthy.messages);
    const cpu = server.cpuSeconds() - before;

    sockets.forEach((socket) => socket.destroy());
    const back = new CheckingClient(server.stream);
    await Promise.race([back.opened, after(5_000).then(() => assert.fail('not let in within 5 s'))]);
    await back.close();
    assert.deepEqual(healthy.violations, []);
    assert.equal(healthy.conflated, 0);
    assert.equal(server.output.match(/places of \d+ clients are taken/g)?.length, 1, server.output);
    assert.doesNotMatch(server.output, /Too many open files|ERROR/);
    t.diagnostic(`${accepted} of 300 accepted; ${cpu.toFixed(2)} s of processor while full`);
  } finally {
    sockets.forEach((socket) => socket.destroy());
    await healthy.close();
    await server.stop();
  }
});

function connected(server, sockets) {
  const socket = net.connect(new URL(server.url).port, '127.0.0.1');
  socket.on('error', () => {}); // Cut by the server, as it should.
  sockets.push(socket);
  return socket;
}

/** The status that a handshake is answered with; the socket stays open. */
function upgrade(server, sockets) {
  const socket = connected(server, sockets);
  socket.write(
    'GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  return new Promise((resolve) => socket.once('data', (bytes) => resolve(String(bytes).split(' ')[1])));
}

test('a killed server that starts again gets its clients back, who know that it is another one', BOUND, async (t) => {
  const first = await start(quick);
  const { port } = new URL(first.url);
  const { symbols } = await first.json('/api/symbols');
  const { client, messages } = await resumingClient(t, first.stream, [symbols[0].sym, symbols[1].sym]);
  first.child.kill('SIGKILL');
  await first.exited;
  await until('the client to know', () => client.state.name !== 'live');

  const second = await start([...quick, '--port', port]);
  try {
    await until('the client to be back', () => client.state.name === 'live', 30_000);
    await goesOn('prices of the other server', messages);
    assert.ok(client.counters.reconnects >= 1);
    assert.equal(client.counters.violations, 0);
  } finally {
    await second.stop();
  }
});

test('a clock that jumps an hour ahead and two back disturbs nobody', BOUND, async (t) => {
  const library = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
    .map((folder) => `${folder}/faketime/libfaketimeMT.so.1`)
    .find(existsSync);
  if (!library) {
    t.skip('needs libfaketime (package faketime)');
    return;
  }
  const offset = path.join(directory, 'offset');
  const jump = (text) => writeFileSync(offset, `${text}\n`);
  jump('+0');
  const env = [
    `LD_PRELOAD=${library}`,
    `FAKETIME_TIMESTAMP_FILE=${offset}`,
    'FAKETIME_NO_CACHE=1',
    'FAKETIME_DONT_FAKE_MONOTONIC=1',
    // Or it moves deadlines on the monotonic clock, too, which no real jump does.
    'FAKETIME_FORCE_MONOTONIC_FIX=0',
  ];
  const server = await start(quick, { command: 'env', before: [...env, launcher] });
  const healthy = await healthyClient(server);
  try {
    for (const text of ['+3600', '-3600']) {
      jump(text);
      // The server looks at the wall clock every ten seconds; the idle timeout is three.
      const seconds = Number(text);
      await until(`the server to see ${text}`, async () => Math.abs(await aheadSeconds(server) - seconds) < 60, 20_000);
      await goesOn('prices', () => healthy.messages);
      assert.equal((await fetch(server.url + '/ready')).status, 200);
    }
    assert.deepEqual(healthy.violations, []);
    assert.equal((await server.json('/stats')).sessions.open, 1);
    assert.doesNotMatch(server.output, /ERROR/);
  } finally {
    await healthy.close();
    await server.stop();
  }
});

/** How far a server's clock is ahead of ours. */
async function aheadSeconds(server) {
  const socket = new WebSocket(server.stream, 'ticktide.json.v1');
  const [payload] = await new Promise((resolve, reject) => {
    socket.once('message', (...args) => resolve(args));
    socket.once('error', reject);
  });
  socket.terminate();
  return Number(BigInt(JSON.parse(payload).serverTime) / 1_000_000_000n) - Date.now() / 1000;
}
