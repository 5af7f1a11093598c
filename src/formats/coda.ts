/**
 * CODA files, as JAGS and OpenBUGS write them and R's coda reads them: an index, a line for each variable with the first and last row of its
 * values (`beta[1] 1 1000`), and for each chain a file of all values, one variable after another, each with the number of its iteration.
 */

import { isCoda } from "./coda/lines.ts";
import type { DrawsFormat } from "./format.ts";

export const coda: DrawsFormat = {
  name: "coda",
  title: "CODA (index and chains)",
  // Of a folder the index is taken, which finds its chains.
  extensions: ["index.txt", ".ind"],
  recognizes: ({ text, bytes }) => isCoda(text, bytes.length),
  read: async (files, options) => (await import("./coda/read.ts")).readCoda(files, options),
};
