import { replayAction, neighbourSpeed } from "./replay-keys.js";

/** @typedef {import("../client/replay.js").Replay} Replay */

/** Turns clicks and keys into commands, one seek at a time, and says what went wrong. */
export class ReplayControl {
  #replay;
  #onError;
  #jumpMs;
  /** Where to seek once the seek under way is answered. @type {number | null} */
  #nextSeekMs = null;
  /** Where the replay will be when all seeks are answered. @type {number | null} */
  #targetMs = null;

  /**
   * @param {Replay} replay
   * @param {() => number} jumpMs how far an arrow key goes
   * @param {(text: string) => void} onError empty: the last one is settled
   */
  constructor(replay, jumpMs, onError) {
    this.#replay = replay;
    this.#jumpMs = jumpMs;
    this.#onError = onError;
  }

  /**
   * @param {string} recording
   * @param {number} speed
   * @returns {Promise<void>} until it is open, or was refused
   */
  open(recording, speed) {
    return this.#run(this.#replay.open(recording, { speed }));
  }

  toggle() {
    const { name, firstMs } = this.#replay.state;
    if (name === "playing") {
      this.#run(this.#replay.pause());
    } else if (name === "ended") {
      this.#run(this.#replay.seek(firstMs).then(() => this.#replay.play()));
    } else if (name === "paused") {
      this.#run(this.#replay.play());
    }
  }

  step() {
    this.#run(this.#replay.step());
  }

  /** @param {number} speed */
  speed(speed) {
    this.#run(this.#replay.speed(speed));
  }

  live() {
    this.#run(this.#replay.live());
  }

  /**
   * Goes to a time; while a seek is under way only the newest one waits.
   * @param {number} timeMs
   */
  seek(timeMs) {
    const { firstMs, lastMs } = this.#replay.state;
    const isUnderWay = this.#targetMs !== null;
    this.#targetMs = this.#nextSeekMs = Math.max(firstMs, Math.min(lastMs, timeMs));
    if (!isUnderWay) {
      void this.#seekOn();
    }
  }

  /**
   * @param {string} key
   * @param {number} times how many jumps an arrow key makes
   * @returns {boolean} whether the key meant something
   */
  press(key, times) {
    const { state, positionMs } = this.#replay;
    const action = this.#replay.isOpen ? replayAction(key) : null;
    switch (action) {
      case "toggle":
        this.toggle();
        break;
      case "step":
        this.step();
        break;
      case "back":
      case "forward":
        this.seek((this.#targetMs ?? positionMs) + (action === "back" ? -1 : 1) * times * this.#jumpMs());
        break;
      case "first":
      case "last":
        this.seek(action === "first" ? state.firstMs : state.lastMs);
        break;
      case "faster":
      case "slower":
        this.speed(neighbourSpeed(state.speed, action === "faster" ? 1 : -1));
        break;
      case "live":
        this.live();
        break;
      default:
        return false;
    }
    return true;
  }

  async #seekOn() {
    while (this.#nextSeekMs !== null) {
      const timeMs = this.#nextSeekMs;
      this.#nextSeekMs = null;
      await this.#run(this.#replay.seek(timeMs));
    }
    this.#targetMs = null;
  }

  /** @param {Promise<unknown>} command */
  async #run(command) {
    try {
      await command;
      this.#onError("");
    } catch (error) {
      this.#onError(error instanceof Error ? error.message : String(error));
    }
  }
}
