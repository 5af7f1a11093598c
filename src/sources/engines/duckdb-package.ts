/**
 * The optional package `@duckdb/node-api`. It is a package in CommonJS with many files, which `require` reads in a third of the time of `import`: that parses
 * each of them once more to find its names.
 */

import { createRequire } from "node:module";

/** The package. */
export type Duckdb = typeof import("@duckdb/node-api");

const require = createRequire(import.meta.url);
let library: Duckdb | null | undefined;

/** Null where it is not installed. */
export function loadDuckdb(): Duckdb | null {
  if (library !== undefined) return library;
  try {
    library = require("@duckdb/node-api") as Duckdb;
  } catch {
    library = null;
  }
  return library;
}
