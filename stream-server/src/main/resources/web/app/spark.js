const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 56;
const HEIGHT = 20;

/** A tiny line of recent closes. */
export class Spark {
  element = document.createElementNS(SVG, "svg");
  #path = document.createElementNS(SVG, "path");

  constructor() {
    this.element.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    this.element.setAttribute("class", "spark");
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(this.#path);
  }

  /** @param {readonly number[]} closes oldest first */
  draw(closes) {
    this.#path.setAttribute("d", sparkPath(closes));
    this.element.setAttribute("class", `spark ${closes[closes.length - 1] >= closes[0] ? "up" : "down"}`);
  }
}

/**
 * @param {readonly number[]} values
 * @returns {string} an SVG path that fills the box; empty below two values
 */
export function sparkPath(values) {
  if (values.length < 2) {
    return "";
  }
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const step = WIDTH / (values.length - 1);
  const points = values.map((v, i) => `${(i * step).toFixed(1)} ${(HEIGHT - 2 - ((v - low) / range) * (HEIGHT - 4)).toFixed(1)}`);
  return `M${points.join("L")}`;
}
