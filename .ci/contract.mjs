// The wire contract under load, on real sockets: several checking clients at once, good and bad
// ones; both recordings; lost connections and a restarted server; the book against its quotes.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { WebSocket } from './client.mjs';
import { after, data, run, start, until } from './launch.mjs';

const expected = existsSync(data) ? JSON.parse(readFileSync(path.join(data, 'EXPECTED.json'), 'utf8')) : null;
const needsData = expected ? false : `no recordings at ${data}`;

/** Runs `ticktide sub … --verify` and takes its report apart. */
async function verify(server, args, timeoutMs = 180_000) {
  const { code, stdout, stderr } = await run(['sub', ...args, '--verify', '-u', server.stream], { timeoutMs });
  const total = stdout.match(/^total {2}(\d+) published = (\d+) delivered \+ (\d+) conflated/m);
  const bars = stdout.match(/^(\d+) bars compared, (\d+) equal/m);
  const books = stdout.match(/^(\d+) books compared, (\d+) equal/m);
  const seconds = stdout.match(/^\d+ streams, .* in ([\d.]+) s$/m);
  return {
    code,
    text: stdout + stderr,
    streams: stdout.split('\n').filter((line) => / published = /.test(line) && !line.startsWith('total')).length,
    published: Number(total?.[1]),
    delivered: Number(total?.[2]),
    conflated: Number(total?.[3]),
    barsCompared: Number(bars?.[1]),
    barsEqual: Number(bars?.[2]),
    booksCompared: Number(books?.[1]),
    booksEqual: Number(books?.[2]),
    seconds: Number(seconds?.[1]),
    tail: (stdout.split('\n').slice(-8).join('\n') + stderr).trim(),
  };
}

function assertClean(t, name, result) {
  t.diagnostic(
    `${name}: ${result.published} published = ${result.delivered} delivered + ${result.conflated} conflated,` +
      ` ${result.streams} streams, ${result.seconds} s`,
  );
  assert.equal(result.code, 0, `${name}: ${result.tail}`);
  assert.match(result.text, /^0 violations$/m);
  assert.equal(result.published, result.delivered + result.conflated, name);
}

describe('accounted delivery', () => {
  test('three clients at 50,000 events/s over 100 symbols', { timeout: 300_000 }, async (t) => {
    const server = await start(['--rate', '50000', '--instruments', '100']);
    try {
      const full = ['*', '--channel', 'quote,trade', '-d', '20s'];
      const alone = await verify(server, ['*', '--channel', 'quote,trade', '-d', '8s']);
      assertClean(t, 'alone, full speed', alone);

      const [fast, limited, slow] = await Promise.all([
        verify(server, full),
        verify(server, ['*', '--channel', 'quote', '--max-rate', '5', '--verify-bars', '-d', '20s']),
        verify(server, ['*', '--channel', 'quote,trade', '--slow', '20000', '-d', '20s']),
      ]);
      assertClean(t, 'full speed', fast);
      assertClean(t, '--max-rate 5 --verify-bars', limited);
      assertClean(t, '--slow 20000', slow);
      for (const result of [fast, limited, slow]) assert.equal(result.streams, 200);
      assert.ok(limited.barsCompared > 1_000, `${limited.barsCompared} bars compared`);
      assert.equal(limited.barsEqual, limited.barsCompared);
      assert.ok(limited.conflated > limited.delivered, limited.tail);
      assert.ok(slow.conflated > 0, slow.tail);

      // Not slowed: what it gets one by one is what it gets alone; on an overloaded machine it
      // may itself be too slow to read all, then it is no slower than alone.
      const share = (result) => result.delivered / result.published;
      t.diagnostic(`delivered one by one: alone ${share(alone).toFixed(3)}, among three ${share(fast).toFixed(3)}`);
      assert.ok(fast.conflated === 0 || share(fast) >= share(alone) - 0.05, fast.tail);
    } finally {
      await server.stop();
    }
  });

  test('books and statuses at full depth and limited, merged and not', { timeout: 120_000 }, async (t) => {
    const server = await start(['--rate', '5000', '--instruments', '10']);
    try {
      const channels = ['*', '--channel', 'book:full,book:5,status,candle:1s', '-d', '6s'];
      const results = {
        'full speed': await verify(server, channels),
        '--max-rate 20': await verify(server, [...channels, '--max-rate', '20']),
        '--credit 3': await verify(server, [...channels, '--credit', '3']),
        '--stall 3': await verify(server, [...channels, '--stall', '3']),
      };
      for (const [name, result] of Object.entries(results)) {
        assertClean(t, name, result);
        assert.ok(result.booksCompared > 0, `${name}: no book compared`);
        assert.equal(result.booksEqual, result.booksCompared, name);
      }
    } finally {
      await server.stop();
    }
  });

  test('a connection lost every second is resumed without gap or duplicate', { timeout: 120_000 }, async (t) => {
    const server = await start(['--rate', '20000', '--instruments', '20']);
    try {
      const result = await verify(server, [
        ...['*', '--channel', 'quote,trade,book:full', '--verify-bars', '--drop-connection-every', '1', '-d', '20s'],
      ]);
      assertClean(t, 'dropped every second', result);
      const [, connections, recovered, holes] = result.text.match(
        /^(\d+) connections, 1 epochs; streams resumed: (\d+) recovered, (\d+) with a hole/m,
      );
      t.diagnostic(`${connections} connections, ${recovered} streams recovered, ${holes} with a hole`);
      assert.ok(Number(connections) >= 10, `${connections} connections`);
      assert.ok(Number(recovered) >= 60 * (Number(connections) - 1) - Number(holes));
      assert.ok(result.barsCompared > 0);
      assert.equal(result.barsEqual, result.barsCompared);
    } finally {
      await server.stop();
    }
  });

  test('a restarted server is a new epoch', { timeout: 120_000 }, async (t) => {
    const options = ['--rate', '20000', '--instruments', '20'];
    const first = await start(options);
    const port = new URL(first.url).port;
    const verifying = verify(first, ['*', '--channel', 'quote,trade', '--drop-connection-every', '1', '-d', '20s']);
    await after(5_000);
    await first.stop();
    const second = await start([...options, '--port', port]);
    try {
      const result = await verifying;
      assertClean(t, 'restarted in between', result);
      assert.match(result.text, /^new epoch \d+ after \d+: the server was restarted/m);
      assert.match(result.text, /^\d+ connections, 2 epochs;/m);
    } finally {
      await second.stop();
    }
  });
});

describe('real recordings', { skip: needsData }, () => {
  const recordings = ['spot_btcusdt_20240808.gz', 'usdm_btcusdt_20240808.gz'].map((file) => `binance-recorded/${file}`);
  for (const file of recordings) {
    for (const speed of ['max', '20']) {
      test(`${file} at speed ${speed}: bars of a rate-limited client`, { timeout: 120_000 }, async (t) => {
        const server = await start(['--feed', path.join(data, file), '--speed', speed]);
        try {
          const result = await verify(server, [
            ...['BTCUSDT', '--channel', 'trade', '--from-seq', '1', '--max-rate', '10'],
            // Six minutes of seconds, of which ten may leave a second.
            ...['--verify-bars', '--bars-sha256', '-d', '42s'],
          ]);
          assertClean(t, `speed ${speed}`, result);
          const hash = result.text.match(/^BTCUSDT 1m bars sha256 ([0-9a-f]{64})$/m)?.[1];
          assert.equal(hash, expected[file].trade.bars_sha256, result.tail);
          assert.equal(result.barsEqual, result.barsCompared);
          assert.ok(result.barsCompared >= expected[file].trade.minute_bars);
          if (speed !== 'max') assert.ok(result.conflated > 0, 'nothing was merged');
        } finally {
          await server.stop();
        }
      });
    }
  }

  test('the streamed book agrees with bookTicker at every depth diff', { timeout: 120_000 }, async (t) => {
    const [file] = recordings;
    const truth = bestLevelsByDiff(path.join(data, file));
    assert.equal(truth.length, expected[file].book.diffs_applied);
    const server = await start(['--feed', path.join(data, file), '--speed', 'max']);
    try {
      await until('the end of the recording', async () => (await server.json('/ready')).feed === 'ended', 60_000);
      const book = await server.json('/api/book?symbol=BTCUSDT&depth=1');
      const streamed = await streamedBook(server, BigInt(book.seq));
      assert.equal(streamed.length, truth.length + 1, 'one event of the snapshot, one of each diff');
      let agreeing = 0;
      truth.forEach((best, i) => {
        if (best === streamed[i + 1]) agreeing++;
        else if (agreeing === i) t.diagnostic(`diff ${i}: streamed ${streamed[i + 1]}, bookTicker ${best}`);
      });
      t.diagnostic(`${agreeing} of ${truth.length} depth diffs agree`);
      assert.equal(agreeing, truth.length);
    } finally {
      await server.stop();
    }
  });
});

const plain = (decimal) => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);

/** Best bid and ask price by bookTicker as of each depth diff that applies, in the file's order. */
function bestLevelsByDiff(file) {
  const lines = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  const tickers = [];
  const diffs = [];
  let snapshot;
  for (const line of lines) {
    const { data: event, lastUpdateId } = JSON.parse(line.slice(line.indexOf('{')));
    if (lastUpdateId !== undefined) snapshot = lastUpdateId;
    else if (event.e === 'depthUpdate') diffs.push(event);
    else if (event.e === undefined && event.b !== undefined) tickers.push(event);
  }
  let at = 0;
  return diffs
    .filter((diff) => diff.u > snapshot)
    .map((diff) => {
      while (at + 1 < tickers.length && tickers[at + 1].u <= diff.u) at++;
      return `${plain(tickers[at].b)} / ${plain(tickers[at].a)}`;
    });
}

/** Best bid and ask price of the full book after each of its events, as the JSON stream tells it. */
function streamedBook(server, lastSeq) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(server.stream, 'ticktide.json.v1');
    const sides = { bids: new Map(), asks: new Map() };
    const best = [];
    const numeric = (levels, pick) => [...levels.keys()].reduce((a, b) => (pick(Number(a), Number(b)) === Number(a) ? a : b));
    socket.on('error', reject);
    socket.on('open', () =>
      socket.send('{"op":"subscribe","id":1,"ch":"book","sym":"BTCUSDT","depth":"full","from":{"seq":"1"}}'),
    );
    socket.on('message', (payload) => {
      const frame = JSON.parse(payload.toString());
      if (!Array.isArray(frame)) {
        if (frame.op === 'error' || frame.streams?.[0].recovered === false) reject(new Error(payload.toString()));
        return;
      }
      for (const message of frame) {
        if (message.type !== 'bookDelta' && message.type !== 'bookSnapshot') continue;
        for (const side of ['bids', 'asks']) {
          if (message.type === 'bookSnapshot' || message.flags.includes('RESET')) sides[side].clear();
          for (const [price, qty] of message[side]) {
            if (Number(qty) === 0) sides[side].delete(plain(price));
            else sides[side].set(plain(price), qty);
          }
        }
        if (message.flags.includes('LAST_IN_EVENT')) {
          best.push(`${numeric(sides.bids, Math.max)} / ${numeric(sides.asks, Math.min)}`);
        }
        if (BigInt(message.seq) === lastSeq) {
          socket.close();
          resolve(best);
        }
      }
    });
  });
}
