// Packets as the server writes them, laid out by hand from ticktide-schema.xml: a second opinion on the decoder.

const SCHEMA_ID = 73;
const VERSION = 1;

class Writer {
  bytes = Buffer.alloc(512);
  at = 0;

  /** @param {number} value */
  u8(value) {
    this.at = this.bytes.writeUInt8(value, this.at);
    return this;
  }

  /** @param {number} value */
  i8(value) {
    this.at = this.bytes.writeInt8(value, this.at);
    return this;
  }

  /** @param {number} value */
  u16(value) {
    this.at = this.bytes.writeUInt16LE(value, this.at);
    return this;
  }

  /** @param {number} value */
  u32(value) {
    this.at = this.bytes.writeUInt32LE(value, this.at);
    return this;
  }

  /** @param {number | bigint} value */
  i64(value) {
    this.at = this.bytes.writeBigInt64LE(BigInt(value), this.at);
    return this;
  }

  /** @param {string} value */
  text(value) {
    this.u8(Buffer.byteLength(value));
    this.at += this.bytes.write(value, this.at);
    return this;
  }

  done() {
    return this.bytes.subarray(0, this.at);
  }
}

/**
 * @param {number} templateId
 * @param {number} blockLength
 */
function message(templateId, blockLength) {
  return new Writer().u8(blockLength).u8(templateId).u8(SCHEMA_ID).u8(VERSION);
}

/** @typedef {{seq: number, conflated?: number, cause?: number, flags?: number, ms?: number, id?: number}} Ev */

/**
 * @param {Writer} writer
 * @param {Ev} ev
 */
function event(writer, { seq, conflated = 0, cause = 0, flags = 0, ms = 1_700_000_000_000, id = 5 }) {
  const ns = BigInt(ms) * 1_000_000n;
  return writer.i64(ns).i64(ns).i64(seq).u32(conflated).u16(id).u8(cause).u8(flags);
}

/** @param {Buffer[]} messages */
export function packet(...messages) {
  const header = new Writer().i64(1_700_000_000_000_000_000n).u16(messages.length).u8(12).u8(0).done();
  return Buffer.concat([header, ...messages]);
}

/**
 * Instrument 5, "BTC-USD", prices with 2 decimals, quantities with 5.
 * @param {{id?: number, sym?: string}} [other]
 */
export function definition({ id = 5, sym = "BTC-USD" } = {}) {
  return message(2, 21).i64(1).i64(10).u16(id).i8(-2).i8(-5).u8(2)
    .text(sym).text("Bitcoin / US Dollar").text("SIM").text("USD").done();
}

/** 61837.63 × 3.78826 bid, one cent wide. @param {Ev} ev */
export function quote(ev) {
  return event(message(16, 60), ev).i64(6183763).i64(378826).i64(154698).u32(1).done();
}

/** No bid, 61837.64 asked. @param {Ev} ev */
export function askOnly(ev) {
  const none = -(2n ** 63n);
  return event(message(17, 64), ev).i64(none).i64(none).i64(6183764).i64(154698).done();
}

/** Five trades in one, the last one a sale at 61837.60. @param {Ev} ev */
export function tradeSummary(ev) {
  return event(message(19, 118), ev).i64(1_700_000_000_000_000_000n)
    .i64(6183700).i64(6183900).i64(6183600).i64(6183760).i64(500000).i64(200000).i64(30918800)
    .i64(101).i64(105).u32(5).i8(-2).u8(2).done();
}

/**
 * A heartbeat that names one stream of instrument 5.
 * @param {{seq: number, channel: number, conflated?: number, detail?: number, cause?: number}} stream
 */
export function heartbeat({ seq, channel, conflated = 0, detail = 0, cause = 0 }) {
  return message(1, 8).i64(1_700_000_000_000_000_000n).u8(20).u16(1)
    .i64(seq).u32(conflated).u32(detail).u16(5).u8(channel).u8(cause).done();
}

/** Two bids and one ask of a book with five levels. @param {Ev} ev */
export function bookSnapshot(ev) {
  return event(message(22, 34), ev).u16(5)
    .u8(16).u16(2).i64(6183763).i64(378826).i64(6183762).i64(100000)
    .u8(16).u16(1).i64(6183764).i64(154698).done();
}

/** The best bid goes, a better ask comes. @param {Ev} ev */
export function bookDelta(ev) {
  return event(message(20, 34), ev).u16(5)
    .u8(17).u16(2).i64(6183763).i64(0).u8(1).i64(6183763).i64(50000).u8(2).done();
}

/** @param {Ev} ev @param {number} state */
export function tradingStatus(ev, state) {
  return event(message(23, 33), ev).u8(state).done();
}
