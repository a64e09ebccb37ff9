// A server that ends under load: by SIGTERM, which sends every client away in good order, and by
// SIGKILL. Its clients come back to the next one spread over time, and everything adds up.
// TICKTIDE_CLIENTS: how many (500); 10000 needs `ulimit -n 30000`.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Backoff } from '../stream-server/src/main/resources/web/client/backoff.js';
import { mayRetry } from '../stream-server/src/main/resources/web/client/close-codes.js';
import { CheckingClient } from './client.mjs';
import { after, start, until } from './launch.mjs';

const CLIENTS = Number(process.env.TICKTIDE_CLIENTS ?? 500);
const SUBSCRIBE = { op: 'subscribe', ch: 'quote', sym: 'BTC-USD' };
/** Connecting at once beyond this is the test's own storm, not the clients'. */
const AT_ONCE = 50;
const BACK_MS = 60_000;

/** A client that comes back as the page's does, and remembers how each of its connections ended. */
class LastingClient {
  lives = [];
  backoff = new Backoff();
  failures = 0;
  stopped = false;

  constructor(url, maxRate) {
    this.url = url;
    this.command = maxRate ? { ...SUBSCRIBE, maxRate } : SUBSCRIBE;
  }

  get live() {
    return this.lives.at(-1);
  }

  get isSubscribed() {
    return this.live?.client.positions.size === 1 && !this.live.end;
  }

  async connect() {
    const client = new CheckingClient(this.url);
    client.socket.on('error', () => {});
    try {
      await client.opened;
    } catch {
      this.failures += 1;
      this.#again(0);
      return;
    }
    this.backoff.reset();
    const life = { client, openedMs: performance.now(), end: null };
    this.lives.push(life);
    client.send(this.command);
    client.closed.then(({ code }) => {
      const goodbye = client.answers.find(({ op }) => op === 'goodbye');
      life.end = { code, goodbye, atMs: performance.now(), seq: client.positions.get('BTC-USD/quote/0')?.seq };
      if (!this.stopped && mayRetry(code)) this.#again(goodbye?.retryAfterMs);
    });
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    this.live?.client.socket.terminate();
  }

  #again(atLeastMs) {
    if (!this.stopped) this.timer = setTimeout(() => this.connect(), this.backoff.nextDelayMs(atLeastMs));
  }
}

async function crowd(server) {
  const clients = Array.from({ length: CLIENTS }, (_, i) => new LastingClient(server.stream, i === 0 ? 0 : 1));
  await clients[0].connect();
  for (let i = 1; i < CLIENTS; i += AT_ONCE) {
    await Promise.all(clients.slice(i, i + AT_ONCE).map((client) => client.connect()));
  }
  await until('every client to be subscribed', () => clients.every((client) => client.isSubscribed), BACK_MS);
  return clients;
}

const options = (port) => ['--rate', '2000', '--instruments', '4', '--port', String(port)];
const violations = (clients) => clients.flatMap(({ lives }) => lives.flatMap(({ client }) => client.violations));

/** Latest minus earliest, and the most within any so many ms. */
function spread(timesMs, windowMs) {
  const times = [...timesMs].sort((a, b) => a - b);
  let first = 0;
  let most = 0;
  times.forEach((ms, i) => {
    while (times[first] <= ms - windowMs) first += 1;
    most = Math.max(most, i - first + 1);
  });
  return { spanMs: Math.round(times.at(-1) - times[0]), most };
}

async function restart(port, clients, life) {
  const next = await start(options(port));
  await until('every client to be back', () => clients.every((client) => client.lives.length > life && client.isSubscribed), BACK_MS);
  await after(1_500);
  return next;
}

describe(`the end of a server with ${CLIENTS} clients`, () => {
  test('SIGTERM: goodbye, accounts that add up, and a return that is spread', { timeout: 180_000 }, async (t) => {
    const server = await start(options(0));
    const port = Number(new URL(server.url).port);
    const clients = await crowd(server);
    const [witness, ...others] = clients;
    await after(1_000);

    const { code } = await server.stop();
    await until('every close to be noticed', () => clients.every(({ lives }) => lives[0].end));
    const ends = clients.map(({ lives }) => lives[0].end);
    const waits = ends.map(({ goodbye }) => goodbye?.retryAfterMs);

    assert.equal(code, 143);
    assert.deepEqual([...new Set(ends.map((end) => end.code))], [1001]);
    assert.ok(waits.every((ms) => ms >= 1_000 && ms < 1_000 + Math.min(CLIENTS, 10_000)), 'each was told its own time');
    const told = spread(waits, Math.min(CLIENTS, 10_000) / 10);
    assert.ok(told.most < CLIENTS / 4, `told times are even: ${told.most} in a tenth of them`);
    // The witness gets every event and is the first to go; a second's worth waited for the others.
    const behind = others.filter(({ lives }) => lives[0].end.seq < witness.lives[0].end.seq);
    assert.equal(behind.length, 0, 'each heard of all events up to its goodbye');

    const next = await restart(port, clients, 1);
    const back = spread(clients.map(({ lives }) => lives[1].openedMs), 100);
    const failures = clients.reduce((sum, client) => sum + client.failures, 0);
    t.diagnostic(`told to return within ${told.spanMs} ms; were back within ${back.spanMs} ms, at most ${back.most} in 100 ms; ${failures} attempts failed`);
    assert.ok(back.most < CLIENTS / 2, `they come back spread: ${back.most} in 100 ms`);
    assert.notEqual(clients[0].lives[0].client.answers[0].epoch, clients[0].lives[1].client.answers[0].epoch);
    assert.ok(clients.every(({ lives }) => lives[1].client.messages > 0), 'and get prices again');
    assert.deepEqual(violations(clients).slice(0, 3), []);
    clients.forEach((client) => client.stop());
    await next.stop();
  });

  test('SIGKILL: a storm of clients finds the next server alive', { timeout: 180_000 }, async (t) => {
    const server = await start(options(0));
    const port = Number(new URL(server.url).port);
    const clients = await crowd(server);

    server.child.kill('SIGKILL');
    await server.exited;
    const next = await restart(port, clients, 1);
    const stats = await next.json('/stats');
    const back = spread(clients.map(({ lives }) => lives[1].openedMs), 100);
    const failures = clients.reduce((sum, client) => sum + client.failures, 0);

    t.diagnostic(`were back within ${back.spanMs} ms, at most ${back.most} in 100 ms; ${failures} attempts failed`);
    assert.equal(stats.sessions.open, CLIENTS);
    assert.ok((await fetch(next.url + '/ready')).ok);
    assert.deepEqual(violations(clients).slice(0, 3), []);
    clients.forEach((client) => client.stop());
    await next.stop();
  });
});
