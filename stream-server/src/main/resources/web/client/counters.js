/** What one client has received since it was made, over all its connections. */
export class Counters {
  /** Binary frames. */
  frames = 0;
  /** Bytes in them. */
  bytes = 0;
  /** Market-data messages delivered to subscriptions. */
  messages = 0;
  /** Source events merged into those or dropped before them, by whatever cause. */
  merged = 0;
  /** The same per cause; a message with two causes counts for both. @type {Record<string, number>} */
  mergedBy = {};
  /** Events published while disconnected, of streams that were not to be resumed. */
  missed = 0;
  /** Streams that went on after a reconnect with every event of the time between. */
  recovered = 0;
  /** Streams for which the server had not kept enough; the events they miss are counted in {@link mergedBy} CATCHUP. */
  holes = 0;
  /** Messages and heartbeats that broke `seq == previous seq + 1 + conflated`. 0 is the proof that no loss was silent. */
  violations = 0;
  /** Heartbeats. */
  heartbeats = 0;
  /** Messages of templates that only a newer schema knows; skipped. */
  unknownTemplates = 0;
  /** Frames that could not be decoded; each ends its connection. */
  decodeErrors = 0;
  /** Messages in flight for a stream that is not, or not yet, subscribed. */
  unrouted = 0;
  /** Connections after the first. */
  reconnects = 0;

  /**
   * @param {number} conflated
   * @param {readonly string[]} causes
   */
  countMerged(conflated, causes) {
    this.merged += conflated;
    for (const cause of causes) {
      this.mergedBy[cause] = (this.mergedBy[cause] ?? 0) + conflated;
    }
  }
}
