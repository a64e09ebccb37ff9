// Two builds of one commit, in different places and circumstances, are the same bytes; and what
// they leave is whole: it runs, and says what it is made of.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root, run } from './launch.mjs';

const directory = mkdtempSync(path.join(tmpdir(), 'ticktide-reproducible-'));
const places = ['one', path.join('deeper', 'the other')].map((name) => path.join(directory, name));
after(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a command to its end; fails with its output. */
function shell(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += piece));
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(' ')}: ${code}\n${output}`)),
    );
  });
}

async function build(place, env) {
  mkdirSync(path.dirname(place), { recursive: true });
  await shell('git', ['clone', '-q', root, place]);
  const maven = 'mvn -B -q -Pdist -Dquick -Dmaven.test.skip=true -pl stream-server -am package';
  // Jars keep the modes of files: the usual mask is the one thing that both must share.
  await shell('sh', ['-c', `umask 022; exec ${maven}`], { cwd: place, env: { ...process.env, ...env } });
}

const target = (place) => path.join(place, 'stream-server', 'target');
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');
const dist = () => readdirSync(target(places[0])).find((name) => /^ticktide-[\d.]+\.tar\.gz$/.test(name));

before(async () => {
  await build(places[0], { TZ: 'UTC', LC_ALL: 'C' });
  await build(places[1], { TZ: 'Asia/Kathmandu', LC_ALL: 'C.UTF-8' });
}, { timeout: 170_000 });

test('jar, SBOM and distribution are the same bytes', (t) => {
  for (const name of ['ticktide.jar', 'ticktide-sbom.cdx.json', dist()]) {
    const [first, second] = places.map((place) => sha256(path.join(target(place), name)));
    assert.equal(second, first, name);
    t.diagnostic(`${name} ${first}`);
  }
});

test('what is installed runs without the sources', async () => {
  const installed = path.join(directory, 'installed');
  mkdirSync(installed);
  await shell('tar', ['-xzf', path.join(target(places[0]), dist()), '--strip-components=1', '-C', installed]);
  const launcher = path.join(installed, 'ticktide');

  const selftest = await run(['selftest', '--duration', '500ms'], { command: launcher });
  assert.equal(selftest.code, 0, selftest.stdout + selftest.stderr);
  const check = await run(['config', 'check', '--config', path.join(installed, 'deploy/ticktide.conf')], {
    command: launcher,
  });
  assert.deepEqual([check.code, check.stderr], [0, '']);
  assert.deepEqual(readdirSync(installed).sort(), [
    'LICENSE',
    'THIRD-PARTY.txt',
    'deploy',
    'lib',
    'ticktide',
    'ticktide-sbom.cdx.json',
  ]);
  assert.ok((await shell('tar', ['-tvzf', path.join(target(places[0]), dist())])).split('\n').filter(Boolean)
    .every((line) => / root\/root |^\S+ 0\/0 /.test(line)), 'it belongs to root, whoever built it');
});

test('all that is in the jar is in the SBOM, and named with its licence', () => {
  const sbom = JSON.parse(readFileSync(path.join(target(places[0]), 'ticktide-sbom.cdx.json'), 'utf8'));
  assert.equal(sbom.bomFormat, 'CycloneDX');
  assert.equal(sbom.metadata.component.name, 'ticktide-stream-server');
  const others = sbom.components.filter((one) => one.group !== 'io.ticktide');
  assert.ok(others.every((one) => one.hashes.length > 0 && one.purl && one.licenses.length > 0));

  const named = readFileSync(path.join(root, 'stream-server/deploy/THIRD-PARTY.txt'), 'utf8');
  assert.deepEqual(
    [...named.matchAll(/^([\w.-]+:[\w.-]+) +\S/gm)].map((line) => line[1]).sort(),
    others.map((one) => `${one.group}:${one.name}`).sort(),
    'stream-server/deploy/THIRD-PARTY.txt names what is in the jar',
  );
  const packed = new Set();
  for (const [name] of readFileSync(path.join(target(places[0]), 'ticktide.jar'), 'latin1')
    .matchAll(/META-INF\/maven\/[\w.-]+\/[\w.-]+\/pom\.properties/g)) {
    packed.add(name.split('/').slice(2, 4).join(':'));
  }
  const known = new Set(sbom.components.map((one) => `${one.group}:${one.name}`));
  const unknown = [...packed].filter((one) => !known.has(one) && one !== 'io.ticktide:ticktide-stream-server');
  assert.ok(packed.size > 10);
  assert.deepEqual(unknown, []);
});
