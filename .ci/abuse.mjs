// A soak of abuse: a server at 20,000 events a second, one client that does everything right, and
// all that clients can do wrong, each alone and then mixed, seeded and within a share of one core.
//
//   node .ci/abuse.mjs --minutes 30 [--rate 20000] [--seed N] [--only KIND,…] [--strict]
//
// Fails (exit code 1) when the healthy client lost or waited for anything merged, when threads or
// descriptors stay behind, when the server logs an ERROR, stops answering, or lets something pass
// that it must not. From 10 minutes on, or with --strict, it also lets the server rest after each kind,
// and fails when the healthy client's p99 is more than twice then what it was before all abuse, or
// when memory grows by more than 5 % from the first to the last third of the mix.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commands } from './abuse/commands.mjs';
import { frames } from './abuse/frames.mjs';
import { handshakes } from './abuse/handshakes.mjs';
import { Latencies, shown } from './abuse/latencies.mjs';
import { Peer, text, upgrade } from './abuse/peer.mjs';
import { readers } from './abuse/readers.mjs';
import { requests } from './abuse/requests.mjs';
import { Budget, Chance, Scene } from './abuse/scene.mjs';
import { Watched } from './abuse/watch.mjs';

const ASSERTED_FROM_MINUTES = 10;
const MOST_GROWTH = 1.05;
const MOST_P99_RATIO = 2;
// Threads that read files, or compile, stay for a while.
const SPARE_THREADS = 6;
const MOST_MORE_THREADS = 3;
const SPARE_FDS = 3;
const SETTLE_MS = 60_000;
const SAMPLE_MS = 5_000;
const LOOK_MS = 25;
const ANSWER_MS = 10_000;
/** Of one core, all that abuses. */
const CPU_SHARE = 0.3;
const MOST_ALONE = 4;
const MOST_AT_ONCE = 16;
/** More than what the healthy client still tells of the act, and what it then tells of the rest. */
const ECHO_MS = 1_100;
const REST_MS = 2_200;
const GROUPS = { handshakes, frames, commands, readers, requests };
const KINDS = Object.values(GROUPS).flatMap((group) => Object.entries(group));

const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1.5' },
    rate: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
    strict: { type: 'boolean', default: false },
  },
});
const minutes = Number(options.minutes);
const seed = Number(options.seed);
const isStrict = options.strict || minutes >= ASSERTED_FROM_MINUTES;
const isLong = minutes >= ASSERTED_FROM_MINUTES;
const kinds = KINDS.filter(([name]) => !options.only || options.only.split(',').includes(name));
if (!(minutes > 0) || !Number.isInteger(seed) || kinds.length === 0) {
  console.error(`--minutes above 0, --seed a whole number, --only one or more of:\n  ${KINDS.map(([name]) => name).join('\n  ')}`);
  process.exit(2);
}
const totalMs = minutes * 60_000;
const plan = { warmUp: isLong ? 20_000 : 6_000, before: isLong ? 60_000 : 10_000, after: isLong ? 30_000 : 5_000 };
// Each kind alone for a while, the rest of the time all of them.
const aloneMs = Math.min(4_000, Math.max(500, (totalMs - plan.warmUp - plan.before - plan.after) / 2 / kinds.length));

const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const violations = new Map();
const violate = (what) => violations.set(what, (violations.get(what) ?? 0) + 1);
const acts = new Map(KINDS.map(([name]) => [name, { begun: 0, outcomes: new Map(), latencies: new Latencies(), rest: new Latencies() }]));
const live = new Set();
const samples = [];
const healthy = { messages: 0, conflated: 0, violationCount: 0, subscribed: 0, lastMs: 0 };
const latencies = { before: new Latencies(), alone: new Latencies(), rest: new Latencies(), mixed: new Latencies(), after: new Latencies() };
let phase = 'warm-up';
let kindAlone = null;
let recent = new Latencies();

const recording = mkdtempSync(path.join(tmpdir(), 'ticktide-abuse-'));
process.on('exit', () => rmSync(recording, { recursive: true, force: true }));

const server = await Watched.start([
  ...['--rate', options.rate, '--record', recording],
  // Sooner than by default, so that what is to be cut is cut within the time there is.
  ...['--set', 'session.heartbeat-ms=2000', '--set', 'session.idle-timeout-ms=10000'],
  ...['--set', 'endpoint.request-timeout-ms=3000'],
  ...['--set', 'record.segment-mb=32', '--set', 'record.keep-mb=256'],
]);
process.on('exit', () => server.child.kill('SIGKILL'));
server.exited.then(({ code, signal }) => {
  if (phase !== 'stopping') fail(`the server ended with ${code ?? signal}`);
});
const symbols = (await (await fetch(`http://127.0.0.1:${server.port}/api/symbols`)).json()).symbols.map(
  (one) => one.symbol ?? one.sym ?? one,
);

const client = fork(fileURLToPath(new URL('./abuse/healthy.mjs', import.meta.url)), [String(server.port)]);
client.on('message', onHealthy);
client.on('exit', (code) => {
  if (phase !== 'stopping') fail(`the healthy client's process ended with ${code}`);
});

function onHealthy(told) {
  if (told.said) {
    if (phase !== 'stopping') violate(`the healthy client was told ${told.said}`);
    return;
  }
  if (told.ended) {
    if (phase !== 'stopping') violate(`the healthy client was ended: ${told.ended}`);
    return;
  }
  healthy.perSecond = told.messages - healthy.messages;
  Object.assign(healthy, told, { lastMs: performance.now() });
  told.violations.forEach((one) => violate(`healthy client: ${one}`));
  latencies[phase]?.add(told.latencies);
  recent.add(told.latencies);
  if (kindAlone && phase === 'alone') acts.get(kindAlone).latencies.add(told.latencies);
  if (kindAlone && phase === 'rest') acts.get(kindAlone).rest.add(told.latencies);
}

/** Ends everything at once: nothing more can be learned. */
function fail(what) {
  violate(what);
  report();
  process.exit(1);
}

async function within(what, asked) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('late')), ANSWER_MS)));
  try {
    await Promise.race([asked, late]);
  } catch (error) {
    violate(`${what} within ${ANSWER_MS / 1_000} s: ${error.message}`);
  }
  clearTimeout(timer);
}

async function health() {
  const peer = await Peer.connect(server.port);
  try {
    await peer.write('GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await peer.until(() => peer.status > 0, ANSWER_MS);
    if (peer.status !== 200) throw new Error(`status ${peer.status}`);
  } finally {
    peer.destroy();
  }
}

/** Somebody new comes, and gets prices. */
async function newcomer() {
  const peer = await Peer.connect(server.port);
  try {
    await peer.write(upgrade());
    await peer.write(text('{"op":"subscribe","ch":"quote","sym":"*"}'));
    await peer.until(() => peer.frames.binary > 0, ANSWER_MS);
    if (peer.frames.binary === 0) throw new Error(`status ${peer.status}, ${peer.frames.text} answers, no prices`);
  } finally {
    peer.destroy();
  }
}

async function look() {
  await Promise.all([within('/health does not answer', health()), within('a newcomer is not served', newcomer())]);
  if (performance.now() - healthy.lastMs > ANSWER_MS) violate('the healthy client said nothing for 10 s');
  if (healthy.perSecond === 0) violate('the healthy client got nothing for a second');
  const sample = { ...server.sample(), phase, cpuSeconds: server.cpuSeconds(), atMs: performance.now() };
  const before = samples.at(-1) ?? sample;
  const cpu = ((sample.cpuSeconds - before.cpuSeconds) / (sample.atMs - before.atMs)) * 100_000;
  samples.push(sample);
  const clock = new Date(performance.now() - beganMs).toISOString().slice(11, 19);
  console.log(
    `${clock} ${(kindAlone ?? phase).padEnd(42)} ${sample.mib.toFixed(0).padStart(4)} MiB ${(cpu || 0).toFixed(0).padStart(3)} %` +
      ` ${sample.threads} threads ${String(sample.fds).padStart(4)} fds  healthy ${String(healthy.perSecond).padStart(6)}/s` +
      ` p99 ${shown(recent.quantile(0.99)).padStart(8)}  ${live.size} acts, ${(budget.usedShare * 100).toFixed(0)} %` +
      `  ${server.lines('ERROR')} errors, ${violations.size} violations`,
  );
  recent = new Latencies();
}

let count = 0;
async function perform([name, act]) {
  const tally = acts.get(name);
  tally.begun++;
  const scene = new Scene(server.port, new Chance(seed * 1_000_003 + count++), budget, symbols);
  let outcome;
  try {
    outcome = await act(scene);
  } catch (error) {
    // A refusal and a reset are what the server may do; only an Error of the act itself is not.
    outcome = error.code ?? `violated: ${error.message}`;
    if (!error.code) violate(`${name}: ${error.message}`);
  }
  scene.close();
  tally.outcomes.set(outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
}

async function abuse(list, untilMs, atOnce) {
  while (performance.now() < untilMs) {
    await after(LOOK_MS);
    if (budget.isSpent || live.size >= atOnce) continue;
    const act = perform(chance.pick(list)).finally(() => live.delete(act));
    live.add(act);
  }
}

const mean = (list, of) => list.reduce((sum, one) => sum + of(one), 0) / list.length;

function report() {
  const abused = samples.filter((one) => one.phase === 'mixed');
  const third = Math.floor(abused.length / 3);
  const first = abused.slice(0, third);
  const last = abused.slice(-third);
  console.log('\nkind                                        acts  p99 then  p99 after  outcomes');
  for (const [name, { begun, outcomes, latencies: own, rest }] of acts) {
    if (begun === 0) continue;
    const most = [...outcomes].sort(([, a], [, b]) => b - a).slice(0, 5);
    const [then, later] = [own, rest].map((one) => shown(one.quantile(0.99)).padStart(9));
    console.log(`${name.padEnd(42)} ${String(begun).padStart(5)} ${then}  ${later}  ${most.map(([what, n]) => `${n} ${what}`).join(', ')}`);
  }
  if (third > 0) {
    const growth = mean(last, (one) => one.mib) / mean(first, (one) => one.mib);
    const row = (what, of) => console.log(`${what.padEnd(24)} ${mean(first, of).toFixed(1).padStart(9)} ${mean(last, of).toFixed(1).padStart(9)}`);
    console.log('\nin the mix               first third last third');
    row('memory, MiB', (one) => one.mib);
    row('threads', (one) => one.threads);
    row('descriptors', (one) => one.fds);
    console.log(`memory grew to ${(growth * 100).toFixed(1)} % of what it was${isStrict ? '' : ' (reported only)'}`);
    const more = mean(last, (one) => one.threads) - mean(first, (one) => one.threads);
    if (isStrict && more > MOST_MORE_THREADS) violate(`${more.toFixed(1)} threads more in the last third than in the first`);
    if (isStrict && growth > MOST_GROWTH) violate(`memory grew to ${(growth * 100).toFixed(1)} %`);
  }
  console.log('\nhealthy client              p50       p99     p99.9   events');
  for (const [name, one] of Object.entries(latencies)) {
    const columns = [0.5, 0.99, 0.999].map((q) => shown(one.quantile(q)).padStart(9));
    console.log(`${name.padEnd(22)} ${columns.join(' ')} ${String(one.total).padStart(8)}`);
  }
  for (const name of ['alone', 'rest', 'mixed', 'after']) {
    const ratio = latencies[name].quantile(0.99) / latencies.before.quantile(0.99);
    const isHeld = isStrict && (name === 'rest' || name === 'after');
    console.log(`p99 ${name} is ${ratio.toFixed(2)} times that before${isHeld ? '' : ' (reported only)'}`);
    if (isHeld && !(ratio <= MOST_P99_RATIO)) violate(`p99 ${name} is ${ratio.toFixed(2)} times that before`);
  }
  console.log(`${healthy.messages} messages, ${healthy.conflated} merged, ${healthy.violationCount} accounting violations`);
  for (const level of ['ERROR', 'WARN']) {
    console.log(`\n${server.lines(level)} ${level} lines of ${server.log[level].size} kinds`);
    for (const { count: times, first: line } of [...server.log[level].values()].slice(0, 12)) {
      console.log(`  ${times} x ${line.slice(0, 220)}`);
    }
  }
  for (const { count: times, first: line } of server.log.ERROR.values()) violate(`${times} x ${line.slice(0, 220)}`);
  console.log(`\n${violations.size} rules violated`);
  for (const [what, times] of violations) console.log(`  ${times} x ${what}`);
}

const beganMs = performance.now();
const chance = new Chance(seed);
const budget = new Budget(CPU_SHARE);
console.log(`abuse of ${kinds.length} kinds for ${minutes} minutes, ${options.rate} events/s, seed ${seed}, pid ${server.pid}`);
let looking = Promise.resolve();
const looks = setInterval(() => (looking = looking.then(look)), isLong ? SAMPLE_MS : SAMPLE_MS / 2);

await after(plan.warmUp);
if (healthy.subscribed < 5) fail(`the healthy client has ${healthy.subscribed} of 5 answers to subscribe`);
phase = 'before';
await after(plan.before);
const base = server.sample();
phase = 'alone';
for (const kind of kinds) {
  kindAlone = kind[0];
  await abuse([kind], performance.now() + aloneMs, MOST_ALONE);
  if (!isStrict) continue; // There is no time to wait for the end of each.
  await Promise.all([...live]);
  phase = 'echo';
  await after(ECHO_MS);
  phase = 'rest';
  await after(REST_MS);
  phase = 'alone';
}
kindAlone = null;
phase = 'mixed';
await abuse(kinds, beganMs + totalMs - plan.after, MOST_AT_ONCE);
phase = 'settling';
console.log('waiting for what is under way');
const settledBy = performance.now() + SETTLE_MS;
await Promise.all([...live]);
const isSettled = (one) => one.threads <= base.threads + SPARE_THREADS && one.fds <= base.fds + SPARE_FDS;
while (!isSettled(server.sample()) && performance.now() < settledBy) await after(250);
const settled = server.sample();
if (settled.threads > base.threads + SPARE_THREADS) violate(`${settled.threads} threads, ${base.threads} before the abuse`);
if (settled.fds > base.fds + SPARE_FDS) violate(`${settled.fds} descriptors, ${base.fds} before the abuse`);
phase = 'after';
await after(plan.after);
clearInterval(looks);
await looking;
budget.close();
phase = 'stopping';
console.log(`\nbefore: ${base.threads} threads, ${base.fds} descriptors; after: ${settled.threads} and ${settled.fds}`);
server.child.kill('SIGTERM');
const how = await Promise.race([server.exited, after(60_000)]);
if (!how) violate('the server did not end within 60 s of SIGTERM');
else if (how.code !== 0 && how.code !== 143 && how.signal !== 'SIGTERM') violate(`the server ended with ${how.code ?? how.signal}`);
client.kill();
report();
process.exit(violations.size > 0 ? 1 : 0);
