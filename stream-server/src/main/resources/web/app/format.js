const COMPACT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });
/** @type {Map<number, Intl.NumberFormat>} */
const FIXED = new Map();

/**
 * @param {number} value
 * @param {number} scale decimals
 * @returns {string} e.g. "61,837.60"
 */
export function fixed(value, scale) {
  let format = FIXED.get(scale);
  if (!format) {
    format = new Intl.NumberFormat("en-US", { minimumFractionDigits: scale, maximumFractionDigits: scale });
    FIXED.set(scale, format);
  }
  return format.format(value);
}

/**
 * A quantity, short enough for a column: full below 10,000, compact above.
 * @param {number} value
 * @param {number} scale decimals the instrument has
 */
export function quantity(value, scale) {
  return Math.abs(value) >= 10_000 ? COMPACT.format(value) : fixed(value, Math.min(scale, value >= 100 ? 2 : value >= 10 ? 4 : 5));
}

/** @param {number} value */
export function compact(value) {
  return COMPACT.format(value);
}

/** @param {number} fraction 0.0123 is "+1.23%" */
export function percent(fraction) {
  const text = Math.abs(fraction * 100).toFixed(2);
  // What rounds to nothing has no direction.
  const sign = Number(text) === 0 ? "" : fraction > 0 ? "+" : "−";
  return `${sign}${text}%`;
}

/**
 * @param {number} value
 * @param {number} scale
 * @returns {string} with its sign
 */
export function signed(value, scale) {
  return `${value > 0 ? "+" : value < 0 ? "−" : ""}${fixed(Math.abs(value), scale)}`;
}

/** @param {number} ms @returns {string} e.g. "12.4 ms"; below 1 the clock offset's own error is as large */
export function age(ms) {
  if (ms < 1) {
    return "< 1 ms";
  }
  if (ms >= 10_000) {
    return `${(ms / 1000).toFixed(0)} s`;
  }
  return ms >= 100 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(1)} ms`;
}

/** @param {number} ms since the Unix epoch @returns {string} UTC, e.g. "14:03:07.120" */
export function clockTime(ms) {
  return new Date(ms).toISOString().slice(11, 23);
}

/** @param {number} ms since the Unix epoch @returns {string} UTC, e.g. "2024-08-08 14:03:07.120" */
export function moment(ms) {
  return new Date(ms).toISOString().slice(0, 23).replace("T", " ");
}

/** @param {number} ms @returns {string} a length of time in its two largest units, e.g. "5 min 46 s" */
export function span(ms) {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${seconds % 60} s`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/**
 * @param {number} seconds since the Unix epoch
 * @param {number} intervalSec of the bar: days need no clock, minutes no seconds
 */
export function barTime(seconds, intervalSec) {
  const iso = new Date(seconds * 1000).toISOString();
  return intervalSec >= 86_400 ? iso.slice(0, 10) : `${iso.slice(5, 10)} ${iso.slice(11, intervalSec < 60 ? 19 : 16)}`;
}

/** @param {number} change @returns {"up" | "down" | ""} class that colours it */
export function direction(change) {
  return change > 0 ? "up" : change < 0 ? "down" : "";
}
