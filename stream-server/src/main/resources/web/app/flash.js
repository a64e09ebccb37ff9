const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Lets a cell light up in the colour of its move, and fade.
 * @param {Element} cell
 * @param {number} change
 */
export function flash(cell, change) {
  if (change === 0 || reducedMotion.matches) {
    return;
  }
  const colour = change > 0 ? "var(--up-soft)" : "var(--down-soft)";
  cell.getAnimations().forEach((running) => running.cancel());
  cell.animate([{ backgroundColor: colour }, {}], { duration: 600 });
}
