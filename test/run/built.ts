/** The package as it was built, for what needs worker threads or a process of its own; `npm test` builds it first. */

import { fileURLToPath } from "node:url";

const dist = new URL("../../dist/", import.meta.url);

/** The entry of the command line. */
export const mainFile = fileURLToPath(new URL("cli/main.js", dist));

// The types of the build are those of its source.
export const built = (await import(new URL("index.js", dist).href)) as typeof import("../../src/index.ts");
