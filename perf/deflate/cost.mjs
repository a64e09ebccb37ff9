// What permessage-deflate costs and saves: a server of its own on one core, clients on another that only count bytes.
//
//   node perf/deflate/cost.mjs [--clients 20] [--rate 2000] [--seconds 10] [--channels quote,trade] [--only TEXT]
//
// Bytes are those that clients read from their sockets, messages those that the server counts, processor time that
// of the whole server (/proc/PID/stat, steps of 10 ms), the time of a server with the same feed and no client taken off.
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const clients = Number(option('clients', 20));
const rate = Number(option('rate', 2000));
const seconds = Number(option('seconds', 10));
const channels = option('channels', 'quote,trade').split(',');
const only = option('only', '');
const warmUpMs = 5000;
const jar = fileURLToPath(new URL('../../stream-server/target/ticktide.jar', import.meta.url));
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const cases = [
  { name: 'no client', clients: 0, protocol: 'sbe', deflate: 'off', level: 1 },
  { name: 'JSON', protocol: 'json', deflate: 'off', level: 1 },
  { name: 'JSON, level 1', protocol: 'json', deflate: 'all', level: 1 },
  { name: 'JSON, level 6', protocol: 'json', deflate: 'all', level: 6 },
  { name: 'SBE', protocol: 'sbe', deflate: 'off', level: 1 },
  { name: 'SBE, level 1', protocol: 'sbe', deflate: 'all', level: 1 },
  { name: 'SBE, level 6', protocol: 'sbe', deflate: 'all', level: 6 },
];

async function serve({ deflate, level }) {
  const set = [
    'endpoint.port=0', 'endpoint.io-threads=1', `endpoint.deflate=${deflate}`, `endpoint.deflate-level=${level}`,
  ].flatMap((one) => ['--set', one]);
  const child = spawn('taskset', ['-c', '0', 'java', '--add-opens', 'java.base/jdk.internal.misc=ALL-UNNAMED',
    '-jar', jar, 'server', '--rate', String(rate), ...set], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  const port = await new Promise((found, failed) => {
    child.on('exit', () => failed(new Error(text)));
    child.stdout.on('data', (bytes) => {
      text += bytes;
      const at = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(text);
      if (at) found(Number(at[1]));
    });
  });
  return { port, pid: child.pid, stop: () => child.kill('SIGTERM') };
}

function masked(text) {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

function client(port, protocol, count) {
  const socket = connect(port, '127.0.0.1');
  socket.write(`GET /v1/stream HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
    + 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
    + `Sec-WebSocket-Protocol: ticktide.${protocol}.v1\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n`);
  for (const ch of channels) socket.write(masked(JSON.stringify({ op: 'subscribe', ch, sym: '*' })));
  socket.on('data', (bytes) => count(bytes.length));
  socket.on('error', () => {});
  return socket;
}

// utime and stime behind the name, which may hold spaces; 100 ticks a second.
const processorMs = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
};
const stats = async (port) => (await fetch(`http://127.0.0.1:${port}/stats`)).json();

async function measure(one) {
  const server = await serve(one);
  let bytes = 0;
  const sockets = Array.from({ length: one.clients ?? clients },
    () => client(server.port, one.protocol, (more) => { bytes += more; }));
  await sleep(warmUpMs);
  const before = { ...await stats(server.port), ms: processorMs(server.pid), bytes, at: performance.now() };
  await sleep(seconds * 1000);
  const after = { ...await stats(server.port), ms: processorMs(server.pid), bytes, at: performance.now() };
  sockets.forEach((socket) => socket.destroy());
  server.stop();
  const deflate = after.deflate;
  return {
    messages: after.delivered.messages - before.delivered.messages,
    frames: after.delivered.frames - before.delivered.frames,
    bytes: after.bytes - before.bytes,
    ms: after.ms - before.ms,
    reused: deflate.frames === 0 ? 0 : deflate.reused / deflate.frames,
    compressed: deflate.frames / Math.max(1, deflate.frames + deflate.asIs),
    merged: Object.values(after.delivered.mergedEvents).reduce((sum, n) => sum + n, 0),
    load: after.ms === before.ms ? 0 : (after.ms - before.ms) / (after.at - before.at),
  };
}

console.log(`${clients} clients, ${rate} events/s, ${channels.join(' and ')} of all symbols, ${seconds} s each\n`);
console.log('| clients of | bytes/message | messages/frame | compressed | reused | server µs/message | of a core | merged |');
console.log('|---|---:|---:|---:|---:|---:|---:|---:|');
let idle = 0;
for (const one of cases.filter(({ name }) => name === 'no client' || name.includes(only))) {
  const got = await measure(one);
  if (one.clients === 0) idle = got.ms;
  const per = (value, digits) => (got.messages === 0 ? '' : (value / got.messages).toFixed(digits));
  console.log(`| ${one.name} | ${per(got.bytes, 1)} | ${got.frames === 0 ? '' : (got.messages / got.frames).toFixed(2)}`
    + ` | ${(100 * got.compressed).toFixed(0)} % | ${(100 * got.reused).toFixed(0)} % | ${per(1000 * (got.ms - idle), 2)}`
    + ` | ${(100 * got.load).toFixed(0)} % | ${got.merged} |`);
}
