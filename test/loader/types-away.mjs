/**
 * A hook of Node's loader that takes the types away: modules stay modules of the engine, with imports that cost nothing, as they are in the
 * build. Vitest's own runner makes a function of each, and of each use of an import a property that is read.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

export async function load(url, context, nextLoad) {
  if (!/^file:.*\.ts(\?|$)/.test(url)) return nextLoad(url, context);
  const sourcefile = fileURLToPath(url);
  const { code } = await transform(await readFile(sourcefile, "utf8"), {
    loader: "ts",
    format: "esm",
    target: "es2022",
    supported: { "import-attributes": true },
    // Places in the stack of an error are those of the source.
    sourcemap: "inline",
    sourcesContent: false,
    sourcefile,
  });
  return { format: "module", shortCircuit: true, source: code };
}
