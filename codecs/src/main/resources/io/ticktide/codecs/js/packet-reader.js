
/**
 * Takes packets (binary WebSocket frames) apart. One decoder per template is kept and wrapped again
 * for each message: read what you need inside the callback, keep no decoder.
 */
export class PacketReader {
  /** Packets read to their last byte. */
  packets = 0;
  /** Messages handed to a callback. */
  messages = 0;
  /** Messages skipped because a newer schema knows their template and this module does not. */
  unknownTemplates = 0;

  #packet = new PacketHeaderDecoder();
  #header = new MessageHeaderDecoder();
  #decoders = messageDecoders();

  /** Server clock when the last packet was written, ns since the Unix epoch. */
  get sendTime() {
    return this.#packet.sendTime;
  }

  /** As sendTime, in ms with a fraction. */
  get sendTimeMs() {
    return this.#packet.sendTimeMs;
  }

  /**
   * Reads one packet.
   *
   * @param {ArrayBuffer | ArrayBufferView} frame exactly the bytes received
   * @param {(message: MessageDecoder, templateId: number) => void} onMessage called per message of
   *   a known template, in the order of the packet; the decoder is valid until it returns
   * @returns {number} messages handed to onMessage
   * @throws {WireError} on another schema, truncated data or left-over bytes. Messages before the
   *   fault have been handed out by then: close the connection and start anew.
   */
  read(frame, onMessage) {
    const view = frame instanceof DataView ? frame
      : ArrayBuffer.isView(frame) ? new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
        : new DataView(frame);
    const packet = this.#packet.wrap(view, 0);
    const header = this.#header;
    const count = packet.msgCount;
    let at = packet.headerLength;
    let known = 0;
    requireBlock('packetHeader', at, PacketHeaderDecoder.ENCODED_LENGTH);
    requireBytes('packetHeader', view, 0, at);
    for (let i = 0; i < count; i++) {
      header.wrap(view, at);
      if (header.schemaId !== SCHEMA_ID) {
        throw new WireError(
          `message ${i + 1} of ${count} at offset ${at} has schema ${header.schemaId}, not ${SCHEMA_ID}`);
      }
      const templateId = header.templateId;
      const blockLength = header.blockLength;
      const decoder = this.#decoders[templateId];
      at += MESSAGE_HEADER_LENGTH;
      if (decoder === undefined) {
        // PROTOCOL.md, "History": templates of later versions are one fixed block.
        requireBytes(`template ${templateId}`, view, at, blockLength);
        at += blockLength;
        this.unknownTemplates++;
        continue;
      }
      at = decoder.wrap(view, at, blockLength, header.version).limit;
      this.messages++;
      known++;
      onMessage(decoder, templateId);
    }
    if (at !== view.byteLength) {
      throw new WireError(
        `${view.byteLength - at} bytes are left over after message ${count} of ${count}`);
    }
    this.packets++;
    return known;
  }
}
