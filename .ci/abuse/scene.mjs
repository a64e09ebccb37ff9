// What an act of abuse has at hand: seeded chance, sockets that are gone when it is over, and a
// share of the processor that it must not exceed, so that what others feel is the server's doing.
import { Peer, upgrade } from './peer.mjs';

/** Mulberry32: the same seed makes the same abuse. */
export class Chance {
  constructor(seed) {
    this.state = seed >>> 0;
  }

  next() {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to below a bound. */
  below(bound) {
    return Math.floor(this.next() * bound);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  bytes(length) {
    const bytes = Buffer.alloc(length);
    for (let i = 0; i < length; i++) bytes[i] = this.below(256);
    return bytes;
  }
}

/** Keeps this process to a share of one core. */
export class Budget {
  #waiting = [];

  constructor(share) {
    this.share = share;
    this.usedShare = 0;
    let before = process.cpuUsage();
    let beforeMs = performance.now();
    let debtMicros = 0;
    this.timer = setInterval(() => {
      const now = process.cpuUsage();
      const nowMs = performance.now();
      const used = now.user + now.system - before.user - before.system;
      const elapsed = (nowMs - beforeMs) * 1_000;
      this.usedShare = 0.9 * this.usedShare + 0.1 * (used / elapsed);
      debtMicros = Math.max(0, debtMicros + used - share * elapsed);
      [before, beforeMs] = [now, nowMs];
      this.isSpent = debtMicros > 0;
      if (!this.isSpent) this.#waiting.splice(0).forEach((go) => go());
    }, 25);
  }

  breathe() {
    return new Promise((resolve) => (this.isSpent ? this.#waiting.push(resolve) : setImmediate(resolve)));
  }

  close() {
    clearInterval(this.timer);
    this.#waiting.splice(0).forEach((go) => go());
  }
}

export class Scene {
  #peers = new Set();

  constructor(port, chance, budget, symbols) {
    this.port = port;
    this.chance = chance;
    this.budget = budget;
    this.symbols = symbols;
    // The healthy client is 127.0.0.1; whatever is limited per address is not to hit it.
    this.from = `127.0.0.${2 + chance.below(250)}`;
  }

  pause(ms) {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  breathe() {
    return this.budget.breathe();
  }

  async connect(options = {}) {
    await this.breathe();
    const peer = await Peer.connect(this.port, { from: this.from, ...options });
    this.#peers.add(peer);
    return peer;
  }

  /** A client that is let in; throws when the server refuses it. */
  async client({ json = false, ...options } = {}) {
    const peer = await this.connect(options);
    await peer.write(upgrade({ 'Sec-WebSocket-Protocol': json ? 'ticktide.json.v1' : 'ticktide.sbe.v1' }));
    const status = await peer.opened(15_000);
    if (status !== 101) throw new Error(`no WebSocket: status ${status}`);
    return peer;
  }

  /** Leaves nothing behind. */
  close() {
    for (const peer of this.#peers) peer.destroy();
  }
}
