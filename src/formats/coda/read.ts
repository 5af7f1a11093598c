/** Chains from CODA files. */

import { sourceOf } from "../../posterior/draws-source.ts";
import type { Problem } from "../../problems/problem.ts";
import { joinChains, type ReadChain } from "../chains.ts";
import { noFacts, type ReadOptions, type ReadResult } from "../format.ts";
import { allBytes, type InputFile } from "../input-file.ts";
import { drawsUnreadable, noDraws, variablesDiffer, warmupTooLong } from "../problems.ts";
import {
  cellsNotNumbers,
  codaIndexWrong,
  codaIterationsDiffer,
  codaVariablesLeftOut,
} from "../problems-tables.ts";
import { variableNamed } from "../variable-names.ts";
import { pairFiles } from "./files.ts";
import { chainLine, type IndexLine, indexLine } from "./lines.ts";

/** A chain with the variables that are whole in it, all in the same iterations. */
interface CodaChain {
  readonly file: string;
  readonly names: readonly string[];
  readonly iterations: Float64Array;
  /** By variable. */
  readonly values: readonly Float64Array[];
}

/** The contract of formats. */
export async function readCoda(files: readonly InputFile[], options: ReadOptions): Promise<ReadResult> {
  const problems: Problem[] = [];
  const chains: CodaChain[] = [];
  try {
    // Of chains with one index it is read once: a pipe cannot be read again.
    const indexes = new Map<InputFile, IndexLine[]>();
    for (const { chain: file, index } of await pairFiles(files, problems)) {
      const lines = indexes.get(index) ?? (await readIndex(index, problems));
      indexes.set(index, lines);
      const chain = await readChain(file, lines, problems, options);
      if (chain !== null) chains.push(chain);
    }
  } catch (error) {
    problems.push(drawsUnreadable(files[0]!.name, error instanceof Error ? error.message : String(error)));
  }
  const [first] = chains;
  for (const other of chains.slice(1)) problems.push(...differences(first!, other));
  const hasErrors = () => problems.some(({ severity }) => severity === "error");
  if (first === undefined && !hasErrors()) problems.push(noDraws(files[0]!.name));
  const read = chains.map((chain) => keptOf(chain, first!.names, options));
  const longest = Math.max(0, ...chains.map(({ iterations }) => iterations.length));
  if (read.some(({ values }) => (values[0]?.length ?? 0) === 0) && !hasErrors())
    problems.push(
      (options.warmup ?? 0) > 0 ? warmupTooLong(options.warmup!, longest) : noDraws(files[0]!.name),
    );
  if (first === undefined || hasErrors()) return { received: null, problems };
  const { draws, problems: told } = joinChains(first.names.map(variableNamed), read);
  const sampling = { ...noFacts, warmupLeftOut: options.warmup ?? 0, thin: stepOf(first.iterations) };
  const received = {
    format: "coda",
    program: null,
    source: sourceOf(draws),
    sampling,
    groups: {},
    observed: {},
  };
  return { received, problems: [...problems, ...told] };
}

async function readChain(
  chain: InputFile,
  lines: readonly IndexLine[],
  problems: Problem[],
  options: ReadOptions,
): Promise<CodaChain | null> {
  const rows = await readRows(chain, problems, options);
  const whole = lines.filter(({ last }) => last <= rows.values.length);
  if (whole.length === 0) {
    if (lines.length > 0) problems.push(noDraws(chain.name));
    return null;
  }
  const cut = lines.filter(({ last }) => last > rows.values.length).map(({ name }) => name);
  if (cut.length > 0) problems.push(codaVariablesLeftOut(chain.name, cut));
  return alignIterations(chain.name, whole, rows, problems);
}

async function readIndex(file: InputFile, problems: Problem[]): Promise<IndexLine[]> {
  const text = new TextDecoder().decode(await allBytes(file));
  const lines: IndexLine[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const found = indexLine(line);
    if (found === null) {
      problems.push(codaIndexWrong(file.name, i + 1, line.slice(0, 60)));
      break;
    }
    lines.push(found);
  }
  return lines;
}

interface CodaRows {
  readonly iterations: Float64Array;
  readonly values: Float64Array;
}

/** All rows of a chain, in the file's order, which the index counts by. */
async function readRows(
  file: InputFile,
  problems: Problem[],
  { onProgress }: ReadOptions,
): Promise<CodaRows> {
  const reader = new RowReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const piece of file.pieces()) {
    reader.push(decoder.decode(piece, { stream: true }));
    bytes += piece.length;
    onProgress?.(bytes, file.size);
  }
  reader.push(`${decoder.decode()}\n`);
  const { count, strange, strangeCount } = reader;
  if (strange !== null)
    problems.push(cellsNotNumbers(file.name, { ...strange, column: "value" }, strangeCount));
  return { iterations: reader.iterations.subarray(0, count), values: reader.values.subarray(0, count) };
}

class RowReader {
  iterations = new Float64Array(1024);
  values = new Float64Array(1024);
  count = 0;
  strange: { readonly place: string; readonly text: string } | null = null;
  strangeCount = 0;
  private rest = "";

  push(text: string): void {
    const all = this.rest + text;
    let start = 0;
    for (let end = all.indexOf("\n"); end >= 0; end = all.indexOf("\n", start)) {
      this.take(all.slice(start, end));
      start = end + 1;
    }
    this.rest = all.slice(start);
  }

  private take(line: string): void {
    const found = chainLine(line);
    if (found === null && line.trim() === "") return;
    if (this.count === this.values.length) {
      this.iterations = twice(this.iterations);
      this.values = twice(this.values);
    }
    const [iteration, value] = found ?? [Number.NaN, Number.NaN];
    this.iterations[this.count] = iteration;
    this.values[this.count++] = value;
    if (Number.isNaN(value) && !/\sna(n)?\s*$/i.test(line)) {
      this.strange ??= { place: `line ${this.count}`, text: line.trim().slice(0, 60) };
      this.strangeCount++;
    }
  }
}

function twice(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}

/** The variables in the iterations that all of them have. */
function alignIterations(
  file: string,
  lines: readonly IndexLine[],
  { iterations, values }: CodaRows,
  problems: Problem[],
): CodaChain {
  const names = lines.map(({ name }) => name);
  const parts = lines.map(({ first, last }) => ({
    iterations: iterations.subarray(first - 1, last),
    values: values.subarray(first - 1, last),
  }));
  const [reference] = parts;
  const other = parts.findIndex((part) => !areEqual(part.iterations, reference!.iterations));
  if (other < 0)
    return { file, names, iterations: reference!.iterations, values: parts.map((part) => part.values) };
  const shared = parts
    .slice(1)
    .map((part) => new Set(part.iterations))
    .reduce((kept, had) => kept.filter((one) => had.has(one)), [...new Set(reference!.iterations)]);
  problems.push(codaIterationsDiffer(file, names[other]!, shared.length));
  const places = (part: Float64Array) => new Map([...part.entries()].map(([i, one]) => [one, i]));
  const aligned = parts.map((part) => {
    const placeOf = places(part.iterations);
    return Float64Array.from(shared, (one) => part.values[placeOf.get(one)!]!);
  });
  return { file, names, iterations: Float64Array.from(shared), values: aligned };
}

function areEqual(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((value, i) => Object.is(value, other[i]));
}

function differences(first: CodaChain, other: CodaChain): Problem[] {
  const missing = first.names.filter((name) => !other.names.includes(name));
  const added = other.names.filter((name) => !first.names.includes(name));
  return missing.length + added.length === 0 ? [] : [variablesDiffer(other.file, missing, added)];
}

function keptOf(chain: CodaChain, names: readonly string[], { warmup, thin }: ReadOptions): ReadChain {
  const kept = (values: Float64Array) => values.slice(warmup ?? 0).filter((_, i) => i % thin === 0);
  const values = names.map((name) => kept(chain.values[chain.names.indexOf(name)] ?? new Float64Array(0)));
  return { name: chain.file, values, statistics: {} };
}

/** From one iteration to the next, if it is always the same. */
function stepOf(iterations: Float64Array): number | null {
  if (iterations.length < 2) return null;
  const step = iterations[1]! - iterations[0]!;
  for (let i = 1; i < iterations.length; i++) if (iterations[i]! - iterations[i - 1]! !== step) return null;
  return step > 0 ? step : null;
}
