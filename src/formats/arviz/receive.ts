/** Groups of arrays, of one file or several whose chains belong together, as received draws. */

import type { StatisticName, Variable } from "../../posterior/draws.ts";
import type { DrawsSource } from "../../posterior/draws-source.ts";
import type { Problem } from "../../problems/problem.ts";
import type { GroupName, ReadOptions, ReadResult, ReceivedDraws } from "../format.ts";
import { chainsCut, noDraws, variablesDiffer, warmupTooLong } from "../problems.ts";
import { arraysLeftOut, noPosterior } from "../problems-arviz.ts";
import { type ArrayGroup, type GroupsOfFile, wholeBox } from "./arrays.ts";
import {
  asSampled,
  elementBoxes,
  readElements,
  type SampledArray,
  type TakenDraws,
  variablesOf,
} from "./elements.ts";
import { factsOf, programOf } from "./facts.ts";
import { groupNames } from "./group-names.ts";
import { rankOf, statisticNamed } from "./statistics.ts";

/** The chains of a file. */
interface Part {
  readonly name: string;
  readonly arrays: readonly SampledArray[];
  readonly variables: readonly Variable[];
  readonly chainCount: number;
  readonly drawCount: number;
  readonly taken: TakenDraws;
}

/** The draws of files, at least one; `format` is the name of theirs. */
export function receiveGroups(
  files: readonly GroupsOfFile[],
  format: string,
  options: ReadOptions,
): ReadResult {
  const problems: Problem[] = [];
  const parts = files.flatMap((file) => partOf(file, "posterior", options, problems) ?? []);
  if (parts.length < files.length) return { received: null, problems };
  problems.push(...differencesOf(parts));
  if (problems.some(({ severity }) => severity === "error")) return { received: null, problems };
  files.forEach((file, f) => {
    problems.push(...lostStatistics(file, parts[f]!));
  });
  const even = cutToShortest(parts, problems);
  const posterior = files.map(({ groups: of }) => of.get("posterior")!);
  const statistics = statisticsOf(files, even);
  const received: ReceivedDraws = {
    format,
    program: programOf(posterior[0]!),
    source: { ...sourceOfParts(even, options), statistics },
    sampling: factsOf(files),
    groups: otherGroups(files, options),
    observed: observedOf(files[0]!),
  };
  return { received, problems };
}

/** Null where there is no such group, or nothing in it, which is told if it is the posterior. */
function partOf(
  { name, groups: of }: GroupsOfFile,
  group: string,
  options: ReadOptions,
  problems: Problem[],
): Part | null {
  const found = of.get(group);
  if (found === undefined) {
    problems.push(noPosterior(name, [...of.keys()]));
    return null;
  }
  const { arrays, leftOut } = sampledArrays(found);
  const left = [...found.unreadable, ...leftOut];
  if (left.length > 0) problems.push(arraysLeftOut(name, group, left));
  const [first] = arrays;
  if (first === undefined) {
    problems.push(noDraws(name));
    return null;
  }
  const { chainCount, drawCount } = first;
  const skipped = options.warmup ?? 0;
  const count = Math.max(0, Math.ceil((drawCount - skipped) / options.thin));
  if (count === 0 || chainCount === 0) {
    problems.push(drawCount === 0 || chainCount === 0 ? noDraws(name) : warmupTooLong(skipped, drawCount));
    return null;
  }
  const variables = arrays.flatMap(variablesOf);
  const taken = { first: skipped, step: options.thin, count };
  return { name, arrays, variables, chainCount, drawCount: count, taken };
}

/** Arrays with as many chains and draws as the first that has any. */
function sampledArrays({ arrays }: ArrayGroup) {
  const leftOut: { name: string; reason: string }[] = [];
  const sampled: SampledArray[] = [];
  for (const array of arrays) {
    const one = asSampled(array);
    const first = sampled[0];
    if (one === null)
      leftOut.push({
        name: array.name,
        reason: `has no dimension \`draw\`, only ${array.dimensions.join(", ") || "one value"}`,
      });
    else if (
      first !== undefined &&
      (one.chainCount !== first.chainCount || one.drawCount !== first.drawCount)
    )
      leftOut.push({
        name: array.name,
        reason:
          `has ${one.chainCount} × ${one.drawCount} draws where ` +
          `${first.array.name} has ${first.chainCount} × ${first.drawCount}`,
      });
    else sampled.push(one);
  }
  return { arrays: sampled, leftOut };
}

function differencesOf(parts: readonly Part[]): Problem[] {
  const [first, ...others] = parts;
  const wanted = first!.variables.map(({ name }) => name);
  return others.flatMap(({ name, variables }) => {
    const has = variables.map((variable) => variable.name);
    if (has.length === wanted.length && has.every((one, v) => one === wanted[v])) return [];
    const [known, own] = [new Set(wanted), new Set(has)];
    const missing = wanted.filter((one) => !own.has(one));
    const added = has.filter((one) => !known.has(one));
    // The same names in another order are the same variables only if their order is mended, which nobody writes.
    return [variablesDiffer(name, missing, added.length + missing.length === 0 ? has.slice(0, 1) : added)];
  });
}

function cutToShortest(parts: readonly Part[], problems: Problem[]): readonly Part[] {
  const drawCount = Math.min(...parts.map((part) => part.drawCount));
  if (parts.every((part) => part.drawCount === drawCount)) return parts;
  problems.push(chainsCut(parts, drawCount));
  return parts.map((part) => ({ ...part, drawCount, taken: { ...part.taken, count: drawCount } }));
}

/** Statistics that all files have. */
function statisticsOf(files: readonly GroupsOfFile[], parts: readonly Part[]): DrawsSource["statistics"] {
  const size = parts.reduce((sum, { chainCount, drawCount }) => sum + chainCount * drawCount, 0);
  const statistics: Partial<Record<StatisticName, Float64Array>> = {};
  const ofFiles = files.map(({ groups: of }, f) => statisticArrays(of.get("sample_stats"), parts[f]!));
  for (const name of ofFiles[0]!.keys()) {
    if (!ofFiles.every((arrays) => arrays.has(name))) continue;
    const values = new Float64Array(size);
    try {
      fill(
        ofFiles.map((arrays) => arrays.get(name)!),
        parts,
        [values],
      );
    } catch {
      continue;
    }
    statistics[name] = values;
  }
  return statistics;
}

/** Statistics that are there and cannot be taken; of what is none of ours nothing is said. */
function lostStatistics({ name, groups: of }: GroupsOfFile, part: Part): Problem[] {
  const group = of.get("sample_stats");
  const { chainCount, drawCount } = part.arrays[0]!;
  const others = (group?.arrays ?? []).flatMap((array) => {
    const sampled = asSampled(array);
    if (sampled?.chainCount === chainCount && sampled.drawCount === drawCount) return [];
    const reason = `is not one value for each of ${chainCount} × ${drawCount} draws`;
    return [{ name: array.name, reason }];
  });
  const lost = [...(group?.unreadable ?? []), ...others].filter(
    (one) => statisticNamed(one.name) !== undefined,
  );
  return lost.length === 0 ? [] : [arraysLeftOut(name, "sample_stats", lost)];
}

/** By statistic the array of the surest name, of those that have one value for each transition. */
function statisticArrays(group: ArrayGroup | undefined, part: Part): Map<StatisticName, SampledArray> {
  const found = new Map<StatisticName, SampledArray>();
  const first = part.arrays[0]!;
  for (const array of group?.arrays ?? []) {
    const name = statisticNamed(array.name);
    const sampled = asSampled(array);
    if (name === undefined || sampled === null || sampled.shape.some((size) => size !== 1)) continue;
    if (sampled.chainCount !== first.chainCount || sampled.drawCount !== first.drawCount) continue;
    const known = found.get(name);
    if (known === undefined || rankOf(array.name) < rankOf(known.array.name)) found.set(name, sampled);
  }
  return found;
}

/** Elements of the arrays of all parts, the first of them if no box is given, chain behind chain. */
function fill(
  arrays: readonly SampledArray[],
  parts: readonly Part[],
  into: readonly Float64Array[],
  box = wholeBox(arrays[0]!.shape),
): void {
  let at = 0;
  parts.forEach(({ chainCount, drawCount, taken }, f) => {
    readElements(arrays[f]!, box, taken, into, at);
    at += chainCount * drawCount;
  });
}

function sourceOfParts(parts: readonly Part[], { memory }: ReadOptions): DrawsSource {
  const [first] = parts;
  const chainCount = parts.reduce((sum, part) => sum + part.chainCount, 0);
  const { drawCount, variables, arrays } = first!;
  // What is read of a box, and its elements.
  const most = Math.max(
    1,
    Math.floor(memory / (2 * 8 * chainCount * Math.max(first!.arrays[0]!.drawCount, drawCount))),
  );
  return {
    chainCount,
    drawCount,
    variables,
    statistics: {},
    async *blocks(isWanted = () => true) {
      let place = 0;
      for (const [a, { shape }] of arrays.entries()) {
        for (const box of elementBoxes(shape, most)) {
          const size = box.reduce((product, [from, to]) => product * (to - from), 1);
          const places = Array.from({ length: size }, (_, k) => place + k);
          place += size;
          const wanted = places.filter((v) => isWanted(variables[v]!));
          if (wanted.length === 0) continue;
          const values = places.map(() => new Float64Array(chainCount * drawCount));
          fill(
            parts.map((part) => part.arrays[a]!),
            parts,
            values,
            box,
          );
          yield { places: wanted, values: wanted.map((v) => values[v - places[0]!]!) };
        }
      }
    },
  };
}

/** Groups that all files have; what cannot be read of them is left out without a word, as nothing has been asked of it. */
function otherGroups(files: readonly GroupsOfFile[], options: ReadOptions): ReceivedDraws["groups"] {
  const found: Partial<Record<GroupName, DrawsSource>> = {};
  for (const [name, group] of Object.entries(groupNames) as [GroupName, string][]) {
    const ignored: Problem[] = [];
    const isOfPrior = group.startsWith("prior");
    const of = isOfPrior ? { ...options, warmup: null, thin: 1 } : options;
    const parts = files.flatMap((file) => partOf(file, group, of, ignored) ?? []);
    if (parts.length < files.length || differencesOf(parts).length > 0) continue;
    found[name] = sourceOfParts(cutToShortest(parts, ignored), options);
  }
  return found;
}

function observedOf({ groups: of }: GroupsOfFile): ReceivedDraws["observed"] {
  const observed: Record<string, { values: Float64Array; shape: readonly number[] }> = {};
  for (const array of of.get("observed_data")?.arrays ?? []) {
    try {
      observed[array.name] = { values: array.read(wholeBox(array.shape)), shape: array.shape };
    } catch {
      // Data that cannot be read are as absent ones: nothing else depends on them.
    }
  }
  return observed;
}
