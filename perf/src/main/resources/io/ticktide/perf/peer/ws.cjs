// The ticks with ws as its guide shows it: send per client and tick.
//   node ws.cjs SYMBOLS RATE/MS,RATE/MS,… PACKET_HEX SEND_TIME_AT TS_EVENT_AT TS_INGRESS_AT SEQ_AT SYMBOL_AT
// Says on which port it listens; ends by a signal, with its parent, or after ten minutes.
'use strict';
const { WebSocketServer } = require('ws');

const [symbolsText, planText, packetHex, ...places] = process.argv.slice(2);
const symbols = Number(symbolsText);
const plan = planText.split(',').map((step) => step.split('/').map(Number));
const template = Buffer.from(packetHex, 'hex');
const [sendTimeAt, tsEventAt, tsIngressAt, seqAt, symbolAt] = places.map(Number);
const SECOND_NS = 1000000000;
const LIFE_MS = 600000;

const clients = Array.from({ length: symbols }, () => new Set());
const seqs = new Array(symbols).fill(0);
let turn = 0;

// Event j of a step is due j / rate seconds after the step began; the last step stays for ever.
let step = 0;
let stepEndNs = plan[0][1] * 1000000;
let rest = 0;
let dueNs = 0;
function advance() {
  const rate = plan[step][0];
  dueNs += Math.floor(SECOND_NS / rate);
  rest += SECOND_NS % rate;
  if (rest >= rate) {
    rest -= rate;
    dueNs++;
  }
  if (step + 1 < plan.length && dueNs >= stepEndNs) {
    dueNs = stepEndNs;
    step++;
    stepEndNs += plan[step][1] * 1000000;
    rest = 0;
  }
}

const startHr = process.hrtime.bigint();
const startEpochNs = BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
const elapsedNs = () => Number(process.hrtime.bigint() - startHr);

function tick() {
  // Not for ever, or nobody could connect when it cannot keep up.
  const endNs = elapsedNs() + 5000000;
  for (let nowNs = elapsedNs(); dueNs <= nowNs && nowNs < endNs; nowNs = elapsedNs()) {
    const packet = Buffer.from(template);
    const now = startEpochNs + BigInt(nowNs);
    packet.writeBigInt64LE(now, sendTimeAt);
    packet.writeBigInt64LE(startEpochNs + BigInt(dueNs), tsEventAt);
    packet.writeBigInt64LE(now, tsIngressAt);
    packet.writeBigInt64LE(BigInt(++seqs[turn]), seqAt);
    packet.writeUInt16LE(turn, symbolAt);
    for (const client of clients[turn]) {
      client.send(packet);
    }
    turn = turn + 1 === symbols ? 0 : turn + 1;
    advance();
  }
  if (dueNs <= elapsedNs()) {
    setImmediate(tick);
  } else {
    setTimeout(tick, 1);
  }
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (client, request) => {
  const symbol = Number(new URL(request.url, 'http://localhost').searchParams.get('symbol'));
  const of = clients[symbol % symbols];
  of.add(client);
  client.on('close', () => of.delete(client));
  client.on('error', () => of.delete(client));
});
server.on('listening', () => {
  console.log('listening on ' + server.address().port);
  tick();
});
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent || elapsedNs() > LIFE_MS * 1000000) {
    process.exit(0);
  }
}, 1000);
