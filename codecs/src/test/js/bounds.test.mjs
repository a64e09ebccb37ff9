import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goldenBytes, goldenMessage, goldenNames, packetOf, seeded, wire } from './wire.mjs';
import { valuesOf } from './values.mjs';

const ignore = () => {};

function assertRefused(frame, pattern) {
  const reader = new wire.PacketReader();
  assert.throws(() => reader.read(frame, ignore), (error) => {
    assert.ok(error instanceof wire.WireError, String(error.stack));
    assert.match(error.message, pattern);
    return true;
  });
  assert.equal(reader.packets, 0);
}

for (const name of goldenNames) {
  test(`${name} cut anywhere, or with a byte more, is refused`, () => {
    const bytes = goldenBytes(name);
    for (let length = 0; length < bytes.length; length++) {
      assertRefused(bytes.slice(0, length), /needs \d+ bytes at offset \d+, the frame ends at/);
    }
    assertRefused(Uint8Array.from([...bytes, 0]), /1 bytes are left over/);
  });
}

test('another schema is refused', () => {
  const bytes = goldenBytes('quote');
  bytes[14] = 74;
  assertRefused(bytes, /message 1 of 1 at offset 12 has schema 74, not 73/);
});

test('blocks shorter than ever sent are refused', () => {
  const message = goldenMessage('quote');
  message[0] = 59;
  assertRefused(packetOf(message.slice(0, 63)), /Quote has a block of 59 bytes, at least 60/);
  const packet = goldenBytes('quote');
  packet[10] = 11;
  assertRefused(packet, /packetHeader has a block of 11 bytes/);
});

test('text that is not UTF-8 is refused when it is read', () => {
  const bytes = goldenBytes('definition');
  bytes[12 + 4 + 21 + 1] = 0xff;
  const reader = new wire.PacketReader();
  assert.throws(() => reader.read(bytes, (message) => valuesOf(message)), /InstrumentDefinition\.symbol .*not UTF-8/);
});

test('a field of a group read before next() fails', () => {
  new wire.PacketReader().read(goldenBytes('book-delta'), (message) => {
    assert.ok(message instanceof wire.BookDeltaDecoder);
    assert.throws(() => message.levels.price, RangeError);
    while (message.levels.next());
    assert.equal(message.levels.next(), false);
    assert.equal(message.levels.price, 6412375);
    message.levels.rewind();
    assert.throws(() => message.levels.price, RangeError);
  });
});

test('mutated frames are decoded or refused, never anything else', () => {
  const random = seeded(73);
  let refused = 0;
  for (let round = 0; round < 20000; round++) {
    const bytes = goldenBytesOf(goldenNames[random(goldenNames.length)]).slice();
    for (let flips = 1 + random(4); flips > 0; flips--) {
      bytes[random(bytes.length)] = random(256);
    }
    const frame = random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
    try {
      new wire.PacketReader().read(frame, valuesOf);
    } catch (error) {
      assert.ok(error instanceof wire.WireError, `round ${round}: ${error.stack}`);
      refused++;
    }
  }
  assert.ok(refused > 5000 && refused < 20000, `${refused} refused`);
});

const cache = new Map();

function goldenBytesOf(name) {
  if (!cache.has(name)) {
    cache.set(name, goldenBytes(name));
  }
  return cache.get(name);
}
