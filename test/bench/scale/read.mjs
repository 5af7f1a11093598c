/** One reading of `node read.mjs FILE REAL,… FACTOR,…`, in a process of its own: seconds by the clock and of the processors, as JSON. */

import { readTable } from "../../../dist/sources/read-table.js";

const [file, reals, factors = ""] = process.argv.slice(2);
const requests = [
  [reals, "real"],
  [factors, "factor"],
].flatMap(([names, type]) =>
  names
    .split(",")
    .filter((name) => name !== "")
    .map((name) => ({ name, from: name, type, mayBeMissing: false, within: null, reference: null })),
);
const before = process.cpuUsage();
const startedAt = performance.now();
const { table } = await readTable(file, requests, { dropMissing: false });
const wallS = (performance.now() - startedAt) / 1000;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ rows: table.rowCount, wallS, processorS: (user + system) / 1e6 }));
