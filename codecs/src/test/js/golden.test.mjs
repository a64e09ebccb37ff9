import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goldenBytes, goldenNames, goldenValues, wire } from './wire.mjs';
import { valuesOf } from './values.mjs';

function read(frame) {
  const reader = new wire.PacketReader();
  const messages = [];
  const known = reader.read(frame, (message, templateId) => {
    assert.equal(templateId, message.templateId);
    messages.push(valuesOf(message));
  });
  assert.equal(known, messages.length);
  return { sendTime: String(reader.sendTime), messages };
}

for (const name of goldenNames) {
  test(`golden frame ${name} decodes to its values`, () => {
    assert.deepEqual(read(goldenBytes(name).buffer), goldenValues(name));
  });
}

test('a frame inside a larger buffer is read within its bounds', () => {
  const bytes = goldenBytes('packet');
  const pool = new Uint8Array(bytes.length + 14).fill(0xee);
  pool.set(bytes, 7);

  assert.deepEqual(read(pool.subarray(7, 7 + bytes.length)), goldenValues('packet'));
  assert.deepEqual(read(new DataView(pool.buffer, 7, bytes.length)), goldenValues('packet'));
});

test('numbers are exact up to 2^53, times in ms to a quarter of a microsecond', () => {
  const reader = new wire.PacketReader();
  const seen = [];
  reader.read(goldenBytes('extremes'), (message) => {
    if (message instanceof wire.QuoteDecoder) {
      seen.push(message.bidPx, message.bidQty, message.ev.seq, message.ev.conflated);
    }
    if (message instanceof wire.TradeDecoder) {
      seen.push(message.price, message.tradeIdBig, message.ev.tsEventMs);
    }
    if (message instanceof wire.HeartbeatDecoder) {
      seen.push(message.serverTime, message.serverTimeMs);
    }
  });

  assert.deepEqual(seen, [
    -1n, -1e-6,
    -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, 4294967294,
    -1, 18446744073709551614n, 1723108211123.456789,
  ]);
});

test('a missing side is null, not a huge number', () => {
  const reader = new wire.PacketReader();
  reader.read(goldenBytes('quote-wide'), (message) => {
    assert.ok(message instanceof wire.QuoteWideDecoder);
    assert.equal(message.bidPx, null);
    assert.equal(message.bidQty, null);
    assert.equal(message.askPx, 6412350);
  });
  assert.equal(reader.messages, 1);
});

test('enums and sets are frozen and known by name', () => {
  assert.equal(wire.Channel.QUOTE, 1);
  assert.equal(wire.CHANNEL_NAMES[4], 'CANDLE');
  assert.equal(wire.Cause.SLOW | wire.Cause.SERVER, 66);
  assert.deepEqual(wire.causeNames(0xff), ['RATE', 'SLOW', 'CREDIT', 'AGE', 'CATCHUP', 'UPSTREAM', 'SERVER', 'DEPTH']);
  assert.ok(Object.isFrozen(wire.Cause) && Object.isFrozen(wire.Side) && Object.isFrozen(wire.SIDE_NAMES));
  assert.deepEqual([wire.SCHEMA_ID, wire.SCHEMA_VERSION, wire.MESSAGE_HEADER_LENGTH], [73, 1, 4]);
});
