// Runs the page's own browser tests against a real server, which offers an imported recording.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { data, root, run, start } from './launch.mjs';

const web = path.join(root, 'stream-server/src/test/web');
const SOURCE = 'binance-recorded/spot_btcusdt_20240808.gz';
const RECORDING = 'spot-2024-08-08';

/** Imports a real recording, if there is one; returns what tells the tests about it. */
async function imported(directory) {
  const file = path.join(data, SOURCE);
  if (!existsSync(file)) return {};
  const { code, stderr } = await run(['import', file, '--out', path.join(directory, RECORDING)], { timeoutMs: 180_000 });
  assert.equal(code, 0, stderr);
  return { TICKTIDE_RECORDING: RECORDING, TICKTIDE_EXPECTED: `${path.join(data, 'EXPECTED.json')}#${SOURCE}` };
}

test('the chart page works in Chromium', { timeout: 600_000 }, async () => {
  const recordings = mkdtempSync(path.join(tmpdir(), 'ticktide-recordings-'));
  try {
    const recording = await imported(recordings);
    const server = await start(['--set', `replay.dir=${recordings}`]);
    const env = { ...process.env, ...recording, TICKTIDE_URL: server.url, TICKTIDE_COMMAND: path.join(root, 'ticktide') };
    delete env.NODE_TEST_CONTEXT; // Or the inner test runner takes itself for a part of this one and runs nothing.
    const child = spawn('npm', ['run', '--silent', 'browser'], { cwd: web, env, stdio: 'inherit' });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    await server.stop();
    assert.equal(code, 0);
  } finally {
    rmSync(recordings, { recursive: true, force: true });
  }
});
