/** A selected symbol that is silent this long gets a word of warning. */
export const STALE_AFTER_MS = 20_000;

/**
 * What to tell about prices that do not move; null when all is well. Quiet, late and gone are different things.
 * @param {{connection: string, heartbeatLate: boolean, silentMs: number, sym: string, symbolSilentMs: number}} seen
 * @returns {string | null}
 */
export function staleText({ connection, heartbeatLate, silentMs, sym, symbolSilentMs }) {
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
  if (symbolSilentMs > STALE_AFTER_MS) {
    return `${sym} is quiet: no update for ${seconds} s, the connection is alive`;
  }
  return null;
}
