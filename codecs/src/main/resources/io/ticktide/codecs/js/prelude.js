
/** A frame is not what the contract says: its bytes were cut, added to or made by something else. */
export class WireError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'WireError';
  }
}

const NOTHING = new DataView(new ArrayBuffer(0));
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Unsigned 64 bits as two words, exact up to 2^53.
 * @param {DataView} view
 * @param {number} at
 * @param {boolean} little
 * @returns {number}
 */
function uint64(view, at, little) {
  const first = view.getUint32(at, little);
  const second = view.getUint32(at + 4, little);
  return little ? second * 4294967296 + first : first * 4294967296 + second;
}

/**
 * Signed 64 bits as two words, exact within ±2^53.
 * @param {DataView} view
 * @param {number} at
 * @param {boolean} little
 * @returns {number}
 */
function int64(view, at, little) {
  return little
    ? view.getInt32(at + 4, true) * 4294967296 + view.getUint32(at, true)
    : view.getInt32(at, false) * 4294967296 + view.getUint32(at + 4, false);
}

/**
 * @param {string} what
 * @param {DataView} view
 * @param {number} at
 * @param {number} length
 */
function requireBytes(what, view, at, length) {
  if (at + length > view.byteLength) {
    throw new WireError(
      `${what} needs ${length} bytes at offset ${at}, the frame ends at ${view.byteLength}`);
  }
}

/**
 * @param {string} what
 * @param {number} blockLength
 * @param {number} least
 */
function requireBlock(what, blockLength, least) {
  if (blockLength < least) {
    throw new WireError(`${what} has a block of ${blockLength} bytes, at least ${least} are needed`);
  }
}

/**
 * @param {string} what
 * @param {DataView} view
 * @param {number} at
 * @param {number} length
 * @returns {string}
 */
function text(what, view, at, length) {
  try {
    return UTF_8.decode(new Uint8Array(view.buffer, view.byteOffset + at, length));
  } catch (cause) {
    throw new WireError(`${what} at offset ${at} is not UTF-8: ${cause}`);
  }
}
