import { write } from "./element.js";

/** @typedef {import("../client/types.js").Status} Status */

/**
 * Shows that trading does not go on; while it does, or nobody knows, there is nothing to show.
 * @param {HTMLElement} badge
 * @param {Status | null} status
 */
export function paintState(badge, status) {
  const state = status?.state ?? "UNKNOWN";
  badge.hidden = state === "OPEN" || state === "UNKNOWN";
  write(badge, badge.hidden ? "" : state);
}
