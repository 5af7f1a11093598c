/**
 * Data sets that are simulated from a model, wherever that runs: rows, given values and a seed in; tables and the truth that they were
 * made from out.
 */

import { failOf, type ReadSetting } from "../api/bind-data.ts";
import type { Model } from "../api/model.ts";
import type { MemoryValue } from "../data/from-memory.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { findBrokenBounds } from "../model/data-checks.ts";
import { isBinaryOutcome } from "../model/two-labels.ts";
import { createDrawStreams, createRandomStream } from "../numeric/random-stream.ts";
import { type FixedValues, fixValues } from "../prediction/fixed-values.ts";
import { GenerativeModel } from "../prediction/simulate.ts";
import type { Problem } from "../problems/problem.ts";
import { badOption } from "../run/problems.ts";
import { type KeepRows, parseDropout, rowsKept } from "./dropout.ts";
import { type BoundLayout, bindLayout } from "./layout.ts";
import { findSettingFaults, type SimulateOptions, simulationDefaults } from "./settings.ts";
import { parseTruth } from "./truth-words.ts";

/** What a data set was made from: numbers by name, as `σ_b`, `b[A]`, `Ω[a,b]`. */
export interface Truth {
  readonly parameters: Readonly<Record<string, number>>;
  /** Values that the model defines. */
  readonly derived: Readonly<Record<string, number>>;
}

/** A data set. */
export interface SimulatedSet {
  /** From 1. */
  readonly number: number;
  /** By header: numbers, labels, and null for what is missing. All columns of the rows that were given, with the outcomes. */
  readonly data: Readonly<Record<string, readonly MemoryValue[]>>;
  readonly truth: Truth;
  /** Rows that dropped out. */
  readonly rowsDropped: number;
  /** Data sets that were drawn before it, and had outcomes that are not finite. */
  readonly rejected: number;
  /** Bounds of outcomes, as `real > 0`, that values break: nothing but their distribution is heeded. */
  readonly brokenBounds: readonly BrokenBounds[];
}

/** Values that break a bound. */
export interface BrokenBounds {
  readonly outcome: string;
  /** As `> 0`. */
  readonly rule: string;
  readonly count: number;
}

/** Where the values of a parameter came from. */
export interface ParameterSource {
  readonly parameter: string;
  readonly from: "given" | "drawn" | "partly given";
}

/** What all sets have in common. */
export interface SimulationHead {
  /** In the order of the columns. */
  readonly headers: readonly string[];
  readonly outcomes: readonly string[];
  readonly sources: readonly ParameterSource[];
  readonly seed: number;
  /** Warnings of model and data. */
  readonly problems: readonly Problem[];
}

/** Data sets with what they have in common. */
export interface Simulated extends SimulationHead {
  readonly sets: readonly SimulatedSet[];
}

/** Throws a `ProblemError` if model, data or options are at fault. */
export async function simulateModel(
  model: Model,
  options: SimulateOptions,
  setting: ReadSetting,
): Promise<Simulated> {
  const { head, simulateSet } = await prepareSimulation(model, options, setting);
  const { sets = simulationDefaults.sets } = options;
  return { ...head, sets: Array.from({ length: sets }, (_, i) => simulateSet(i + 1)) };
}

/** Data sets one by one, for those who write them as they come. */
export interface PreparedSimulation {
  readonly head: SimulationHead;
  /** Throws a `ProblemError` where none can be drawn. */
  readonly simulateSet: (number: number) => SimulatedSet;
}

/** Throws a `ProblemError` if model, data or options are at fault. */
export async function prepareSimulation(
  model: Model,
  options: SimulateOptions,
  setting: ReadSetting,
): Promise<PreparedSimulation> {
  const fail = failOf(model);
  const { seed = simulationDefaults.seed, sets, truth, dropout = 0 } = options;
  const faults = findSettingFaults({ seed, sets });
  if (faults.length > 0) fail(faults.map(badOption));
  const { given, problems: unclear } =
    typeof truth === "string" ? parseTruth(truth) : { given: truth ?? {}, problems: [] };
  const left = parseDropout(dropout);
  const words = [...unclear, ...left.problems];
  if (words.length > 0) fail(words);
  const layout = await bindLayout(model, options, setting, false);
  const { fixed, problems: misfits } = fixValues(layout.bound, given);
  if (misfits.length > 0) fail(misfits);
  const { generative, problems } = GenerativeModel.of(layout.bound, { fixed });
  if (generative === null) return fail(problems);
  const outcomes = generative.outcomeNames.map((name) => headerOf(layout.bound, name));
  const headers = [...new Set([...layout.columns.keys(), ...outcomes])];
  const keep = rowsKept(left.dropout!, {
    columns: layout.columns,
    factors: model.checked.columns
      .filter(({ type, per }) => type === "factor" && per === null)
      .map(({ from }) => from)
      .filter((from) => !outcomes.includes(from)),
    rowCount: layout.bound.domains.rows.size,
  });
  if ("code" in keep) return fail([keep]);
  const made = { layout, generative, headers, keep, seed };
  return {
    head: { headers, outcomes, sources: sourcesOf(layout.bound, fixed), seed, problems: layout.problems },
    simulateSet: (number) => simulateSet(made, number, fail),
  };
}

interface Made {
  readonly layout: BoundLayout;
  readonly generative: GenerativeModel;
  readonly headers: readonly string[];
  readonly keep: KeepRows;
  readonly seed: number;
}

function simulateSet(
  { layout, generative, headers, keep, seed }: Made,
  number: number,
  fail: (problems: readonly Problem[]) => never,
): SimulatedSet {
  const { simulation, problem } = generative.simulate(createRandomStream(seed, number));
  if (simulation === null) return fail([problem]);
  const columns = new Map(layout.columns);
  for (const [name, values] of simulation.outcomes)
    columns.set(headerOf(layout.bound, name), cellsOf(layout.bound, name, values));
  // Those who leave are drawn apart, so that the values of the others do not depend on them.
  const rows = keep(createDrawStreams(seed, number)(0));
  const data = headers.map((header): [string, MemoryValue[]] => {
    const cells = columns.get(header)!;
    return [header, Array.from(rows, (row) => cells[row])];
  });
  return {
    number,
    data: Object.fromEntries(data),
    truth: truthOf(generative, simulation.draw),
    rowsDropped: layout.bound.domains.rows.size - rows.length,
    rejected: simulation.rejected,
    brokenBounds: brokenBoundsOf(layout.bound, simulation.outcomes),
  };
}

function brokenBoundsOf(bound: BoundModel, outcomes: ReadonlyMap<string, Float64Array>): BrokenBounds[] {
  return [...outcomes].flatMap(([name, values]) => {
    const declared = bound.checked.columns.find((column) => column.name === name)!;
    if (bound.columns.get(name)!.levels !== null) return [];
    return findBrokenBounds(bound, declared, values).map(({ rule, broken }) => {
      return { outcome: declared.from, rule, count: broken.length };
    });
  });
}

function headerOf({ checked }: BoundModel, name: string): string {
  return checked.columns.find((column) => column.name === name)!.from;
}

/** Simulated values for each row, as the table has them: labels of factors, of a group's outcome its value in each of its rows. */
function cellsOf(bound: BoundModel, name: string, values: Float64Array): MemoryValue[] {
  const { domain, levels } = bound.columns.get(name)!;
  const { rows } = bound.domains;
  const map = domain === rows ? null : bound.domains.mapBetween(rows, domain);
  const first = isBinaryOutcome(bound.checked, name) ? 0 : 1;
  return Array.from({ length: rows.size }, (_, row) => {
    const value = values[map === null ? row : map.indices[row]!]!;
    return levels === null ? value : levels[value - first]!;
  });
}

function truthOf({ variables, model }: GenerativeModel, draw: Float64Array): Truth {
  const entries = { parameters: [] as [string, number][], derived: [] as [string, number][] };
  variables.forEach(({ name, quantity }, i) => {
    const isParameter = model.checked.declarations.get(quantity)?.kind === "parameter";
    entries[isParameter ? "parameters" : "derived"].push([name, draw[i]!]);
  });
  return { parameters: Object.fromEntries(entries.parameters), derived: Object.fromEntries(entries.derived) };
}

function sourcesOf({ checked }: BoundModel, fixed: FixedValues): ParameterSource[] {
  return checked.statements.flatMap((one) => {
    if (one.kind !== "parameter") return [];
    const values = fixed.get(one.name) ?? new Float64Array(0);
    const drawn = values.filter(Number.isNaN).length;
    const isAll = values.length > 0 && drawn === 0;
    return [
      { parameter: one.name, from: isAll ? "given" : drawn === values.length ? "drawn" : "partly given" },
    ];
  });
}
