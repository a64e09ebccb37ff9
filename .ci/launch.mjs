// Starts and stops real servers for the checks in this folder.
import { spawn } from 'node:child_process';
import { after as afterAll } from 'node:test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const data = path.resolve(root, process.env.TICKTIDE_DATA ?? '../shared/data');

/** Resolves after some milliseconds. */
export const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again until the answer is truthy; fails with the last thing seen. */
export async function until(what, ask, timeoutMs = 30_000) {
  const deadline = Date.now() + timeoutMs;
  let last;
  while (Date.now() < deadline) {
    try {
      last = await ask();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    await after(50);
  }
  throw new Error(`${what}: not within ${timeoutMs} ms; last: ${last}`);
}

/** Runs `./ticktide` to its end. */
export function run(args, { timeoutMs = 60_000, command = path.join(root, 'ticktide') } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, timeout: timeoutMs });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (piece) => (stdout += piece));
    child.stderr.on('data', (piece) => (stderr += piece));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

// A test that fails halfway must not leave its server running, nor keep this process alive.
const children = new Set();
afterAll(() => children.forEach((child) => child.kill('SIGKILL')));

/** A running server. */
export class Server {
  constructor(child) {
    this.child = child;
    this.output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece) => (this.output += piece));
    }
    this.exited = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  }

  get pid() {
    return this.child.pid;
  }

  async json(pathAndQuery) {
    const response = await fetch(this.url + pathAndQuery);
    return response.json();
  }

  get stream() {
    return this.url.replace('http', 'ws') + '/v1/stream';
  }

  /** Resident memory, bytes. */
  residentBytes() {
    const line = readFileSync(`/proc/${this.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+) kB/);
    return Number(line[1]) * 1024;
  }

  /** Processor time used so far, seconds. */
  cpuSeconds() {
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  async stop() {
    this.child.kill('SIGTERM');
    return this.exited;
  }
}

/** Starts `./ticktide server` and waits for the address that it prints. */
export async function start(args = [], { timeoutMs = 90_000, command = path.join(root, 'ticktide'), before = [] } = {}) {
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(command, [...before, 'server', ...port, ...args], { cwd: root });
  children.add(child);
  child.on('exit', () => children.delete(child));
  const server = new Server(child);
  const printed = until(
    'the printed address',
    () => server.output.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0],
    timeoutMs,
  );
  const died = server.exited.then(({ code }) => {
    throw new Error(`server ended with ${code}:\n${server.output}`);
  });
  server.url = await Promise.race([printed, died]);
  await until('the server to answer', async () => (await fetch(server.url + '/health')).ok);
  return server;
}
