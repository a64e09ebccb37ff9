// What a WebSocket close code tells a Ticktide client to do next (PROTOCOL.md, "Errors and closes").

/** Standard codes after which the same connection may be tried again. */
const RETRYABLE_STANDARD = new Set([1001, 1005, 1006, 1011, 1012, 1013, 1014]);

/** @type {Readonly<Record<number, string>>} */
const MEANING = Object.freeze({
  1000: "closed normally",
  1001: "server is going away",
  1002: "protocol error",
  1003: "server refused a binary frame",
  1005: "closed without a code",
  1006: "connection lost",
  1007: "invalid UTF-8",
  1009: "message too large",
  1011: "server error",
  1012: "server is restarting",
  1013: "server is overloaded",
  4008: "this client read too slowly",
  4009: "no sign of life from this client",
  4400: "too many bad commands",
  4401: "authentication required",
  4429: "too many commands",
});

/**
 * Whether to reconnect (with back-off). 4000–4399 say yes, 4400–4499 say "not unchanged"; anything unknown is a no,
 * because retrying for ever what cannot succeed only hides the fault.
 * @param {number} code close code of the WebSocket
 * @returns {boolean}
 */
export function mayRetry(code) {
  return RETRYABLE_STANDARD.has(code) || (code >= 4000 && code < 4400);
}

/**
 * A short text for people; the reason the server gave wins over our own words.
 * @param {number} code close code of the WebSocket
 * @param {string} [reason] reason the server gave
 * @returns {string}
 */
export function describeClose(code, reason) {
  return reason || MEANING[code] || `closed with code ${code}`;
}
