// Secrets everywhere, good ones and bad ones; then whatever the server printed or answered is
// searched for them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after as afterAll, test } from 'node:test';
import { WebSocket } from './client.mjs';
import { run, start, until } from './launch.mjs';

const directory = mkdtempSync(path.join(tmpdir(), 'ticktide-secrets-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const file = (name) => path.join(directory, name);

/** What nobody may see: its parts, so that a shortened quotation is found, too. */
const pieces = (text) => text.match(/[\w-]{12,}/g).flatMap((word) => [word.slice(0, 12), word.slice(-12)]);

function assertHidden(text, secrets, where) {
  for (const [name, secret] of Object.entries(secrets)) {
    for (const piece of pieces(secret)) assert.ok(!text.includes(piece), `${name} shows in ${where}:\n${text}`);
  }
}

/** Sends some messages on a connection of its own; resolves with all that came until it ended. */
function conversation(url, messages) {
  const socket = new WebSocket(url, 'ticktide.json.v1');
  let heard = '';
  socket.on('message', (payload) => (heard += `${payload}\n`));
  socket.on('open', () => messages.forEach((message) => socket.send(message)));
  return new Promise((resolve) => {
    socket.on('unexpected-response', (request, response) => {
      response.on('data', (piece) => (heard += piece));
      response.on('end', () => resolve(heard));
    });
    socket.on('error', () => resolve(heard));
    socket.on('close', (code, reason) => resolve(`${heard}${code} ${reason}`));
    setTimeout(() => socket.close(), 1_500);
  });
}

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function credentials() {
  const secretFile = file('secret.txt');
  assert.equal((await run(['token', '--new-secret', secretFile])).code, 0);
  const token = async (...args) => {
    const { stdout } = await run(['token', '--secret-file', secretFile, '--subject', 'ann', ...args]);
    return stdout.trim();
  };
  execFileSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
    ...['-keyout', file('key.pem'), '-out', file('cert.pem')],
  ], { stdio: 'pipe' });
  const good = await token('--admin', '--expires', '1h');
  const [header, claims] = good.split('.');
  return {
    secret: readFileSync(secretFile, 'utf8').trim(),
    key: readFileSync(file('key.pem'), 'utf8').split('\n').slice(1, -2).join(' '),
    good,
    ending: await token('--expires', '1s'),
    forged: `${header}.${claims}.${Buffer.from('not the right signature at all').toString('base64url')}`,
    unsigned: `${base64url({ alg: 'none' })}.${base64url({ sub: 'mallory-the-unsigned' })}.`,
    claimless: `${header}.${Buffer.from('{"sub":"broken-json-of-claims').toString('base64url')}.c2lnbmF0dXJlLW9mLXNvbWUta2luZA`,
    shapeless: 'a-password-that-somebody-took-for-a-token',
  };
}

test('no secret shows in output, answers, errors or the printed configuration', { timeout: 120_000 }, async () => {
  const secrets = await credentials();
  const args = [
    ...['--set', 'auth.mode=token', '--set', `auth.secret-file=${file('secret.txt')}`],
    ...['--set', 'session.heartbeat-ms=500', '--set', 'auth.wait-ms=1000', '--set', 'log.level=debug'],
  ];
  const server = await start(args);
  const answers = [];
  for (const token of Object.values(secrets)) {
    const header = { headers: { Authorization: `Bearer ${token.replace(/ /g, '')}` } };
    const query = `access_token=${encodeURIComponent(token)}`;
    for (const address of ['/api/symbols', '/stats', '/nothing', '/v1/stream', '/api/candles?symbol=X&interval=1m']) {
      const withQuery = address + (address.includes('?') ? '&' : '?') + query;
      for (const response of [await fetch(server.url + address, header), await fetch(server.url + withQuery)]) {
        answers.push(JSON.stringify([...response.headers]), await response.text());
      }
    }
    const auth = JSON.stringify({ op: 'auth', token });
    answers.push(
      ...(await Promise.all([
        conversation(`${server.stream}?${query}`, []),
        conversation(server.stream, [auth, auth]),
        conversation(server.stream, [auth.slice(0, -3)]),
        conversation(server.stream, [JSON.stringify({ op: 'auth', token: [token] })]),
      ])),
    );
  }
  const { good } = secrets;
  const stats = await fetch(server.url + '/stats', { headers: { Authorization: `Bearer ${good}` } });
  assert.equal(stats.status, 200, 'the good token opens');
  answers.push(await stats.text());
  assert.ok(answers.some((text) => text.includes('"authenticated"')), 'and so it does as a message');
  await server.stop();

  assertHidden(server.output, secrets, 'the output');
  answers.forEach((text, i) => assertHidden(text, secrets, `answer ${i}`));

  const print = await run(['config', 'print', ...args]);
  assert.equal(print.code, 0);
  assert.match(print.stdout, /secret-file = ".*secret\.txt"/, 'the path is no secret');
  assertHidden(print.stdout + print.stderr, secrets, 'config print');
});

test('files of keys that cannot be used are told without what is in them', { timeout: 60_000 }, async () => {
  const key = readFileSync(file('key.pem'), 'utf8');
  const body = key.split('\n').slice(1, -2).join('');
  const bad = {
    short: 'hunter2-is-too-short',
    jwks: '{"keys":[{"kty":"oct","k":"c29tZWJvZHktcHV0LWEtc2VjcmV0LWhlcmU"}, private-text-in-a-key-set',
    pem: `-----BEGIN PRIVATE KEY-----\n${body.slice(0, 40)}\n-----END PRIVATE KEY-----\n`,
  };
  for (const [name, text] of Object.entries(bad)) {
    writeFileSync(file(name), text);
    chmodSync(file(name), 0o600);
  }
  const attempts = [
    ['--set', 'auth.mode=token', '--set', `auth.secret-file=${file('short')}`],
    ['--set', 'auth.mode=token', '--set', `auth.jwks-file=${file('jwks')}`],
    ['--set', `endpoint.tls-certificate=${file('cert.pem')}`, '--set', `endpoint.tls-key=${file('pem')}`],
  ];
  const hidden = { ...bad, pem: body.slice(0, 40) };
  for (const args of attempts) {
    const { code, stdout, stderr } = await run(['server', '--verbose', '--port', '0', ...args]);
    assert.notEqual(code, 0);
    assert.match(stderr, /error/i);
    assertHidden(stdout + stderr, hidden, args.join(' '));
    const doctor = await run(['doctor', '--port', '0', ...args]);
    assert.equal(doctor.code, 1);
    assertHidden(doctor.stdout + doctor.stderr, hidden, `doctor ${args.join(' ')}`);
  }
});

test('a server that is open to the network says so, and config check, too', { timeout: 60_000 }, async () => {
  const args = ['--set', 'endpoint.host=0.0.0.0', '--set', 'endpoint.allowed-origins=*'];
  const check = await run(['config', 'check', ...args]);
  assert.equal(check.code, 0);
  for (const wanted of [/auth\.mode=none lets everybody in/, /without TLS/, /allowed-origins has "\*"/]) {
    assert.match(check.stderr, wanted);
  }
  const server = await start(['--set', 'endpoint.allowed-origins=*']);
  await until('the warning', () => /warning: endpoint\.allowed-origins/.test(server.output));
  await server.stop();
});
