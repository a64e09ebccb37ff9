/**
 * The shape of how busy a recording is along its span.
 * @param {readonly number[]} density messages in equal parts of the span
 * @param {number} height of the box; its width is the number of parts
 * @returns {string} an SVG path, closed along the bottom; empty when nothing happened
 */
export function densityPath(density, height) {
  const most = Math.max(0, ...density);
  if (most === 0) {
    return "";
  }
  // The square root keeps quiet stretches visible beside busy ones.
  const tops = density.map((count) => (count === 0 ? height : Math.min(height - 1, height * (1 - Math.sqrt(count / most)))));
  return `M0 ${height}${tops.map((top, i) => `V${top.toFixed(1)}H${i + 1}`).join("")}V${height}Z`;
}
