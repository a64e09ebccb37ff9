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
  delete env.NODE_TEST_CONTEXT; // Or the inner test runner takes itself for a part of this one and runs nothing.
  const child = spawn('npm', ['run', '--silent', 'browser'], { cwd: web, env, stdio: 'inherit' });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  await server.stop();
  assert.equal(code, 0);
});
