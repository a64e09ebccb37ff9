// Every field of a decoder as golden/*.json has it.
import { wire } from './wire.mjs';

const ENUMS = {
  aggressor: wire.SIDE_NAMES,
  lastAggressor: wire.SIDE_NAMES,
  side: wire.SIDE_NAMES,
  channel: wire.CHANNEL_NAMES,
  kind: wire.INSTRUMENT_KIND_NAMES,
  state: wire.BAR_STATE_NAMES,
};
const SETS = {
  cause: wire.causeNames,
  flags: wire.flagsNames,
  quality: wire.barQualityNames,
};
const SIXTY_FOUR_BITS = /^(price|qty|volume|buyVolume|notional|tickSize|lotSize)$|(Px|Qty)$/;

function getters(decoder) {
  const all = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(decoder));
  return Object.keys(all).filter((name) => all[name].get !== undefined);
}

/** All fields, groups included; the Ms and Big twins stand behind the field they belong to. */
export function valuesOf(decoder) {
  const values = decoder.templateId === undefined ? {} : { type: decoder.constructor.NAME };
  if (decoder.ev !== undefined) {
    values.ev = valuesOf(decoder.ev);
  }
  const names = getters(decoder);
  for (const name of names) {
    const isTwin = ['Ms', 'Big'].some((end) => name.endsWith(end) && names.includes(name.slice(0, -end.length)));
    if (!isTwin) {
      values[name] = valueOf(decoder, name, names);
    }
  }
  for (const group of ['streams', 'levels', 'bids', 'asks']) {
    if (decoder[group] !== undefined) {
      values[group] = [];
      while (decoder[group].next()) {
        values[group].push(valuesOf(decoder[group]));
      }
    }
  }
  return values;
}

function valueOf(decoder, name, names) {
  const value = decoder[name];
  if (name === 'state' && decoder instanceof wire.TradingStatusDecoder) return wire.TRADING_STATE_NAMES[value] ?? value;
  if (name in ENUMS) return ENUMS[name][value] ?? value;
  if (name in SETS) return SETS[name](value);
  if (names.includes(`${name}Big`)) return String(decoder[`${name}Big`]);
  return typeof value === 'bigint' || (value !== null && SIXTY_FOUR_BITS.test(name)) ? String(value) : value;
}
