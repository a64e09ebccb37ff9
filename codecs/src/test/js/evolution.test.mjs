// Version 1 of the schema against evolved-schema.xml, a version 2 that might be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evolved, goldenBytes, goldenMessage, packetOf, wire } from './wire.mjs';

/** The golden quote as a version 2 server sends it: sixteen bytes more in its block. */
function newerQuote() {
  const message = Uint8Array.from([...goldenMessage('quote'), ...new Uint8Array(16)]);
  const view = new DataView(message.buffer);
  message[0] = 76;
  message[3] = 2;
  view.setUint16(4 + 60, 12, true);
  view.setBigInt64(4 + 62, 1723108211123456789n, true);
  view.setFloat32(4 + 70, 0.25, true);
  message[4 + 74] = 2;
  message[4 + 75] = 3;
  return message;
}

function newerBookDelta() {
  const old = goldenMessage('book-delta');
  const entry = (at) => [...old.slice(at, at + 17), 9, 0];
  const message = Uint8Array.from([...old.slice(0, 41), ...entry(41), ...entry(58)]);
  message[3] = 2;
  message[38] = 19;
  return message;
}

/** A template of version 2: one fixed block of 40 bytes. */
function halt() {
  return Uint8Array.from([40, 40, 73, 2, ...new Uint8Array(40)]);
}

test('an old decoder steps over what a newer server adds', () => {
  const reader = new wire.PacketReader();
  const seen = [];

  reader.read(packetOf(newerQuote(), halt(), newerBookDelta(), goldenMessage('trade')), (message) => {
    if (message instanceof wire.QuoteDecoder) seen.push('quote', message.spread, message.version);
    if (message instanceof wire.TradeDecoder) seen.push('trade', message.price);
    if (message instanceof wire.BookDeltaDecoder) {
      while (message.levels.next()) seen.push('level', message.levels.price, message.levels.side);
    }
  });

  assert.deepEqual(seen, ['quote', 50, 2, 'level', 6412300, 1, 'level', 6412375, 2, 'trade', 6412350]);
  assert.equal(reader.unknownTemplates, 1);
  assert.equal(reader.messages, 3);
});

/** A golden message as version 2 might send it: two bytes more a block and entry. */
function grown(name, groups) {
  const old = goldenMessage(name);
  let at = 4 + old[0];
  const message = [old[0] + 2, old[1], old[2], 2, ...old.slice(4, at), 0, 0];
  for (let group = 0; group < groups; group++) {
    const [entry, entries] = old.slice(at, at + 2);
    message.push(entry + 2, entries, 0);
    at += 3;
    for (let i = 0; i < entries; i++, at += entry) message.push(...old.slice(at, at + entry), 0, 0);
  }
  return Uint8Array.from(message);
}

test('an old decoder steps over grown blocks and entries of every shape of message', () => {
  const seen = [];

  new wire.PacketReader().read(packetOf(grown('heartbeat', 1), grown('book-snapshot', 2), grown('trading-status', 0)), (message) => {
    if (message instanceof wire.HeartbeatDecoder) while (message.streams.next()) seen.push(message.streams.seq);
    if (message instanceof wire.BookSnapshotDecoder) {
      while (message.bids.next()) seen.push(message.bids.price);
      while (message.asks.next()) seen.push(message.asks.price);
    }
    if (message instanceof wire.TradingStatusDecoder) seen.push(wire.TRADING_STATE_NAMES[message.state]);
  });

  assert.deepEqual(seen, [4711, 17, 2, 6412300, 6412275, 6412350, 'HALT']);
});

test('a packet header that has grown is stepped over', () => {
  const old = goldenBytes('quote');
  const bytes = Uint8Array.from([...old.slice(0, 12), 1, 2, 3, 4, ...old.slice(12)]);
  bytes[10] = 16;
  assert.equal(new wire.PacketReader().read(bytes, (message) => assert.equal(message.templateId, 16)), 1);
});

test('a new decoder has null for what an older server does not send', () => {
  const seen = [];
  const collect = (message) => {
    if (message instanceof evolved.QuoteDecoder) {
      seen.push([message.spread, message.bidOrders, message.tsAuction, message.tsAuctionMs, message.skew,
        message.initiator, message.condition]);
    }
    if (message instanceof evolved.BookDeltaDecoder) {
      while (message.levels.next()) seen.push([message.levels.qty, message.levels.orders]);
    }
  };
  const reader = new evolved.PacketReader();

  reader.read(packetOf(goldenMessage('quote'), goldenMessage('book-delta')), collect);
  reader.read(packetOf(newerQuote(), newerBookDelta()), collect);

  assert.deepEqual(seen, [
    [50, null, null, null, null, null, 0],
    [1500000, null],
    [0, null],
    [50, 12, 1723108211123456789n, 1723108211123.456789, 0.25, 2, 3],
    [1500000, 9],
    [0, 9],
  ]);
});

test('a new decoder knows the new template', () => {
  const reader = new evolved.PacketReader();
  assert.equal(reader.read(packetOf(halt()), (message) => assert.equal(message.constructor.NAME, 'Halt')), 1);
  assert.equal(reader.unknownTemplates, 0);
});

test('a field that the block does not reach is null, whatever the version claims', () => {
  const message = newerQuote().slice(0, 4 + 70);
  message[0] = 70;
  new evolved.PacketReader().read(packetOf(message), (quote) => {
    assert.ok(quote instanceof evolved.QuoteDecoder);
    assert.deepEqual([quote.bidOrders, quote.skew, quote.initiator, quote.condition], [12, null, null, 0]);
  });
});
