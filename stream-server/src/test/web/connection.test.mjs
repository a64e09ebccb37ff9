import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Backoff } from "../../main/resources/web/client/backoff.js";
import { Connection } from "../../main/resources/web/client/connection.js";

const WELCOME = { op: "welcome", epoch: "1", heartbeatMs: 5000, feed: { name: "x", replay: false } };

class FakeSocket {
  /** @type {string[]} */
  sent = [];
  closed = false;
  /** @type {((event: {data: any}) => void) | null} */
  onmessage = null;
  /** @type {((event: {code: number, reason: string}) => void) | null} */
  onclose = null;

  /** @param {string} text */
  send(text) {
    this.sent.push(text);
  }

  close() {
    this.closed = true;
  }

  /** @param {Record<string, any>} message */
  receive(message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  /**
   * @param {number} code
   * @param {string} [reason]
   */
  end(code, reason = "") {
    this.onclose?.({ code, reason });
  }
}

/** @type {FakeSocket[]} */
let sockets;
/** @type {string[]} */
let states;
/** @type {Connection} */
let connection;

/**
 * Lets time pass in small steps: one big tick shows every timer the clock of its end.
 * @param {number} ms
 */
function pass(ms) {
  for (let left = ms; left > 0; left -= 100) {
    mock.timers.tick(Math.min(100, left));
  }
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  sockets = [];
  states = [];
  connection = new Connection(
    "ws://test",
    {
      onWelcome: () => states.push("welcomed"),
      onControl: () => {},
      onPacket: () => {},
      onState: ({ name }) => states.push(name),
      onLost: () => states.push("lost"),
      onTick: () => {},
    },
    {
      openSocket: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return /** @type {any} */ (socket);
      },
      backoff: new Backoff({ baseMs: 1000, capMs: 8000, random: () => 1 }),
    },
  );
  connection.open();
});

test("a lost connection comes back after its delay", () => {
  sockets[0].receive(WELCOME);
  sockets[0].end(1006);
  assert.equal(connection.state.name, "waiting");
  assert.equal(connection.state.retryAtMs, Date.now() + 1000);

  pass(999);
  assert.equal(sockets.length, 1);
  pass(1);
  sockets[1].receive(WELCOME);

  assert.deepEqual(states, ["connecting", "live", "welcomed", "lost", "waiting", "connecting", "live", "welcomed"]);
});

test("a code that forbids it is the end, with the server's reason", () => {
  sockets[0].receive(WELCOME);
  sockets[0].end(4400, "too many malformed commands");
  pass(60_000);

  assert.equal(sockets.length, 1);
  assert.deepEqual([connection.state.name, connection.state.code, connection.state.reason],
    ["closed", 4400, "too many malformed commands"]);
});

test("the goodbye's wish is kept, and its code counts when the close frame is lost", () => {
  sockets[0].receive(WELCOME);
  sockets[0].receive({ op: "goodbye", code: 1001, reason: "server is shutting down", retryAfterMs: 3000 });
  sockets[0].end(1006);

  assert.deepEqual([connection.state.code, connection.state.reason], [1001, "server is shutting down"]);
  assert.equal(connection.state.retryAtMs, Date.now() + 4000);
});

test("failures in a row wait longer, also when each was welcomed for a moment", () => {
  const waits = [0, 1, 2].map((i) => {
    sockets[i].receive(WELCOME);
    sockets[i].end(1011);
    const waitMs = connection.state.retryAtMs - Date.now();
    pass(waitMs);
    return waitMs;
  });

  assert.deepEqual(waits, [1000, 2000, 4000]);
});

test("a connection that has worked for a while starts the series anew", () => {
  sockets[0].end(1006);
  pass(1000);
  sockets[1].receive(WELCOME);
  pass(6000);

  sockets[1].end(1006);

  assert.equal(connection.state.retryAtMs - Date.now(), 1000);
});

test("missed heartbeats are first late, then death, and the dead socket is not waited for", () => {
  sockets[0].receive(WELCOME);

  pass(9000);
  assert.deepEqual([connection.heartbeatLate, connection.state.name], [true, "live"]);
  pass(7000);

  assert.equal(connection.state.name, "waiting");
  assert.match(connection.state.reason, /no heartbeat for 16 s/);
  assert.ok(sockets[0].closed);
});

test("anything received is a sign of life", () => {
  sockets[0].receive(WELCOME);
  for (let i = 0; i < 10; i++) {
    pass(5000);
    sockets[0].onmessage?.({ data: new ArrayBuffer(0) });
  }

  assert.deepEqual([connection.heartbeatLate, connection.state.name], [false, "live"]);
});

test("a server that never says welcome is given up", () => {
  pass(12_000);

  assert.match(connection.state.reason, /no welcome within 10 s/);
  assert.equal(sockets.length, 2, "and tried again");
});

test("closing ends the waiting too", () => {
  sockets[0].end(1006);

  connection.close();
  pass(60_000);

  assert.equal(sockets.length, 1);
  assert.equal(connection.state.name, "closed");
});

test("nothing is sent before the welcome", () => {
  assert.equal(connection.send({ op: "ping" }), false);
  sockets[0].receive(WELCOME);

  assert.equal(connection.send({ op: "ping" }), true);
  assert.deepEqual(sockets[0].sent, ['{"op":"ping"}']);
});
