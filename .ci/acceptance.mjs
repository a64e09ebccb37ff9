// What the product promises, checked on real servers, real recordings and real sockets. The
// recordings lie beside the checkout in ../shared/data (or where TICKTIDE_DATA says).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { CheckingClient, WebSocket } from './client.mjs';
import { after, data, root, run, start, until } from './launch.mjs';

const MIB = 1024 * 1024;
const expected = existsSync(data) ? JSON.parse(readFileSync(path.join(data, 'EXPECTED.json'), 'utf8')) : null;
const needsData = expected ? false : `no recordings at ${data}`;
const scratch = mkdtempSync(path.join(tmpdir(), 'ticktide-'));

/** Plays a file at full speed and gives what the server has then. */
async function played(file, ask) {
  const server = await start(['--feed', path.join(data, file), '--speed', 'max']);
  try {
    await until('the end of the recording', async () => (await server.json('/ready')).feed === 'ended', 60_000);
    return await ask(server);
  } finally {
    await server.stop();
  }
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Sum of plain decimals, exact. */
function sum(decimals) {
  const scale = 12;
  const total = decimals.reduce((acc, text) => {
    const [units, fraction = ''] = text.split('.');
    return acc + BigInt(units + fraction.padEnd(scale, '0'));
  }, 0n);
  const digits = total.toString().padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
}

async function minuteBars(server) {
  const { bars } = await server.json('/api/candles?symbol=BTCUSDT&interval=1m&limit=1000');
  return {
    count: bars.length,
    trades: bars.reduce((total, bar) => total + bar.trades, 0),
    volume: sum(bars.map((bar) => bar.volume)),
    notional: sum(bars.map((bar) => bar.notional)),
    sha256: sha256(
      bars
        .map(({ time, open, high, low, close, volume, trades }) =>
          [time, open, high, low, close, volume, trades].join(','),
        )
        .join('\n'),
    ),
  };
}

function barsOf(truth) {
  return {
    count: truth.minute_bars,
    trades: truth.trades,
    volume: truth.qty,
    notional: truth.notional,
    sha256: truth.bars_sha256,
  };
}

describe('real recordings', { skip: needsData }, () => {
  for (const file of ['binance-recorded/spot_btcusdt_20240808.gz', 'binance-recorded/usdm_btcusdt_20240808.gz']) {
    test(`${file}: minute bars and book`, async () => {
      const truth = expected[file];
      await played(file, async (server) => {
        assert.deepEqual(await minuteBars(server), barsOf(truth.trade));
        const book = await server.json('/api/book?symbol=BTCUSDT&depth=5');
        assert.deepEqual(book.bids, truth.book.top5_bids);
        assert.deepEqual(book.asks, truth.book.top5_asks);
        assert.equal(book.bidLevels, truth.book.bid_levels);
        assert.equal(book.askLevels, truth.book.ask_levels);
        const stats = await server.json('/stats');
        assert.equal(stats.feed.quotes, truth.bookTicker);
        assert.equal(stats.feed.trades, truth.trade.trades);
      });
    });
  }

  const csvs = {
    'binance-csv/BTCUSDT-trades-ms-noheader.csv.gz': 'binance-recorded/spot_btcusdt_20240808.gz',
    'binance-csv/BTCUSDT-trades-us-noheader.csv.gz': 'binance-recorded/spot_btcusdt_20240808.gz',
    'binance-csv/BTCUSDT-um-trades-header.csv.gz': 'binance-recorded/usdm_btcusdt_20240808.gz',
  };
  for (const [file, origin] of Object.entries(csvs)) {
    test(`${file}: minute bars`, async () => {
      const bars = await played(file, minuteBars);
      assert.deepEqual(bars, barsOf(expected[origin].trade));
    });
  }

  test('the futures bookTicker file ends with the last quote', async () => {
    const file = 'binance-csv/BTCUSDT-um-bookTicker-header.csv.gz';
    const stats = await played(file, (server) => server.json('/stats'));
    assert.equal(stats.feed.quotes, expected['binance-recorded/usdm_btcusdt_20240808.gz'].bookTicker);
  });

  for (const [file, defect] of [
    ['spot-klines-1s-us.csv', /kline/i],
    ['um-aggTrades-interleaved-header.csv', /aggTrade/i],
  ]) {
    test(`${file} is refused with a reason`, async () => {
      const { code, stderr } = await run(['server', '--port', '0', '--feed', path.join(data, 'binance-csv-defects', file)]);
      assert.equal(code, 1);
      assert.match(stderr, defect);
      assert.doesNotMatch(stderr, /\tat /, 'no stack trace');
    });
  }

  test('interleaved halves end the feed with file, line and reason, and the server goes on', async () => {
    const file = path.join(data, 'binance-csv-defects/um-bookTicker-interleaved.csv');
    const server = await start(['--feed', file, '--set', 'feed.symbol=ETHUSDT', '--speed', 'max']);
    const ready = await until('the failure', async () => {
      const answer = await server.json('/ready');
      return answer.ready === false && answer;
    });
    assert.match(ready.reason, /interleaved\.csv:\d+/);
    assert.equal((await fetch(server.url + '/health')).status, 200);
    await server.stop();
  });
});

describe('streaming', () => {
  test('20 symbols, 50,000 events/s, 10 s: every event is delivered or accounted', async () => {
    const server = await start(['--rate', '50000', '--instruments', '20']);
    const { symbols } = await server.json('/api/symbols');
    const client = new CheckingClient(server.stream);
    await client.opened;
    const sym = symbols.map((symbol) => symbol.sym);
    assert.equal(sym.length, 20);
    client.send({ op: 'subscribe', id: 1, ch: 'quote', sym });
    client.send({ op: 'subscribe', id: 2, ch: 'trade', sym });
    client.send({ op: 'subscribe', id: 3, ch: 'candle', interval: '1s', sym });
    await after(10_000);
    const stats = await server.json('/stats');
    await client.close();
    await server.stop();
    console.log(
      `${client.messages} messages, ${client.conflated} merged (${[...client.causes]}), feed ${stats.feed.eventsPerSecond}/s`,
    );
    assert.deepEqual(client.violations, []);
    assert.equal(client.streams().length, 60);
    assert.ok(client.messages > 10_000, `only ${client.messages} messages`);
  });

  test('a client that never reads for 30 s costs bounded memory and others lose nothing', async () => {
    const server = await start(['--rate', '10000', '--instruments', '20']);
    const { symbols } = await server.json('/api/symbols');
    const sym = symbols.map((symbol) => symbol.sym);
    const subscribe = (client) => {
      for (const ch of ['quote', 'trade']) client.send({ op: 'subscribe', id: 1, ch, sym });
    };
    const healthy = new CheckingClient(server.stream);
    const silent = new CheckingClient(server.stream);
    await Promise.all([healthy.opened, silent.opened]);
    subscribe(healthy);
    await after(5_000);
    const before = server.residentBytes();
    subscribe(silent);
    await until('the silent client to be subscribed', () => silent.answers.length >= 3);
    silent.socket.pause();
    await after(30_000);
    const grown = server.residentBytes() - before;
    const received = healthy.messages;
    silent.socket.resume();
    await until('the silent client to learn what it missed', () => silent.conflated > 0);
    console.log(
      `memory grew by ${(grown / MIB).toFixed(1)} MiB; ${received} messages to the healthy client; ` +
        `the silent one caught up: ${silent.messages} messages, ${silent.conflated} merged (${[...silent.causes]})`,
    );
    await healthy.close();
    silent.socket.terminate();
    await server.stop();
    assert.deepEqual(healthy.violations, []);
    assert.deepEqual(silent.violations, []);
    assert.deepEqual([...silent.causes], ['SLOW']);
    assert.equal(healthy.conflated, 0, 'the healthy client lost events');
    assert.ok(grown < 64 * MIB, `memory grew by ${grown} bytes`);
  });

  test('the same seed makes the same events, another seed others', async () => {
    const digestOf = async (seed) => {
      const server = await start(['--seed', seed, '--rate', '1000']);
      // The history alone is 100,000 events, so the first checkpoint does not depend on timing.
      const digest = await until('the digest of the history', async () => {
        const { digest } = (await server.json('/stats')).feed;
        return digest?.events >= 100_000 && digest;
      });
      await server.stop();
      return digest;
    };
    const first = await digestOf('7');
    assert.deepEqual(await digestOf('7'), first);
    assert.notEqual((await digestOf('8')).value, first.value);
  });

  test('an idle server takes less than 2 % of a core', async () => {
    const server = await start(['--rate', '1']);
    await after(8_000);
    const before = server.cpuSeconds();
    await after(10_000);
    const percent = ((server.cpuSeconds() - before) / 10) * 100;
    console.log(`idle: ${percent.toFixed(2)} % of a core`);
    await server.stop();
    assert.ok(percent < 2, `${percent} %`);
  });

  test('bad input hurts nobody else', async () => {
    const server = await start(['--rate', '5000']);
    const healthy = new CheckingClient(server.stream);
    await healthy.opened;
    healthy.send({ op: 'subscribe', id: 1, ch: 'quote', sym: ['BTC-USD', 'NOPE'] });
    const bad = async (...frames) => {
      const client = new CheckingClient(server.stream);
      await client.opened;
      for (const frame of frames) client.socket.send(frame);
      return client;
    };
    const rubbish = await bad('{', '[]', '{"op":"frobnicate"}');
    await until('three errors', () => rubbish.answers.filter((answer) => answer.op === 'error').length === 3);
    assert.deepEqual(rubbish.answers.filter((answer) => answer.op === 'error').map((answer) => answer.code), [100, 101, 106]);
    await rubbish.close();
    assert.equal((await (await bad(Buffer.from([1, 2, 3]))).closed).code, 1003);
    assert.equal((await (await bad('x'.repeat(20_000))).closed).code, 1009);
    const wrongPath = new WebSocket(server.stream.replace('/v1/stream', '/nope'));
    const status = await new Promise((resolve) => {
      wrongPath.on('unexpected-response', (request, response) => resolve(response.statusCode));
      wrongPath.on('error', () => {});
    });
    assert.equal(status, 404);
    await until('prices', () => healthy.messages > 100);
    const subscribed = healthy.answers.find((answer) => answer.op === 'subscribed');
    assert.equal(subscribed.streams[1].error.code, 200);
    assert.deepEqual(healthy.violations, []);
    assert.equal(healthy.conflated, 0);
    const goodbye = healthy.closed;
    await server.stop();
    assert.equal((await goodbye).code, 1001);
    assert.equal(healthy.answers.at(-1).op, 'goodbye');
  });
});

describe('command line', () => {
  test('the jar alone runs', async () => {
    const server = await start([], { command: 'java', before: ['-jar', path.join(root, 'stream-server/target/ticktide.jar')] });
    assert.equal((await fetch(server.url + '/health')).status, 200);
    await server.stop();
  });

  test('a port in use is said, with what to do', async () => {
    const server = await start();
    const port = new URL(server.url).port;
    const { code, stderr } = await run(['server', '--port', port]);
    await server.stop();
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`${port}.*--port`, 's'));
  });

  test('an unknown option or key ends with 2 and a suggestion', async () => {
    const option = await run(['server', '--prot', '1']);
    assert.equal(option.code, 2);
    assert.match(option.stderr, /--port/);
    const key = await run(['server', '--set', 'feed.rat=5']);
    assert.equal(key.code, 2);
    assert.match(key.stderr, /feed\.rate/);
  });

  test('a missing, an empty and a malformed file are told apart', async () => {
    const missing = await run(['server', '--port', '0', '--feed', path.join(scratch, 'none.csv')]);
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /none\.csv/);
    const empty = path.join(scratch, 'BTCUSDT-empty.csv');
    writeFileSync(empty, '');
    assert.match((await run(['server', '--port', '0', '--feed', empty])).stderr, /empty/);
    const foreign = path.join(scratch, 'BTCUSDT-foreign.csv');
    writeFileSync(foreign, 'hello world\n');
    assert.equal((await run(['server', '--port', '0', '--feed', foreign])).code, 1);
  });

  test('sub prints ticks and accounts for them', async () => {
    const server = await start(['--rate', '2000']);
    const { code, stdout, stderr } = await run([
      'sub', 'BTC-USD', 'ETH-USD', '--channel', 'quote', '--json', '--duration', '3s', '--url', server.stream,
    ]);
    await server.stop();
    assert.equal(code, 0, stderr);
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line));
    assert.ok(lines.filter((line) => line.type === 'quote').length > 20, stdout.slice(0, 500));
  });

  test('doctor, version and config print', async () => {
    assert.match((await run(['--version'])).stdout, /\d+\.\d+\.\d+/);
    assert.match((await run(['config', 'print'])).stdout, /heartbeat-ms/);
    assert.equal((await run(['config', 'check'])).code, 0);
    assert.match((await run(['doctor'])).stdout, /JDK|Java/);
  });
});
