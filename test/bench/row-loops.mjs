/**
 * What a row of the generated code costs: as WebAssembly, as JavaScript, and the same text as C where gcc is installed.
 * `npm run build && node test/bench/row-loops.mjs [--json] [ROWS...]` measures nothing else.
 */

import { fileURLToPath } from "node:url";
import { compile, instantiateScript, instantiator } from "../../dist/density/compile.js";
import { examplePosition } from "./agreement.mjs";
import { compileModel } from "./compile-model.mjs";
import { describeMachine } from "./machine.mjs";
import { describeRatio, makeTable } from "./make-table.mjs";
import { findCompiler, startTwin } from "./row-loops/c-twin.mjs";
import { families, simulateRows } from "./row-loops/models.mjs";

const rounds = 41;
/** How long each has its turn. */
const turnNs = 4e6;

/** `gcc`, its version or null, and for each family and number of rows nanoseconds a row and their ratios. */
export async function benchmarkRowLoops(sizes = [50, 1000, 20_000]) {
  const gcc = findCompiler();
  const results = [];
  for (const { name, text } of families)
    for (const rows of sizes) results.push({ name, rows, ...(await measure(text, rows, gcc !== null)) });
  return { gcc, results };
}

async function measure(text, rows, hasCompiler) {
  const { bound } = compileModel(text, simulateRows(rows));
  const { recipe } = compile(bound, new Map(), "all");
  const position = examplePosition(recipe.dimension, 0);
  const target = new Float64Array(recipe.dimension);
  const here = (evaluate) => (count) => {
    const start = process.hrtime.bigint();
    let value = 0;
    for (let i = 0; i < count; i++) value = evaluate(position, target);
    return { nanoseconds: Number(process.hrtime.bigint() - start), value };
  };
  const twin = hasCompiler ? startTwin(recipe.density, position) : null;
  const subjects = [
    { name: "assembly", run: here(instantiator()(recipe.density)) },
    { name: "script", run: here(instantiateScript(recipe.density)) },
    ...(twin === null ? [] : [{ name: "c", run: twin.run }]),
  ];
  requireOneValue(subjects, await Promise.all(subjects.map(({ run }) => run(1))));
  const times = await takeTurns(subjects);
  twin?.close();
  const perRow = times.map((one) => spread(one.map((time) => time / rows)));
  const [assembly, script, c] = times;
  return {
    nsPerRow: Object.fromEntries(subjects.map(({ name }, k) => [name, perRow[k]])),
    scriptToAssembly: ratio(script, assembly),
    assemblyToC: c === undefined ? null : ratio(assembly, c),
  };
}

/** The same bits from WebAssembly and JavaScript; the C library rounds its functions in its own way. */
function requireOneValue(subjects, [{ value }, ...others]) {
  others.forEach(({ value: other }, k) => {
    const isSame = k === 0 ? Object.is(value, other) : Math.abs(value - other) <= 1e-10 * Math.abs(value);
    if (!isSame) throw new Error(`${subjects[k + 1].name} gives ${other}, WebAssembly ${value}`);
  });
}

/** Nanoseconds of one evaluation, of each subject in each round. */
async function takeTurns(subjects) {
  const counts = [];
  for (const { run } of subjects) {
    let count = 1;
    for (let attempt = 0; attempt < 3; attempt++) {
      for (count = 1; (await run(count)).nanoseconds < turnNs; ) count *= 2;
    }
    counts.push(count);
  }
  const times = subjects.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < subjects.length; turn++) {
      const k = (turn + round) % subjects.length;
      times[k].push((await subjects[k].run(counts[k])).nanoseconds / counts[k]);
    }
  }
  return times;
}

/** Median and quartiles, as least and greatest: what disturbs a round by chance makes ratios of any size. */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [least, median, greatest] = [0.25, 0.5, 0.75].map(
    (share) => sorted[Math.round(share * (rounds - 1))],
  );
  return { median, least, greatest };
}

function ratio(slower, faster) {
  const ratios = slower.map((time, round) => time / faster[round]);
  return { ...spread(ratios), fastest: Math.min(...slower) / Math.min(...faster) };
}

/** The results as a table for people. */
export function renderRowLoops({ gcc, results }) {
  const table = makeTable([
    "outcome, ns a row",
    "rows",
    "WebAssembly",
    "JavaScript",
    "C",
    "JS / Wasm",
    "Wasm / C",
  ]);
  for (const { name, rows, nsPerRow, scriptToAssembly, assemblyToC } of results) {
    const figures = ["assembly", "script", "c"].map((one) => nsPerRow[one]?.median.toFixed(1) ?? "");
    const ratios = [scriptToAssembly, assemblyToC].map((one) => (one === null ? "" : describeMiddle(one)));
    table.push([name, rows, ...figures, ...ratios]);
  }
  const compiler = gcc === null ? "gcc is not installed" : `gcc ${gcc} -O3 -march=native`;
  return `a row of the generated code (medians of ${rounds} rounds; quartiles; fastest rounds; ${compiler})\n${table}`;
}

function describeMiddle(one) {
  return `${describeRatio(one)}, ${one.fastest.toFixed(2)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2);
  const sizes = words.filter((word) => word !== "--json").map(Number);
  const measured = await benchmarkRowLoops(sizes.length > 0 ? sizes : undefined);
  const results = { machine: describeMachine(), ...measured };
  console.log(words.includes("--json") ? JSON.stringify(results, null, 2) : renderRowLoops(measured));
}
