import { existsSync } from "node:fs";
import { register } from "node:module";

// wire.js is generated into the codecs module and only beside the client in the jar. Tests that import the whole client
// import this first, dynamically.

const WIRE = new URL("../../../../codecs/target/classes/web/client/wire.js", import.meta.url);

/** Whether the decoder was generated. */
export const wireIsThere = existsSync(WIRE);

const HOOK = `export const resolve = (specifier, context, next) =>
  specifier.endsWith("/wire.js") ? { url: ${JSON.stringify(WIRE.href)}, shortCircuit: true } : next(specifier, context);`;

register(`data:text/javascript,${encodeURIComponent(HOOK)}`);
