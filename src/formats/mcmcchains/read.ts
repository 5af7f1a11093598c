/**
 * MCMCChains JSON: `size` is iterations × parameters × chains, and `value_flat` the values of such an array with the first index fastest
 * (MCMCChains.jl, ext/MCMCChainsJSONExt.jl). `name_map` says which parameters are the sampler's own (`internals`).
 */

import type { StatisticName, Variable } from "../../posterior/draws.ts";
import { sourceOf } from "../../posterior/draws-source.ts";
import type { Problem } from "../../problems/problem.ts";
import { rankOf, statisticNamed } from "../arviz/statistics.ts";
import { joinChains, type ReadChain } from "../chains.ts";
import { noFacts, type ReadOptions, type ReadResult, type SamplingFacts } from "../format.ts";
import type { InputFile } from "../input-file.ts";
import { membersOf, readJson } from "../json/read.ts";
import { isArray, isObject, type JsonObject, numbersOf, textsOf } from "../json/value.ts";
import { drawsUnreadable, noDraws, variablesDiffer, warmupTooLong } from "../problems.ts";
import { jsonCut, jsonFaulty, noMcmcChains } from "../problems-arviz.ts";
import { variableNamed } from "../variable-names.ts";

/** What such a file has. */
export const mcmcChainsKeys: readonly string[] = [
  "size",
  "value_flat",
  "iterations",
  "parameters",
  "chains",
  "logevidence",
  "name_map",
  "info",
];

/** A file as it was read. */
interface ReadFile {
  readonly name: string;
  /** All names, of parameters and of the sampler's values. */
  readonly names: readonly string[];
  readonly internals: ReadonlySet<string>;
  readonly iterationCount: number;
  readonly chainCount: number;
  readonly values: Float64Array;
  readonly facts: SamplingFacts;
}

/** The contract of formats. */
export async function readMcmcChains(files: readonly InputFile[], options: ReadOptions): Promise<ReadResult> {
  const problems: Problem[] = [];
  const read: ReadFile[] = [];
  for (const file of files) {
    try {
      const one = await readFile(file, options, problems);
      if (one !== null) read.push(one);
    } catch (error) {
      problems.push(drawsUnreadable(file.name, error instanceof Error ? error.message : String(error)));
    }
  }
  problems.push(...differencesOf(read), ...emptyOnes(read, options));
  if (problems.some(({ severity }) => severity === "error")) return { received: null, problems };
  const [first] = read;
  const columns = sortNames(first!);
  const chains = read.flatMap((file) => chainsOf(file, columns, options, read.length > 1));
  const { draws, problems: joined } = joinChains(
    columns.variables.map(({ variable }) => variable),
    chains,
  );
  problems.push(...joined);
  const received = {
    format: "mcmcchains",
    program: { name: "Turing" as const, version: null },
    source: sourceOf(draws),
    sampling: first!.facts,
    groups: {},
    observed: {},
  };
  return { received, problems };
}

/** Null where there is nothing to be read, which is told. */
async function readFile(
  file: InputFile,
  { onProgress }: ReadOptions,
  problems: Problem[],
): Promise<ReadFile | null> {
  const { value, fault } = await readJson(file.pieces(), (bytes) => onProgress?.(bytes, file.size));
  if (!isObject(value)) {
    if (fault === null) problems.push(noMcmcChains(file.name, "an object was expected"));
    else
      problems.push(
        fault.found === null && value === undefined ? noDraws(file.name) : jsonFaulty(file.name, fault),
      );
    return null;
  }
  const made = fileOf(file.name, value);
  if (typeof made === "string") {
    problems.push(fault === null ? noMcmcChains(file.name, made) : jsonFaulty(file.name, fault));
    return null;
  }
  const stated = chainCountIn(value);
  if (fault !== null || (made.iterationCount > 0 && made.chainCount < stated)) {
    problems.push(
      jsonCut(file.name, fault?.line ?? 1, `${made.chainCount} of its ${stated} chains are read`),
    );
  }
  return made;
}

function chainCountIn(root: JsonObject): number {
  return numbersOf(root.get("size"))?.[2] ?? 0;
}

/** What an object says, or what is wrong with it. */
function fileOf(name: string, root: JsonObject): ReadFile | string {
  const size = numbersOf(root.get("size"));
  const names = textsOf(root.get("parameters"));
  const flat = root.get("value_flat");
  if (size === null || size.length !== 3 || !size.every((one) => Number.isSafeInteger(one) && one >= 0))
    return "`size` of three whole numbers was expected";
  const [iterationCount, nameCount, stated] = size as unknown as [number, number, number];
  if (names.length !== nameCount)
    return `\`parameters\` has ${names.length} names where \`size\` says ${nameCount}`;
  if (new Set(names).size < names.length) return "`parameters` has a name twice";
  if (!isArray(flat) || flat.numbers === null || flat.hasObjects || flat.shape.length !== 1)
    return "`value_flat` of numbers was expected";
  const inChain = iterationCount * nameCount;
  const chainCount = inChain === 0 ? 0 : Math.min(stated, Math.floor(flat.numbers.length / inChain));
  if (flat.isWhole && flat.numbers.length !== inChain * stated)
    return `\`value_flat\` has ${flat.numbers.length} numbers where \`size\` says ${inChain * stated}`;
  if (!flat.isWhole && chainCount === 0) return "`value_flat` has no whole chain";
  const map = membersOf(root.get("name_map"));
  return {
    name,
    names,
    internals: new Set(textsOf(map.get("internals"))),
    iterationCount,
    chainCount,
    values: flat.numbers,
    facts: factsOf(root),
  };
}

function factsOf(root: JsonObject): SamplingFacts {
  const info = membersOf(root.get("info"));
  const iterations = numbersOf(root.get("iterations"));
  const step = iterations !== null && iterations.length > 1 ? iterations[1]! - iterations[0]! : null;
  const [start, stop] = ["start_time", "stop_time"].map((key) => {
    const time = info.get(key);
    return typeof time === "number" ? time : (numbersOf(time)?.[0] ?? null);
  });
  const model = info.get("model_name");
  return {
    ...noFacts,
    thin: step !== null && Number.isInteger(step) && step > 0 ? step : null,
    totalSeconds: start != null && stop != null && stop >= start ? stop - start : null,
    model: typeof model === "string" ? model : null,
  };
}

function differencesOf(read: readonly ReadFile[]): Problem[] {
  const [first, ...others] = read;
  return others.flatMap(({ name, names }) => {
    const [known, own] = [new Set(first!.names), new Set(names)];
    const missing = first!.names.filter((one) => !own.has(one));
    const added = names.filter((one) => !known.has(one));
    return missing.length + added.length === 0 ? [] : [variablesDiffer(name, missing, added)];
  });
}

function emptyOnes(read: readonly ReadFile[], { warmup }: ReadOptions): Problem[] {
  return read.flatMap(({ name, iterationCount, chainCount }) => {
    if (iterationCount === 0 || chainCount === 0) return [noDraws(name)];
    return (warmup ?? 0) >= iterationCount ? [warmupTooLong(warmup!, iterationCount)] : [];
  });
}

interface Columns {
  readonly variables: readonly { readonly name: string; readonly variable: Variable }[];
  readonly statistics: readonly { readonly name: string; readonly statistic: StatisticName }[];
}

/** Parameters, and of the sampler's own values those that are known; `lp` is both, as in Stan's tables, where it is a parameter. */
function sortNames({ names, internals }: ReadFile): Columns {
  const best = new Map<StatisticName, string>();
  for (const name of names) {
    const statistic = internals.has(name) ? statisticNamed(name) : undefined;
    if (statistic === undefined) continue;
    const known = best.get(statistic);
    if (known === undefined || rankOf(name) < rankOf(known)) best.set(statistic, name);
  }
  return {
    variables: names
      .filter((name) => !internals.has(name))
      .map((name) => ({ name, variable: name.endsWith("]") ? variableNamed(name) : plainVariable(name) })),
    statistics: [...best].map(([statistic, name]) => ({ name, statistic })),
  };
}

function plainVariable(name: string): Variable {
  return { name, quantity: name, levels: [], isHidden: false, isConstant: false };
}

function chainsOf(
  file: ReadFile,
  columns: Columns,
  { warmup, thin }: ReadOptions,
  areSeveral: boolean,
): ReadChain[] {
  const { names, iterationCount, chainCount, values } = file;
  const places = new Map(names.map((name, place) => [name, place]));
  const first = warmup ?? 0;
  const column = (name: string, chain: number): Float64Array => {
    const start = (chain * names.length + places.get(name)!) * iterationCount;
    const whole = values.subarray(start + first, start + iterationCount);
    return thin === 1 ? whole : whole.filter((_, k) => k % thin === 0);
  };
  return Array.from({ length: chainCount }, (_, c) => ({
    name: areSeveral ? `${file.name}, chain ${c + 1}` : `chain ${c + 1}`,
    values: columns.variables.map(({ name }) => column(name, c)),
    statistics: Object.fromEntries(
      columns.statistics.map(({ name, statistic }) => [statistic, column(name, c)]),
    ),
  }));
}
