/**
 * Loads a script with the code that the engine compiled of it before. The engine compiles a function when it is first called, and of a
 * short fit that is a fifth of the time. Code is taken after the command has run, so that what the command called is in it. It is taken
 * again where a command has called much that was not: so the file grows to what its user needs, in a few steps.
 */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { getHeapCodeStatistics } from "node:v8";
import { Script } from "node:vm";
import { type KeptCode, readCode, writeCode } from "./kept-code.ts";

/** Code that has grown less than this is not written again. */
const worthwhileGrowth = 1.03;

/** A script that has been run. */
export interface LoadedScript<Exported> {
  readonly exported: Exported;
  /** Keeps the code that is compiled by now, if more of it is than was kept. */
  readonly keepCode: () => void;
}

/**
 * Runs the CommonJS script at `path`, with the code of it that `file` has; null is no file. `importModule` is what it imports modules by when they
 * are asked for: a script with kept code has no `import` of its own.
 */
export function loadScript<Exported>(
  path: string,
  file: string | null,
  importModule: (name: string) => Promise<unknown>,
): LoadedScript<Exported> {
  const source = readFileSync(path);
  const kept = file === null ? null : readCode(file, source);
  // The build leaves nothing but ASCII in it, and so the engine has a byte for a character.
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname, importModule) {${source.toString("latin1")}\n})`,
    {
      filename: path,
      ...(kept && { cachedData: kept.code }),
    },
  );
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path), importModule);
  const known = script.cachedDataRejected === true ? null : kept;
  return {
    exported: module.exports as Exported,
    keepCode: () => {
      if (file !== null) keepGrown(script, source, file, known);
    },
  };
}

function keepGrown(script: Script, source: Buffer, file: string, known: KeptCode | null): void {
  const size = getHeapCodeStatistics().bytecode_and_metadata_size;
  if (known !== null && size < worthwhileGrowth * known.size) return;
  writeCode(file, source, { code: script.createCachedData(), size });
}
