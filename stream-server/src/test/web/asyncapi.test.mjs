import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Ajv } from "ajv";
import { parse } from "yaml";

// asyncapi.yaml is valid AsyncAPI 3, knows every message that the server's code knows, and fits PROTOCOL.md's examples.

const ROOT = new URL("../../../../", import.meta.url);
const ENDPOINT = "stream-server/src/main/java/io/ticktide/endpoint";

/** @param {string} path */
const read = (path) => readFileSync(new URL(path, ROOT), "utf8");

/** @param {string} path @param {RegExp} pattern with one group @returns {string[]} */
const found = (path, pattern) => [...read(path).matchAll(pattern)].map(([, name]) => name).sort();

const document = parse(read("stream-server/src/main/resources/web/asyncapi.yaml"));
const { messages, schemas } = document.components;
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema({ $id: "doc", components: { schemas } });

/** @param {string} ref @returns {import("ajv").ValidateFunction} */
const validator = (ref) => /** @type {import("ajv").ValidateFunction} */ (ajv.getSchema(`doc${ref}`));

/** @param {string} name of the property that tells messages apart @returns {[string, string][]} its value and the schema */
const kinds = (name) =>
  Object.entries(schemas).flatMap(([schema, { properties }]) =>
    properties?.[name]?.const ? [[properties[name].const, schema]] : []);

test("the document is valid AsyncAPI 3.0", () => {
  const specification = createRequire(import.meta.url)("@asyncapi/specs/schemas/3.0.0-without-$id.json");
  const valid = new Ajv({ strict: false, validateFormats: false }).compile(specification);

  assert.ok(valid(document), JSON.stringify(valid.errors?.slice(0, 5)));
});

test("every reference leads somewhere", () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path);

  const lost = refs.filter((path) => path.split("/").reduce((at, key) => at?.[key], document) === undefined);

  assert.ok(refs.length > 50);
  assert.deepEqual(lost, []);
});

test("every command of the server is an operation, and the other way round", () => {
  const commands = found(`${ENDPOINT}/Commands.java`, /case "(\w+)" ->/g);

  const received = Object.entries(document.operations).filter(([, { action }]) => action === "receive");

  assert.deepEqual(received.map(([name]) => name).sort(), commands);
  assert.deepEqual(commands.filter((name) => !messages[`${name}Command`]), []);
});

test("every answer of the server has a message", () => {
  const answers = ["Access", "Answers", "Commands", "SubscribeCommand", "RangeCommand"]
    .flatMap((name) => found(`${ENDPOINT}/${name}.java`, /\banswer\("(\w+)", id\)/g));
  const said = ["welcome", ...answers].map((op) => [op, kinds("op").some(([known]) => known === op)]);

  assert.ok(answers.length >= 9, answers.join(" "));
  assert.deepEqual(said.filter(([, known]) => !known), []);
});

test("every type of the JSON twin is in the data message, and the other way round", () => {
  const types = new Set(found(`${ENDPOINT}/JsonTwin.java`, /(?:-> |name\("type"\)\.string\()"(\w+)"/g));

  assert.deepEqual(kinds("type").map(([type]) => type).sort(), [...types].sort());
  assert.equal(schemas.Data.items.oneOf.length, types.size);
});

test("error codes, close codes and names of sets are those of the code", () => {
  const codes = (/** @type {string} */ path) => found(path, /^ {4}[A-Z0-9_]+\((\d+), "/gm).map(Number);
  const names = (/** @type {string} */ set) => {
    const body = read("codecs/src/main/resources/ticktide-schema.xml").split(`name="${set}" encodingType`)[1].split(/<\/(?:set|enum)>/)[0];
    return [...body.matchAll(/name="(\w+)"/g)].map(([, name]) => name);
  };

  assert.deepEqual([...schemas.ErrorCode.enum].sort(), codes(`${ENDPOINT}/ErrorCode.java`));
  assert.deepEqual([...schemas.CloseCode.enum].sort((a, b) => a - b),
    codes("stream-server/src/main/java/io/ticktide/session/CloseReason.java").sort((a, b) => a - b));
  assert.deepEqual(schemas.Causes.items.enum, names("Cause"));
  assert.deepEqual(schemas.Flags.items.enum, names("Flags"));
  assert.deepEqual(schemas.SilentStream.properties.channel.enum, names("Channel"));
  assert.deepEqual(schemas.Status.properties.state.enum, names("TradingState"));
});

test("each message's examples fit its schema", () => {
  const wrong = Object.entries(messages).flatMap(([name, { payload, examples = [] }]) =>
    examples.flatMap((/** @type {any} */ example) => {
      const valid = validator(payload.$ref);
      return valid(example.payload) ? [] : [`${name}: ${JSON.stringify(valid.errors)}`];
    }));

  const shown = Object.values(messages).filter(({ examples }) => examples).length;
  assert.equal(shown, Object.keys(messages).length - 1, "all but the binary packet have examples");
  assert.deepEqual(wrong, []);
});

test("each JSON line of PROTOCOL.md fits a schema of its op or type", () => {
  const lines = read("codecs/PROTOCOL.md").split("\n").filter((line) => /^\{"(op|type)":/.test(line));

  const wrong = lines.filter((line) => {
    const message = JSON.parse(line);
    const name = message.op ? "op" : "type";
    return !kinds(name).some(([kind, schema]) => kind === message[name] && validator(`#/components/schemas/${schema}`)(message));
  });

  assert.ok(lines.length > 30);
  assert.deepEqual(wrong, []);
});

test("a misspelt field and a missing one do not fit", () => {
  const valid = validator("#/components/schemas/SubscribeCommand");

  assert.ok(valid({ op: "subscribe", ch: "book", sym: "X", depth: "full" }));
  assert.ok(!valid({ op: "subscribe", ch: "book", sym: "X", depht: 5 }));
  assert.ok(!valid({ op: "subscribe", sym: "X" }));
});
