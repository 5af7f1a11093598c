/**
 * Statistics of the rows of a model in place of the rows: made of a table, put together from parts, written as a file, and given to `fit`. What
 * a model is bound to then has the bits that all rows together would have given.
 */

import { requestColumns } from "../model/column-requests.ts";
import type { Problem } from "../problems/problem.ts";
import { ExactGroups } from "../reduction/exact-groups.ts";
import { sameStatistics } from "../reduction/problems-files.ts";
import { reduceModel } from "../reduction/reduce-model.ts";
import type { Reduction } from "../reduction/reduction.ts";
import { readStatistics, statisticsLines } from "../reduction/statistics-file.ts";
import type { Model } from "./model.ts";
import { ProblemError } from "./problem-error.ts";
import { dataAndStatistics, readingOfStatistics } from "./problems-statistics.ts";

/** Reads the text of a file; a problem says why there is none. */
export type TextReader = (path: string) => Promise<string | Problem>;

/** Statistics that were made, or the paths of files that hold some. */
export type StatisticsSource = string | Statistics;

/** What the rows of a model say of its parameters, and not the rows. */
export class Statistics {
  /** For messages: of what they were made. */
  readonly name: string;
  /** What was noticed about the rows, and what the statistics tell of them. */
  readonly warnings: readonly Problem[];
  private readonly exact: ExactGroups;

  /** Made by `statistics(…)`. */
  constructor(name: string, exact: ExactGroups, warnings: readonly Problem[]) {
    this.name = name;
    this.exact = exact;
    this.warnings = warnings;
  }

  /** Rows that they are of. */
  get rows(): number {
    return this.exact.rowsRead - this.exact.rowsDropped;
  }

  /** Rows that lacked a value. */
  get rowsDropped(): number {
    return this.exact.rowsDropped;
  }

  /** Groups of rows that are equal in all of `groupedBy`. */
  get groups(): number {
    return this.exact.groupCount;
  }

  /** Rows of the smallest group; 0 where there are none. */
  get smallestGroup(): number {
    const { counts } = this.exact;
    return counts.length === 0 ? 0 : counts.reduce((least, count) => Math.min(least, count));
  }

  /** The columns that rows are grouped by, whose values the statistics hold. */
  get groupedBy(): readonly string[] {
    return this.exact.reduction.keys.map(({ request }) => request.name);
  }

  /** Why rows are grouped by each of these, a clause: "it is a factor". */
  get because(): Readonly<Record<string, string>> {
    const { keys } = this.exact.reduction;
    return Object.fromEntries(keys.map(({ request, because }) => [request.name, because]));
  }

  /** The columns of which they hold sums, sums of squares and of products in each group; none where groups are only counted. */
  get sumsOf(): readonly string[] {
    return this.exact.reduction.moments.map(({ request }) => request.name);
  }

  /** The text of a file of statistics, line by line. */
  lines(): Iterable<string> {
    return statisticsLines(this.exact);
  }

  /** The text of a file of statistics. */
  text(): string {
    return [...this.lines()].join("");
  }
}

/** The reduction of a model with tables of their own for these factors. Throws a `ProblemError` for a model that needs its rows. */
export function reductionOf(model: Model, ownTables: readonly string[]): Reduction {
  const reduction = reduceModel(model.checked, requestColumns(model.checked, new Set(ownTables)));
  if ("code" in reduction) throw problemOf(model, reduction);
  return reduction;
}

/** Other ways to give data, and how they are read. */
interface GivenBeside {
  readonly data?: unknown;
  readonly summaryData?: unknown;
  readonly dropMissing?: boolean;
  readonly na?: readonly string[];
  readonly wide?: readonly string[];
  readonly query?: string;
  readonly reduce?: string;
}

/** What was given beside statistics and is not heeded then; with `hasGroups`, words for missing values are of tables of groups. */
export function faultsBeside(
  { data, summaryData, dropMissing, na, wide, query, reduce }: GivenBeside,
  hasGroups: boolean,
): Problem[] {
  const rows = Object.entries({ "--data": data, "--summary-data": summaryData });
  const reading = Object.entries({
    "--drop-missing": hasGroups || dropMissing !== true ? undefined : true,
    "--na": hasGroups || na === undefined || na.length === 0 ? undefined : na,
    "--query": query,
    "--reduce": reduce,
    "--wide": wide === undefined || wide.length === 0 ? undefined : wide,
  });
  const [withRows, withReading] = [rows, reading].map((options) =>
    options.flatMap(([flag, value]) => (value === undefined ? [] : [flag])),
  ) as [string[], string[]];
  return [
    ...(withRows.length === 0 ? [] : [dataAndStatistics(withRows)]),
    ...(withReading.length === 0 ? [] : [readingOfStatistics(withReading)]),
  ];
}

/** Groups, and of what they were made, for messages. */
export interface Made {
  readonly exact: ExactGroups;
  readonly name: string;
}

/** The statistics of parts, put together. Throws a `ProblemError` if they are not those of a model, or one is there twice. */
export async function mergeStatistics(
  model: Model,
  reduction: Reduction,
  sources: readonly StatisticsSource[],
  readText: TextReader | undefined,
): Promise<Made> {
  const exact = new ExactGroups(reduction);
  const known = new Map<string, string>();
  for (const source of sources) {
    const name = typeof source === "string" && readText === undefined ? "<statistics>" : nameOf(source);
    const text = await textOf(source, readText);
    const groups = typeof text === "string" ? readStatistics(text, reduction, name) : text;
    if ("code" in groups) throw problemOf(model, groups);
    const print = JSON.stringify(typeof text === "string" ? text.trimEnd().slice(-40) : "");
    const same = known.get(print);
    if (same !== undefined) throw problemOf(model, sameStatistics(same, name));
    known.set(print, name);
    exact.addGroups(groups);
  }
  const name = namesOf([...known.values()]);
  const several = exact.problems(name);
  if (several.length > 0) throw new ProblemError(several, model.source, model.checked.file);
  return { exact, name };
}

function problemOf({ source, checked }: Model, problem: Problem): ProblemError {
  return new ProblemError([problem], source, checked.file);
}

/** The text of statistics; where there are no files, a text is that itself. */
async function textOf(source: StatisticsSource, readText: TextReader | undefined): Promise<string | Problem> {
  if (typeof source !== "string") return source.text();
  return readText === undefined ? source : readText(source);
}

function nameOf(source: StatisticsSource): string {
  return typeof source === "string" ? source : source.name;
}

/** `a.stats, b.stats`, and of more than three how many others. */
function namesOf(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
}
