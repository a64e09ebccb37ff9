// Starts the server under abuse and watches it from outside: memory, threads, descriptors, its log.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const START_MS = 120_000;
const LEVEL = /^\d\d:\d\d:\d\d\.\d{3} (ERROR|WARN) +(.*)$/;

export class Watched {
  /** Lines of the log by level, the same text counted once: numbers in it do not make it another. */
  log = { ERROR: new Map(), WARN: new Map() };
  #rest = '';

  static async start(args) {
    const server = new Watched();
    server.child = spawn(path.join(root, 'ticktide'), ['server', '--port', '0', ...args], { cwd: root });
    server.exited = new Promise((resolve) => server.child.on('exit', (code, signal) => resolve({ code, signal })));
    server.exited.then((how) => (server.isGone = how));
    let output = '';
    const address = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no address within ${START_MS} ms:\n${output}`)), START_MS);
      for (const stream of [server.child.stdout, server.child.stderr]) {
        stream.setEncoding('utf8');
        stream.on('data', (piece) => {
          server.#read(piece);
          if (output.length < 10_000) output += piece;
          const port = output.match(/http:\/\/127\.0\.0\.1:(\d+)/)?.[1];
          if (port) {
            clearTimeout(timer);
            resolve(Number(port));
          }
        });
      }
      server.exited.then(({ code }) => reject(new Error(`the server ended with ${code}:\n${output}`)));
    });
    server.port = await address;
    return server;
  }

  get pid() {
    return this.child.pid;
  }

  /** Resident MiB, threads and descriptors of now. */
  sample() {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return {
      mib: Number(status.match(/VmRSS:\s+(\d+)/)[1]) / 1_024,
      threads: Number(status.match(/Threads:\s+(\d+)/)[1]),
      fds: readdirSync(`/proc/${this.pid}/fd`).length,
    };
  }

  /** Processor time used so far, seconds. */
  cpuSeconds() {
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  lines(level) {
    return [...this.log[level].values()].reduce((sum, { count }) => sum + count, 0);
  }

  #read(piece) {
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop();
    for (const line of lines) {
      const [, level, text] = line.match(LEVEL) ?? (/OutOfMemory|Exception in thread/.test(line) ? [0, 'ERROR', line] : []);
      if (!level) continue;
      const kind = text.replace(/\d+/g, 'N');
      const seen = this.log[level].get(kind) ?? { count: 0, first: line };
      seen.count++;
      this.log[level].set(kind, seen);
    }
  }
}
