import { clockTime } from "./format.js";

/** What is wrong with a feed that does not run. @type {Readonly<Record<string, string>>} */
const FEED_WORDS = Object.freeze({ stalled: "stalled:", restarting: "is down and will be opened again:", failed: "failed:" });

/**
 * What to tell of a feed from which no prices come; null when all is well.
 * @param {{state: string, since: string}} feed
 * @returns {string | null}
 */
export function feedText({ state, since }) {
  const words = FEED_WORDS[state];
  const sinceText = clockTime(Number(BigInt(since) / 1_000_000n));
  if (state === "ended") {
    return `Feed ended at ${sinceText} UTC: prices are the last ones of it`;
  }
  return words ? `Feed ${words} no prices since ${sinceText} UTC` : null;
}

/** A selected symbol that is silent this long gets a word of warning. */
export const STALE_AFTER_MS = 20_000;

/**
 * What to tell about prices that do not move; null when all is well. Quiet, late and gone are different things.
 * @param {{connection: string, heartbeatLate: boolean, silentMs: number, sym: string, symbolSilentMs: number,
 *   feed?: {state: string, since: string}}} seen
 * @returns {string | null}
 */
export function staleText({ connection, heartbeatLate, silentMs, sym, symbolSilentMs, feed }) {
  const seconds = Math.round(symbolSilentMs / 1000);
  if (connection === "closed" || connection === "waiting") {
    return "Not connected: prices are the last ones received";
  }
  if (connection !== "live") {
    return null;
  }
  if (heartbeatLate) {
    return `Heartbeat overdue: nothing received for ${Math.round(silentMs / 1000)} s, prices may be stale`;
  }
  const ofFeed = feed ? feedText(feed) : null;
  if (ofFeed !== null) {
    return ofFeed;
  }
  if (symbolSilentMs > STALE_AFTER_MS) {
    return `${sym} is quiet: no update for ${seconds} s, the connection is alive`;
  }
  return null;
}
