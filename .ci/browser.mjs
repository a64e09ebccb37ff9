// Runs the page's own browser tests against a real server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { root, start } from './launch.mjs';

const web = path.join(root, 'stream-server/src/test/web');

test('the chart page works in Chromium', { timeout: 300_000 }, async () => {
  const server = await start();
  const env = { ...process.env, TICKTIDE_URL: server.url, TICKTIDE_COMMAND: path.join(root, 'ticktide') };
  const child = spawn('npm', ['run', '--silent', 'browser'], { cwd: web, env, stdio: 'inherit' });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  await server.stop();
  assert.equal(code, 0);
});
