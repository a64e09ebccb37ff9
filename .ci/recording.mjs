// Recording on real processes and real disks: killed at any moment, and with the disk full.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after as afterEach, test } from 'node:test';
import { CheckingClient } from './client.mjs';
import { after, start, until } from './launch.mjs';
import { assertContinuous, digests, lastIngressMs, runs, segments } from './segments.mjs';

const KILLS = 20;
const directory = mkdtempSync(path.join(tmpdir(), 'ticktide-recording-'));
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('a server that is killed loses nothing that was flushed, and the next one goes on', async (t) => {
  const into = path.join(directory, 'killed');
  const args = ['--record', into, '--rate', '50000', '--instruments', '4', '--set', 'record.segment-mb=4'];
  const known = [];
  let cutBack = 0;
  let mostLostMs = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const before = kill === 0 ? [] : segments(into);
    const server = await start(args);
    cutBack += /cut back/.test(server.output) ? 1 : 0;
    let told = (await server.json('/stats')).recorder;
    const until = Date.now() + Math.random() * 1_200;
    while (Date.now() < until) told = (await server.json('/stats')).recorder;
    const killedMs = Date.now();
    server.child.kill('SIGKILL');
    await server.exited;

    const found = runs(into, segments(into).filter((name) => !before.includes(name)));
    assert.equal(found.length, 1, 'each server has a run of its own');
    const { all, last } = digests(found[0]);
    assert.ok(all.has(told.digest), `kill ${kill}: what /stats called written is there`);
    known.push(last);
    mostLostMs = Math.max(mostLostMs, killedMs - lastIngressMs(into));
  }

  const last = await start(args);
  await until('events on the disk', async () => (await last.json('/stats')).recorder.events > 0);
  const torn = /cut back/.test(last.output) ? cutBack + 1 : cutBack;
  await last.stop();
  const found = runs(into);
  assert.equal(found.length, KILLS + 1);
  found.forEach(assertContinuous);
  assert.deepEqual(found.map((run) => run.tail), found.map(() => 0), 'torn tails are cut back');
  known.forEach((before, run) => assert.equal(digests(found[run]).last, before, `run ${run} is as it was`));
  assert.equal(found.at(-1).blocks.at(-1).type, 'END');
  t.diagnostic(`${KILLS} kills, ${torn} torn tails, at most ${mostLostMs} ms of events lost`);
});

test('a full disk costs a marked gap; prices go on, and so does the recording when there is room', async (t) => {
  const disk = path.join(directory, 'disk');
  execFileSync('mkdir', [disk]);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    t.skip(`needs the right to mount a small disk: ${String(error.stderr).trim()}`);
    return;
  }
  try {
    await fullDisk(t, disk);
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
});

async function fullDisk(t, disk) {
  const into = path.join(disk, 'recording');
  const server = await start(['--record', into, '--rate', '50000', '--set', 'record.queue-mb=8']);
  const client = new CheckingClient(server.stream);
  await client.opened;
  let lastMs = 0;
  let longestMs = 0;
  client.socket.on('message', () => {
    const nowMs = performance.now();
    if (lastMs > 0) longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
  });
  const { symbols } = await server.json('/api/symbols');
  const sym = symbols.map((one) => one.sym);
  client.send({ op: 'subscribe', ch: 'quote', sym });

  const notReady = await until('the gap', async () => {
    const response = await fetch(server.url + '/ready');
    return response.status === 503 && response.json();
  });
  assert.match(notReady.reason, /events are missing in the recording, \d+ so far: .*No space left/);
  const before = client.messages;
  const waits = (await server.json('/stats')).ring.fullWaits;
  await after(2_000);
  const during = client.messages - before;
  assert.ok(during > 1_000, `${during} prices while the disk was full`);
  assert.equal((await server.json('/stats')).ring.fullWaits, waits, 'the feed never waited');

  execFileSync('mount', ['-o', 'remount,size=512m', disk]);
  await until('recording again', async () => (await fetch(server.url + '/ready')).ok);
  await after(1_000);
  const { recorder } = await server.json('/stats');
  assert.equal(recorder.gaps, 1);
  assert.equal(recorder.state, 'recording');
  await client.close();
  assert.deepEqual(client.violations, []);
  await server.stop();

  const [run] = runs(into);
  assertContinuous(run);
  const at = run.blocks.findIndex((block) => block.type === 'GAP');
  assert.equal(run.blocks[at].lost, BigInt(recorder.lost));
  const behind = run.blocks.slice(at + 1).filter((block) => block.type !== 'BARS');
  assert.equal(behind[0].type, 'SNAPSHOT');
  assert.ok(behind.filter((block) => block.type === 'EVENTS').length > 5, 'events after the gap');
  assert.equal(run.blocks.at(-1).type, 'END');
  assert.match(server.output, /events are lost from now on/);
  assert.match(server.output, /recording into \S+ goes on: \d+ messages lost/);
  assert.ok(longestMs < 1_000, `prices never paused: ${longestMs} ms`);
  t.diagnostic(
    `${recorder.lost} messages lost; ${during} prices in 2 s without a disk, the longest pause was ` +
      `${longestMs.toFixed(0)} ms`,
  );
}
