/** @typedef {{paint: () => void}} Paintable */

/** Paints whatever changed, once per animation frame: a thousand updates in 16 ms cost one paint. */
export class Painter {
  /** @type {Set<Paintable>} */
  #changed = new Set();
  #asked = false;
  /** Frames in which something was painted. */
  frames = 0;

  /** @param {Paintable} view to be painted on the next frame */
  changed(view) {
    this.#changed.add(view);
    if (!this.#asked) {
      this.#asked = true;
      requestAnimationFrame(() => this.#frame());
    }
  }

  #frame() {
    const views = [...this.#changed];
    this.#changed.clear();
    this.#asked = false;
    this.frames += 1;
    views.forEach((view) => view.paint());
  }
}
