// A piece of network between clients and a server that can be slow, silent or cut.
import net from 'node:net';

/** Forwards connections to a port of this machine; what it does to them is set at any time. */
export class Link {
  #server;
  #pairs = new Set();
  #silent = false;

  /** One way, ms. Holds for what arrives from now on; nothing overtakes. */
  delayMs = 0;

  /** Connections ever made over it. */
  connections = 0;

  static async to(port) {
    const link = new Link();
    link.#server = net.createServer((near) => link.#join(near, net.connect(port, '127.0.0.1')));
    await new Promise((resolve) => link.#server.listen(0, '127.0.0.1', resolve));
    return link;
  }

  get stream() {
    return `ws://127.0.0.1:${this.#server.address().port}/v1/stream`;
  }

  /** Takes everything and delivers nothing, as a dead router does: nobody is told. */
  goSilent() {
    this.#silent = true;
  }

  /** What is sent from now on arrives; what was sent into the silence is lost with its connection. */
  goOn() {
    this.#silent = false;
  }

  /** Resets all connections. */
  cut() {
    for (const pair of this.#pairs) pair.forEach((socket) => socket.resetAndDestroy());
    this.#pairs.clear();
  }

  close() {
    this.cut();
    this.#server.close();
  }

  #join(near, far) {
    const pair = [near, far];
    this.connections++;
    this.#pairs.add(pair);
    this.#forward(near, far);
    this.#forward(far, near);
  }

  #forward(from, to) {
    let lost = false; // Bytes are missing: nothing behind them may arrive either.
    let last = Promise.resolve();
    const later = (act) => {
      const dueMs = Date.now() + this.delayMs;
      last = last
        .then(() => new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - Date.now()))))
        .then(act);
    };
    from.on('data', (bytes) => {
      lost ||= this.#silent;
      if (lost) return;
      if (this.delayMs > 0) later(() => to.destroyed || to.write(bytes));
      else last = last.then(() => to.destroyed || to.write(bytes));
    });
    from.on('error', () => {}); // It ends; the other side is told below.
    from.on('close', () => {
      if (!lost) later(() => to.destroy());
    });
  }
}
