// What Prometheus says of the metrics of a running server, of the rules, and of the alerts.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const DEPLOY = 'stream-server/deploy/prometheus';
// A first start builds.
const MOST_START_MS = 180_000;

let server;
let url;
let directory;

before(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ticktide-metrics-'));
  server = spawn(
    './ticktide',
    ['server', '--port', '0', '--record', join(directory, 'day'), '--set', 'admin.port=0', '--set', 'log.format=json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  url = await new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`no banner:\n${text}`)), MOST_START_MS);
    server.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /Admin\s+(http:\S+)\/metrics/.exec(text);
      if (found) {
        clearTimeout(timer);
        resolve(found[1]);
      }
    });
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
});

after(async () => {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  }
  rmSync(directory, { recursive: true });
});

/** Runs promtool, which must be content and say nothing of lint. */
function promtool(args, input) {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { input, encoding: 'utf8' });
  assert.ifError(error);
  assert.equal(status, 0, stdout + stderr);
  return stdout + stderr;
}

test('metrics follow the conventions', async () => {
  await fetch(`${url}/metrics`);
  const answer = await fetch(`${url}/metrics`);
  assert.match(answer.headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  const text = await answer.text();
  assert.match(text, /^ticktide_record_events_total [1-9]/m);
  assert.equal(promtool(['check', 'metrics'], text), '');
});

test('OpenMetrics comes when it is asked for, and ends as it must', async () => {
  const headers = { accept: 'application/openmetrics-text; version=1.0.0' };
  const answer = await fetch(`${url}/metrics`, { headers });
  assert.match(answer.headers.get('content-type'), /^application\/openmetrics-text/);
  assert.match(await answer.text(), /# EOF\n$/);
});

test('rules and the example of a configuration are well formed', () => {
  promtool(['check', 'rules', '--lint-fatal', `${DEPLOY}/ticktide.rules.yml`]);
  promtool(['check', 'config', '--lint-fatal', `${DEPLOY}/prometheus.yml`]);
});

test('each trouble raises its alert, and a healthy server none', () => {
  assert.match(promtool(['test', 'rules', `${DEPLOY}/ticktide.test.yml`]), /SUCCESS/);
});
