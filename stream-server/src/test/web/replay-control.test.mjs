import assert from "node:assert/strict";
import { test } from "node:test";
import { ReplayControl } from "../../main/resources/web/app/replay-control.js";

/** A replay that does what it is told when the test says so. */
class SlowReplay {
  state = { name: "paused", firstMs: 1_000, lastMs: 9_000, speed: 1 };
  isOpen = true;
  positionMs = 5_000;
  /** @type {any[]} */
  asked = [];
  /** @type {(() => void)[]} */
  answers = [];

  /** @param {string} what @param {any} [detail] */
  #ask(what, detail) {
    this.asked.push(detail === undefined ? what : [what, detail]);
    return new Promise((resolve) => this.answers.push(() => resolve(this.state)));
  }

  play = () => this.#ask("play");
  pause = () => this.#ask("pause");
  step = () => this.#ask("step");
  live = () => this.#ask("live");
  /** @param {number} timeMs */
  seek = (timeMs) => this.#ask("seek", timeMs);
  /** @param {number} speed */
  speed = (speed) => this.#ask("speed", speed);
  open = () => Promise.reject(new Error("all 16 replays are in use"));

  async answer() {
    this.answers.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** @param {SlowReplay} replay @param {string[]} [errors] */
const controlOf = (replay, errors = []) => new ReplayControl(/** @type {any} */ (replay), () => 600, (text) => errors.push(text));

test("while a seek is under way only the newest place waits", async () => {
  const replay = new SlowReplay();
  const control = controlOf(replay);

  [2_000, 3_000, 4_000].forEach((timeMs) => control.seek(timeMs));
  await replay.answer();
  await replay.answer();
  control.seek(99_000);
  await replay.answer();

  assert.deepEqual(replay.asked, [["seek", 2_000], ["seek", 4_000], ["seek", 9_000]]);
});

test("arrows jump by bars, and add up while a seek is under way", async () => {
  const replay = new SlowReplay();
  const control = controlOf(replay);

  ["ArrowRight", "ArrowRight", "ArrowRight"].forEach((key) => control.press(key, 1));
  await replay.answer();
  control.press("ArrowLeft", 10);
  await replay.answer();

  assert.deepEqual(replay.asked, [["seek", 5_600], ["seek", 6_800], ["seek", 1_000]]);
});

test("space plays, pauses, and plays from the start at the end", async () => {
  const replay = new SlowReplay();
  const control = controlOf(replay);

  for (const name of ["paused", "playing", "ended"]) {
    replay.state = { ...replay.state, name };
    control.press(" ", 1);
    await replay.answer();
    await replay.answer();
  }

  assert.deepEqual(replay.asked, ["play", "pause", ["seek", 1_000], "play"]);
});

test("without a replay its keys mean nothing", () => {
  const replay = new SlowReplay();
  replay.isOpen = false;

  assert.deepEqual([" ", "ArrowLeft", "l"].map((key) => controlOf(replay).press(key, 1)), [false, false, false]);
  assert.deepEqual(replay.asked, []);
});

test("a refusal is told in the server's words and settled by the next success", async () => {
  const replay = new SlowReplay();
  /** @type {string[]} */
  const errors = [];
  const control = controlOf(replay, errors);

  await control.open("day", 1);
  control.step();
  await replay.answer();

  assert.deepEqual(errors, ["all 16 replays are in use", ""]);
});
