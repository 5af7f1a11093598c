/**
 * Options as a script gave them, before anything is made of them: from JavaScript any name may come with any value, and one that is not
 * heeded is a mistake, not a wish that is passed over. What may be given to each function is written here, ranges elsewhere.
 */

import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import { runDefaults } from "../run/options.ts";
import { badOption, noModel, unknownOption } from "../run/problems.ts";
import { optionGroups } from "../samplers/index.ts";
import { type OptionKind, positiveNumber, yesOrNo } from "../samplers/options/kinds.ts";
import { entriesOf } from "../samplers/options/option-group.ts";
import { calibrationDefaults } from "./calibrate-options.ts";
import { designDefaults } from "./design-options.ts";
import { ProblemError } from "./problem-error.ts";
import { noFittedModel } from "./problems-runs.ts";

/** What an option may be; `words` are "a number", for the message. */
interface Kind extends Pick<OptionKind<unknown>, "words"> {
  readonly accepts: (value: unknown) => boolean;
}

/** By name; a table for options that have options. */
export interface OptionTable {
  readonly [name: string]: Kind | OptionTable;
}

const number: Kind = { words: "a number", accepts: (value) => typeof value === "number" };
const text: Kind = { words: "a text", accepts: (value) => typeof value === "string" };
const callback: Kind = { words: "a function", accepts: (value) => typeof value === "function" };
const signal: Kind = {
  words: "the signal of an AbortController",
  accepts: (value) => isObject(value) && "aborted" in value && "addEventListener" in value,
};
const workers: Kind = {
  words: 'a number or "auto"',
  accepts: (value) => typeof value === "number" || value === "auto",
};
const countOrAuto: Kind = {
  words: 'a number or "auto"',
  accepts: (value) => typeof value === "number" || value === "auto",
};
const keep: Kind = { words: '"auto" or "all"', accepts: (value) => value === "auto" || value === "all" };
const numbers: Kind = {
  words: "an object of finite numbers, by name",
  accepts: (value) => isRecord(value) && Object.values(value).every((one) => Number.isFinite(one)),
};
const statedValues: Kind = {
  words: "an object of numbers and labels, by column",
  accepts: (value) =>
    isRecord(value) && Object.values(value).every((one) => typeof one === "string" || Number.isFinite(one)),
};
const texts: Kind = {
  words: "an array of texts",
  accepts: (value) => Array.isArray(value) && value.every((one) => typeof one === "string"),
};
const grids: Kind = {
  words: "a text, or an array of texts",
  accepts: (value) => text.accepts(value) || texts.accepts(value),
};
const pair: Kind = {
  words: "an array of two numbers, ascending",
  accepts: (value) => Array.isArray(value) && value.length === 2 && value[0] < value[1],
};
const twoTexts: Kind = {
  words: "an array of two texts",
  accepts: (value) => texts.accepts(value) && Array.isArray(value) && value.length === 2,
};
const numberOrNumbers: Kind = {
  words: "a number or an array of numbers",
  accepts: (value) => [value].flat().every((one) => typeof one === "number"),
};
const record: Kind = { words: "an object of tables, by factor", accepts: isRecord };
/** The readers of data say what is wrong with them. */
const table: Kind = { words: "a table", accepts: () => true };
const observer: Kind = { words: "an object", accepts: isObject };
const valuesByName: Kind = {
  words: 'an object of numbers or arrays of numbers, by name, or a text, as "σ = 2"',
  accepts: (value) =>
    typeof value === "string" ||
    (isRecord(value) && Object.values(value).every((one) => typeof one === "number" || areNumbers(one))),
};
const numberOrText: Kind = {
  words: "a number or a text",
  accepts: (value) => typeof value === "number" || typeof value === "string",
};
const someFitted: Kind = {
  words: "a fitted model, or an array of fitted models",
  accepts: (value) => [value].flat().every(isFittedModel),
};
const anyModel: Kind = { words: "a model", accepts: isModel };

function orNull({ words, accepts }: Kind): Kind {
  return { words: `${words} or null`, accepts: (value) => value === null || accepts(value) };
}

/** Of the type of each default. */
function likeDefaults(defaults: object, others: OptionTable): OptionTable {
  const entries = Object.entries(defaults).map(([name, value]): [string, Kind | OptionTable] => {
    if (name in others) return [name, others[name]!];
    return [name, typeof value === "number" ? number : typeof value === "boolean" ? yesOrNo : text];
  });
  return Object.fromEntries(entries);
}

/** As the samplers say. */
const samplerTable: OptionTable = Object.fromEntries(
  optionGroups.flatMap((group): readonly (readonly [string, Kind | OptionTable])[] => {
    const kinds = entriesOf(group).map(([name, { kind }]) => [name, kind] as const);
    return group.name === "" ? kinds : [[group.name, Object.fromEntries(kinds)]];
  }),
);

const ofRun = { until: orNull(text), workers, keep, ...samplerTable };
const runTable = likeDefaults(runDefaults, ofRun);
const dataTable = {
  data: table,
  summaryData: table,
  groups: record,
  dropMissing: yesOrNo,
  na: texts,
  wide: texts,
  query: text,
};
const someStatistics: Kind = {
  words: "an array of statistics, or of paths of files that hold some",
  accepts: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((one) => typeof one === "string" || (isObject(one) && "lines" in one && "groupedBy" in one)),
};
const statistics = { statistics: someStatistics, reduce: text };
/** Where the data of a run are that answers need. */
const runDataTable = { runData: table, runGroups: record };
const layoutTable = { design: text, sizes: table, constants: numbers };
const observerTable = { onProgress: callback, signal };
const keepTable = { out: text, checkpointSeconds: positiveNumber, force: yesOrNo };

const ofTables = { table: text, prob: number, digits: number, group: text, include: texts, exclude: texts };
const reportTable = {
  prob: number,
  digits: number,
  versus: someFitted,
  names: texts,
  onProgress: callback,
  ...runDataTable,
};
const compareTable = {
  by: text,
  group: text,
  folds: number,
  refit: countOrAuto,
  seed: number,
  runData: table,
  runGroups: record,
  onProgress: callback,
};

/** What each function may be told. */
export const optionTables = {
  fit: { ...runTable, ...dataTable, ...statistics, ...observerTable, ...keepTable, constants: numbers },
  resume: {
    draws: number,
    until: text,
    workers,
    ...dataTable,
    ...statistics,
    ...observerTable,
    ...keepTable,
  },
  statistics: { ...omit(dataTable, "summaryData"), ...omit(statistics, "reduce"), leastGroup: number },
  groupStatements: { dialect: text, table: text, dropMissing: yesOrNo, groups: texts },
  watch: {
    ...omit(runTable, "chains", "draws", "until", "workers"),
    ...dataTable,
    ...statistics,
    constants: numbers,
    chain: number,
    observer,
  },
  calibrate: {
    ...likeDefaults(calibrationDefaults, { workers }),
    ...omit(dataTable, "summaryData"),
    ...observerTable,
    constants: numbers,
    fittedModel: anyModel,
    queue: text,
  },
  simulate: {
    ...omit(dataTable, "summaryData"),
    ...layoutTable,
    truth: valuesByName,
    dropout: numberOrText,
    seed: number,
    sets: number,
  },
  priorPredictive: { ...omit(dataTable, "summaryData"), ...layoutTable, draws: number, seed: number },
  design: {
    ...likeDefaults(designDefaults, { workers }),
    ...omit(dataTable, "groups"),
    ...observerTable,
    ...{ tables: record, constants: numbers, truth: valuesByName, for: text },
    ...{ groups: numberOrNumbers, replicates: numberOrNumbers, levels: texts },
    ...{ between: texts, within: texts, told: texts },
    ...{ cost: valuesByName, budget: number, costGroup: number, costReplicate: number, queue: text },
  },
  drawAgain: { workers, ...observerTable, ...runDataTable },
  sensitivity: {
    variables: texts,
    priors: texts,
    prob: number,
    threshold: number,
    workers,
    ...observerTable,
    ...runDataTable,
  },
  sensitivityToScale: {
    from: number,
    to: number,
    points: number,
    variables: texts,
    prob: number,
    workers,
    onRefit: callback,
    ...observerTable,
    ...runDataTable,
  },
  formula: { ...omit(dataTable, "summaryData", "groups"), family: text, link: text, priors: texts },
  compare: { ...compareTable, queue: text },
  loo: { ...compareTable, queue: text },
  evidence: { seed: number, runData: table, runGroups: record },
  saveRun: { force: yesOrNo },
  compareDraws: { margin: positiveNumber, derive: texts, isWanted: callback },
  readDraws: { format: text, warmup: number, thin: number, memory: number, onProgress: callback },
  predict: {
    ...runDataTable,
    data: table,
    grid: grids,
    kind: text,
    groups: record,
    newLevels: yesOrNo,
    na: texts,
    dropMissing: yesOrNo,
    prob: number,
    seed: number,
  },
  contrast: {
    ...runDataTable,
    by: grids,
    at: grids,
    contrast: text,
    slope: text,
    over: text,
    kind: text,
    groups: record,
    equivalence: pair,
    hypotheses: texts,
    prob: number,
  },
  ppc: {
    ...runDataTable,
    statistics: texts,
    by: text,
    groups: record,
    replicates: number,
    prob: number,
    seed: number,
  },
  bayesianRSquared: { ...runDataTable, outcome: text, prob: number, seed: number },
  summary: { prob: number },
  variance: { prob: number, outcome: text },
  effects: { prob: number, group: text },
  methodsText: { to: text },
  manuscriptTable: { to: text, ...ofTables },
  wordDocument: { methods: yesOrNo, ...ofTables },
  htmlReport: reportTable,
  markdownReport: { ...reportTable, pictures: text },
  diffRuns: { names: twoTexts, ignoreSpace: yesOrNo, ignoreComments: yesOrNo },
  classical: { prob: number, outcome: text, meanOf: number },
  observedScale: { prob: number, outcome: text, at: statedValues },
  reliability: { prob: number, outcome: text, meanOf: number, at: statedValues },
  ranks: { prob: number, group: text, lowestFirst: yesOrNo, top: number },
  differences: { prob: number, group: text, against: text },
  effectsAbove: { prob: number, group: text },
} satisfies { readonly [name: string]: OptionTable };

function omit(from: OptionTable, ...names: readonly string[]): OptionTable {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !names.includes(name)));
}

/** Throws a `ProblemError` that lists what a function was told that it does not know, or that is of another kind. */
export function requireKnownOptions(name: keyof typeof optionTables, given: unknown): void {
  const problems = isRecord(given)
    ? findStrange(given, optionTables[name], "")
    : [badOption(`the options of \`${name}\` must be an object, but are ${describe(given)}`)];
  if (problems.length > 0) throw new ProblemError(problems, "", "");
}

/** Throws a `ProblemError` for what is no model: a path, or nothing. */
export function requireModel(name: string, given: unknown): void {
  if (!isModel(given)) throw new ProblemError([noModel(name, describe(given))], "", "");
}

/** Throws a `ProblemError` for what is no fitted model: a path, or nothing. */
export function requireFitted(name: string, given: unknown): void {
  if (!isFittedModel(given)) throw new ProblemError([noFittedModel(name, describe(given))], "", "");
}

/** Of each name in the order in which it was given; what is undefined is not given. */
function findStrange(given: Readonly<Record<string, unknown>>, known: OptionTable, path: string): Problem[] {
  return Object.entries(given).flatMap(([name, value]): Problem[] => {
    const place = `${path}${name}`;
    if (!Object.hasOwn(known, name))
      return [unknownOption(place, suggest(name, known, path), Object.keys(known))];
    const expected = known[name]!;
    if (value === undefined) return [];
    if (isKind(expected) && expected.accepts(value)) return [];
    if (!isKind(expected) && isRecord(value)) return findStrange(value, expected, `${place}.`);
    const words = isKind(expected) ? expected.words : "an object";
    return [badOption(`\`${place}\` must be ${words}, but is ${describe(value)}`)];
  });
}

/** The nearest; or, of an option of a sampler, where it belongs. */
function suggest(name: string, known: OptionTable, path: string): string | null {
  const below = Object.keys(known).find((one) => !isKind(known[one]!) && name in known[one]!);
  if (below !== undefined) return `${below}.${name}`;
  const nearest = nearestName(name, Object.keys(known));
  return nearest === null ? null : `${path}${nearest}`;
}

function isKind(one: Kind | OptionTable): one is Kind {
  return typeof one.accepts === "function";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function areNumbers(value: unknown): boolean {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  return isList && Array.from(value as ArrayLike<unknown>).every((one) => typeof one === "number");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && !Array.isArray(value);
}

function isFittedModel(value: unknown): boolean {
  return isObject(value) && "record" in value && "draws" in value && "summary" in value;
}

function isModel(value: unknown): boolean {
  return isObject(value) && "checked" in value && "source" in value;
}

const longestShown = 40;

/** A value in a message. */
function describe(value: unknown): string {
  if (typeof value === "string") {
    const shown = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
    return `the text ${JSON.stringify(shown)}`;
  }
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "a list";
  return isObject(value) ? "an object" : String(value);
}
