/**
 * Accounts for every event of one stream (instrument, channel): each message must satisfy
 * `seq == previous seq + 1 + conflated`. What does not is a bug of the server or of this client, never normal loss.
 */
export class StreamAccount {
  /** Newest accounted sequence. */
  lastSeq = 0;
  /** Messages delivered since {@link start}. */
  delivered = 0;
  /** Source events merged into or dropped before those messages. */
  conflated = 0;
  /** Messages that broke the rule. */
  violations = 0;

  /**
   * The server's answer to a subscribe fixed where accounting begins.
   * @param {number} lastSeq the answer's `lastSeq`
   */
  start(lastSeq) {
    this.lastSeq = lastSeq;
  }

  /**
   * @param {number} seq the message's `seq`
   * @param {number} conflated the message's `conflated`
   * @returns {boolean} whether the message is accounted for; after a violation accounting goes on from `seq`
   */
  accept(seq, conflated) {
    const ok = seq === this.lastSeq + 1 + conflated;
    if (!ok) {
      this.violations += 1;
    }
    this.lastSeq = seq;
    this.delivered += 1;
    this.conflated += conflated;
    return ok;
  }

  /**
   * A heartbeat names where a silent stream stands, and accounts for events that no message will stand for.
   * @param {number} seq the heartbeat's `seq` of this stream
   * @param {number} conflated events that the heartbeat accounts for
   * @returns {boolean} whether `seq == previous seq + conflated`; after a violation accounting goes on from `seq`
   */
  confirm(seq, conflated) {
    const ok = seq === this.lastSeq + conflated;
    if (!ok) {
      this.violations += 1;
    }
    this.lastSeq = seq;
    this.conflated += conflated;
    return ok;
  }
}
