// Abuse of HTTP beside the WebSocket.
const CUT_MS = 15_000;

const request = (method, path, headers = '', body = '') =>
  `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n${body}`;

/** Sends bytes and waits until so many answers came, or the end. */
async function ask(scene, bytes, answers = 1) {
  const peer = await scene.connect();
  await peer.write(bytes);
  await peer.until(() => peer.statuses.length >= answers, CUT_MS);
  if (peer.statuses.length === 0 && !peer.isEnded) throw new Error(`no answer to ${bytes.slice(0, 60)}`);
  if (/root:.*:0:0:/.test(peer.head)) throw new Error(`${bytes.slice(0, 60)} told a file of the system`);
  if (peer.statuses.some((status) => status >= 500 && status !== 501 && status !== 503 && status !== 505)) {
    throw new Error(`status ${peer.statuses} for ${JSON.stringify(bytes.slice(0, 80))}`);
  }
  return peer;
}

const told = (peer) => (peer.statuses.length ? `status ${[...new Set(peer.statuses)].join(' ')}` : peer.how);

export const requests = {
  'smuggling': async (scene) => {
    const hidden = request('GET', '/health');
    const chunked = `0\r\n\r\n${hidden}`;
    const [headers, body] = scene.chance.pick([
      [`Content-Length: ${chunked.length}\r\nTransfer-Encoding: chunked\r\n`, chunked],
      [`Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`, `5c\r\n${hidden}\r\n0\r\n\r\n`],
      [`Content-Length: 0\r\nContent-Length: ${hidden.length}\r\n`, hidden],
      [`Content-Length: ${hidden.length}\r\nContent-Length: 0\r\n`, hidden],
      [`Transfer-Encoding: xchunked\r\nContent-Length: ${hidden.length}\r\n`, hidden],
      [`Transfer-Encoding : chunked\r\nContent-Length: ${chunked.length}\r\n`, chunked],
      [`Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n`, chunked],
      [`Content-Length: +${hidden.length}\r\n`, hidden],
      [`Content-Length: -1\r\n`, hidden],
      [`Content-Length: 0x10\r\n`, hidden],
      [`Content-Length: 99999999999999999999\r\n`, hidden],
      [`X: y\r\n Content-Length: 0\r\n`, hidden],
    ]);
    const peer = await scene.connect();
    await peer.write(request('POST', '/api/symbols', headers, body));
    await peer.until(() => peer.statuses.length > 1, 2_000);
    const answers = peer.statuses;
    // Without a doubt the body is a request of its own only where the first said so itself.
    if (answers.length > 1 && answers[1] === 200 && /Transfer-Encoding.*Content-Length|Content-Length.*(Transfer-Encoding|Content-Length)/s.test(headers)) {
      throw new Error(`smuggled: ${JSON.stringify(headers)} was answered ${answers}`);
    }
    return told(peer);
  },

  'scan for what is not there': async (scene) => {
    const paths = ['/admin', '/.git/config', '/wp-login.php', '/v1/', '/client/../../pom.xml', '/api', '/metrics/x', '/%00'];
    let all = '';
    for (let i = 0; i < 50; i++) all += request('GET', `${scene.chance.pick(paths)}?${scene.chance.below(1e9)}`);
    return told(await ask(scene, all, 50));
  },

  'paths out of the tree': async (scene) => {
    const path = scene.chance.pick([
      '/../../../../etc/passwd',
      '/client/../../../../../etc/passwd',
      '/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
      '/client/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      '/..%5c..%5cetc/passwd',
      '/client//etc/passwd',
      '/client/ticktide.js/../../../etc/passwd',
      '/%c0%ae%c0%ae/etc/passwd',
      '/client/%',
      '/client/%zz',
      '//etc/passwd',
    ]);
    return told(await ask(scene, request('GET', path)));
  },

  'long queries': async (scene) => {
    const path = scene.chance.pick([
      `/api/candles?symbol=${'A'.repeat(7_000)}&interval=1m`,
      `/api/candles?${'a=b&'.repeat(1_500)}`,
      `/${'x'.repeat(60_000)}`,
      `/api/symbols?${'%41'.repeat(2_500)}`,
      `/v1/stream?access_token=${'e'.repeat(7_500)}`,
    ]);
    return told(await ask(scene, request('GET', path)));
  },

  'values out of range': async (scene) => {
    const value = scene.chance.pick(['-1', '0', '1e9', '99999999999999999999', 'NaN', '', '%00', '1;drop', 'null', '١', '0x10']);
    const path = scene.chance.pick([
      `/api/candles?symbol=BTC-USD&interval=1m&limit=${value}`,
      `/api/candles?symbol=BTC-USD&interval=${value}`,
      `/api/candles?symbol=BTC-USD&interval=1s&from=${value}&to=${value}`,
      `/api/candles?symbol=${value}&interval=1m`,
      `/api/book?symbol=BTC-USD&depth=${value}`,
      `/api/trades?symbol=BTC-USD&limit=${value}&after=${value}`,
      `/api/symbols?recording=${value}`,
      `/?s=${value}&i=${value}`,
    ]);
    return told(await ask(scene, Buffer.from(request('GET', path), 'utf8').toString('latin1')));
  },

  'odd methods': async (scene) => {
    const method = scene.chance.pick(['HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'OPTIONS', 'CONNECT', 'PATCH', 'FOO', 'get', 'G\x01T']);
    const path = scene.chance.pick(['/', '/health', '/api/symbols', '/stats', '*', 'http://evil.example/', '/v1/stream']);
    const peer = await scene.connect();
    await peer.write(request(method, path, 'Content-Length: 0\r\n'));
    await peer.until(() => peer.statuses.length > 0, CUT_MS);
    if (peer.statuses.length === 0 && !peer.isEnded) throw new Error(`no answer to ${method} ${path}`);
    if (peer.statuses[0] >= 500 && peer.statuses[0] !== 501) throw new Error(`status ${peer.statuses} for ${method} ${path}`);
    return `${method}: ${told(peer)}`;
  },

  'pipelined requests, nothing read': async (scene) => {
    const peer = await scene.connect();
    peer.socket.pause();
    const one = request('GET', '/api/candles?symbol=BTC-USD&interval=1m&limit=2000');
    for (let i = 0; i < 100 && !peer.isEnded && peer.socket.writableLength < 1 << 18; i++) peer.push(one.repeat(5));
    await scene.pause(5_000);
    return 'left';
  },

  'a body that never ends': async (scene) => {
    const peer = await scene.connect();
    const chunked = scene.chance.below(2) === 0;
    await peer.write(request('POST', '/api/symbols', chunked ? 'Transfer-Encoding: chunked\r\n' : 'Content-Length: 1000000000\r\n'));
    for (let i = 0; i < 150 && !peer.isEnded; i++) {
      await peer.write(chunked ? '10\r\n0123456789abcdef\r\n' : '0123456789abcdef');
      await scene.pause(100);
    }
    if (!peer.isEnded) throw new Error('a body without an end was taken for 15 s');
    return told(peer);
  },

  'large answers again and again': async (scene) => {
    let all = '';
    for (let i = 0; i < 10; i++) {
      const symbol = scene.chance.pick(scene.symbols);
      all += request('GET', scene.chance.pick([`/api/candles?symbol=${symbol}&interval=1s&limit=2000`, '/api/symbols', '/client/wire.js', '/stats']));
    }
    const peer = await scene.connect();
    await peer.write(all);
    await scene.pause(1_500);
    if (peer.bytes === 0) throw new Error('no answer within 1.5 s');
    return told(peer);
  },
};
