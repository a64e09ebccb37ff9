import assert from "node:assert/strict";
import { test } from "node:test";
import { readLink, writeLink } from "../../main/resources/web/app/deep-link.js";
import { densityPath } from "../../main/resources/web/app/density.js";
import { age, barTime, fixed, moment, percent, quantity, signed, span } from "../../main/resources/web/app/format.js";
import { press } from "../../main/resources/web/app/keyboard.js";
import { neighbourSpeed, replayAction } from "../../main/resources/web/app/replay-keys.js";
import { sparkPath } from "../../main/resources/web/app/spark.js";
import { STALE_AFTER_MS, staleText } from "../../main/resources/web/app/staleness.js";
import { matchSymbols } from "../../main/resources/web/app/symbol-match.js";

test("a link survives being written and read, odd symbols included", () => {
  assert.deepEqual(readLink(writeLink("BRK.B&x=1", "5s")), { symbol: "BRK.B&x=1", interval: "5s" });
});

test("an interval that is not offered is ignored", () => {
  assert.deepEqual(readLink("?s=BTC-USD&i=7m"), { symbol: "BTC-USD", interval: null });
  assert.deepEqual(readLink(""), { symbol: null, interval: null });
});

test("the exact symbol comes before those that start so, then names, then the rest", () => {
  const symbols = [
    { sym: "XV", description: "Something" },
    { sym: "META", description: "Meta Platforms" },
    { sym: "VZ", description: "Verizon" },
    { sym: "V", description: "Visa" },
    { sym: "UNH", description: "United Visions" },
  ];

  assert.deepEqual(matchSymbols(symbols, " v", 9).map(({ sym }) => sym), ["V", "VZ", "UNH", "XV"]);
  assert.deepEqual(matchSymbols(symbols, "", 2).map(({ sym }) => sym), ["XV", "META"]);
  assert.deepEqual(matchSymbols(symbols, "zzz", 9), []);
});

test("quiet, late and gone are told apart", () => {
  const well = { connection: "live", heartbeatLate: false, silentMs: 100, sym: "AAPL", symbolSilentMs: 100 };

  assert.equal(staleText(well), null);
  assert.match(staleText({ ...well, symbolSilentMs: STALE_AFTER_MS + 1 }) ?? "", /AAPL is quiet: no update for 20 s/);
  assert.match(staleText({ ...well, heartbeatLate: true, silentMs: 9000 }) ?? "", /Heartbeat overdue.*9 s/);
  assert.match(staleText({ ...well, connection: "waiting" }) ?? "", /Not connected/);
  assert.equal(staleText({ ...well, connection: "connecting" }), null);
});

test("a feed from which no prices come is told in words and with its time, and a lost connection matters more", () => {
  const since = "1700000001500000000";
  const seen = { connection: "live", heartbeatLate: false, silentMs: 10, sym: "AAPL", symbolSilentMs: STALE_AFTER_MS + 1 };
  const said = (/** @type {string} */ state, connection = "live") => staleText({ ...seen, connection, feed: { state, since } }) ?? "";

  assert.equal(said("stalled"), "Feed stalled: no prices since 22:13:21.500 UTC");
  assert.equal(said("restarting"), "Feed is down and will be opened again: no prices since 22:13:21.500 UTC");
  assert.equal(said("failed"), "Feed failed: no prices since 22:13:21.500 UTC");
  assert.match(said("ended"), /^Feed ended at 22:13:21.500 UTC/);
  assert.match(said("running"), /AAPL is quiet/);
  assert.match(said("stalled", "waiting"), /Not connected/);
});

test("keys do what the page promises and leave all others to the browser", () => {
  /** @type {any[]} */
  const done = [];
  const actions = {
    search: () => done.push("search"),
    symbol: (/** @type {number} */ step) => done.push(["symbol", step]),
    intervalStep: (/** @type {number} */ step) => done.push(["step", step]),
    interval: (/** @type {string} */ interval) => done.push(interval),
    theme: () => done.push("theme"),
    recordings: () => done.push("recordings"),
    replay: () => false,
  };

  const meant = ["/", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "1", "8", "t", "r"].map((key) => press(key, actions));
  const others = ["9", "0", " ", "Tab", "F5", "a"].map((key) => press(key, actions));

  assert.deepEqual(done, ["search", ["symbol", 1], ["symbol", -1], ["step", -1], ["step", 1], "1s", "1d", "theme", "recordings"]);
  assert.ok(meant.every((yes) => yes) && others.every((yes) => !yes));
});

test("numbers read as on a trading screen", () => {
  assert.equal(fixed(61837.6, 2), "61,837.60");
  assert.deepEqual([quantity(0.10106, 5), quantity(250, 0), quantity(1_234_567, 0)], ["0.10106", "250", "1.23M"]);
  assert.deepEqual([percent(0.0123), percent(-0.00001), percent(0)], ["+1.23%", "0.00%", "0.00%"]);
  assert.deepEqual([signed(5, 2), signed(-5, 2), signed(0, 2)], ["+5.00", "−5.00", "0.00"]);
  assert.deepEqual([age(-3), age(12.34), age(250.4), age(12_000)], ["< 1 ms", "12.3 ms", "250 ms", "12 s"]);
});

test("a bar's time is as fine as its interval", () => {
  const seconds = Date.UTC(2024, 7, 8, 14, 3, 5) / 1000;

  assert.deepEqual([barTime(seconds, 5), barTime(seconds, 60), barTime(seconds, 86_400)],
    ["08-08 14:03:05", "08-08 14:03", "2024-08-08"]);
});

test("a spark line fills its box and needs two points", () => {
  assert.equal(sparkPath([1]), "");
  assert.equal(sparkPath([1, 3, 2]), "M0.0 18.0L28.0 2.0L56.0 10.0");
  assert.doesNotMatch(sparkPath([5, 5]), /NaN/);
});

test("a moment is as fine as the protocol needs people to see, a span has its two largest units", () => {
  assert.equal(moment(Date.UTC(2024, 7, 8, 23, 54, 15, 342)), "2024-08-08 23:54:15.342");
  assert.deepEqual([59_400, 346_000, 7_384_000, 183_600_000].map(span), ["59 s", "5 min 46 s", "2 h 3 min", "2 d 3 h"]);
});

test("what little happened is seen beside much, and nothing is flat", () => {
  assert.equal(densityPath([0, 100, 1, 0], 24), "M0 24V24.0H1V0.0H2V21.6H3V24.0H4V24Z");
  assert.match(densityPath([1_000_000, 1], 24), /V23\.0H2/, "a single message is a pixel at least");
  assert.equal(densityPath([0, 0], 24), "");
  assert.equal(densityPath([], 24), "");
});

test("a replay's keys are its own, and its speeds have neighbours", () => {
  assert.deepEqual([" ", ".", "ArrowLeft", "End", "l", "ArrowUp", "1", "/"].map(replayAction), ["toggle", "step", "back", "last", "live", null, null, null]);
  assert.deepEqual([neighbourSpeed(1, 1), neighbourSpeed(10, -1), neighbourSpeed(100, 1), neighbourSpeed(1, -1)], [2, 5, 100, 1]);
  assert.deepEqual([neighbourSpeed(3, 1), neighbourSpeed("max", -1), neighbourSpeed(0.5, -1)], [5, 100, 1]);
});
