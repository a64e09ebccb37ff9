import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { AccessToken } from "../../main/resources/web/app/access-token.js";
import { HttpApi } from "../../main/resources/web/app/http-api.js";

// The page's token: asked for once, kept in the store of the tab, shown with every request.

const fetched = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = fetched;
});

/**
 * A page whose user enters these tokens, one dialog after another; null leaves the dialog.
 * @param {(string | null)[]} entries
 */
function page(...entries) {
  /** @type {Map<string, string>} */
  const kept = new Map();
  /** @type {string[]} */
  const events = [];
  const store = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
  const access = new AccessToken(store, async (reason) => {
    events.push(`dialog: ${reason}`);
    return entries.shift() ?? null;
  }, { onAsk: () => events.push("ask"), onGiven: () => events.push("given") });
  return { access, events };
}

/**
 * A server that takes one token; what it was shown is noted.
 * @param {string} good
 * @param {(string | null)[]} seen
 */
function serve(good, seen) {
  globalThis.fetch = async (_path, init) => {
    const shown = new Headers(init?.headers).get("authorization");
    seen.push(shown);
    return shown === `Bearer ${good}`
      ? Response.json({ symbols: [{ sym: "BTC-USD" }] })
      : Response.json({ error: { code: shown ? 401 : 400, text: shown ? "bad token" : "token, please" } }, { status: 401 });
  };
}

test("a refused request is sent again with the token that the user enters, and the next one has it at once", async () => {
  const { access, events } = page("t1");
  /** @type {(string | null)[]} */
  const seen = [];
  serve("t1", seen);
  const api = new HttpApi(access);

  const first = await api.symbols();
  await api.symbols();

  assert.deepEqual(first.map(({ sym }) => sym), ["BTC-USD"]);
  assert.deepEqual(seen, [null, "Bearer t1", "Bearer t1"]);
  assert.deepEqual(events, ["ask", "dialog: ", "given"]);
});

test("however many requests are refused at once, the user is asked once", async () => {
  const { access, events } = page("t1");
  serve("t1", []);
  const api = new HttpApi(access);

  await Promise.all([api.symbols(), api.symbols(), api.symbols()]);

  assert.deepEqual(events, ["ask", "dialog: ", "given"]);
});

test("a token that is refused in its turn is forgotten, and the user asked again with the server's words", async () => {
  const { access, events } = page("wrong", "t1");
  serve("t1", []);

  await new HttpApi(access).symbols();

  assert.deepEqual(events, ["ask", "dialog: ", "given", "ask", "dialog: bad token", "given"]);
  assert.equal(access.text, "t1");
});

test("what was refused with an older token goes on with the present one, unasked", async () => {
  const { access, events } = page("t1");
  await access.another(null, "token, please");
  events.length = 0;

  assert.equal(await access.another("older", "expired"), "t1");
  assert.deepEqual(events, []);
});

test("a user who leaves the dialog gets the server's words, and is asked again at the next try", async () => {
  const { access, events } = page(null, "t1");
  serve("t1", []);
  const api = new HttpApi(access);

  await assert.rejects(() => api.symbols(), /token, please/);
  assert.equal(access.text, null);
  await api.symbols();

  assert.deepEqual(events, ["ask", "dialog: ", "ask", "dialog: ", "given"]);
});

test("other errors are not mended by a token", async () => {
  const { access, events } = page("t1");
  globalThis.fetch = async () => Response.json({ error: { code: 202, text: "not entitled" } }, { status: 403 });

  await assert.rejects(() => new HttpApi(access).symbols(), /not entitled/);
  assert.deepEqual(events, []);
});
