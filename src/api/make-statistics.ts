/** Statistics of the rows of a model, made of a table as it is read, or put together from those of parts. */

import { spelledAs } from "../language/names.ts";
import type { Problem } from "../problems/problem.ts";
import type { ExactGroups } from "../reduction/exact-groups.ts";
import { groupsTooSmall } from "../reduction/problems-files.ts";
import { queryWithoutEngine } from "../sources/problems.ts";
import { composed } from "../text/composed.ts";
import { type DataOptions, failOf, type ReadSetting, requireWide } from "./bind-data.ts";
import type { DataSource } from "./load-tables.ts";
import type { Model } from "./model.ts";
import { nothingToReduce, rowsRevealed } from "./problems-statistics.ts";
import { type ReducedSource, reduceWhere } from "./reduce-source.ts";
import { faultsBeside, mergeStatistics, reductionOf, Statistics } from "./statistics.ts";

/** What statistics are made of. */
export interface StatisticsOptions extends Omit<DataOptions, "summaryData" | "reduce"> {
  /** Refuse where a group has fewer rows. */
  readonly leastGroup?: number;
}

/** How rows and files are read. */
export interface StatisticsSetting
  extends Pick<ReadSetting, "readFile" | "readGroups" | "readText" | "dataMissing"> {}

/** The statistics that a model needs of its rows. Throws a `ProblemError` if model or rows are at fault, or if the rows themselves are needed. */
export async function statisticsOfModel(
  model: Model,
  options: StatisticsOptions,
  setting: StatisticsSetting,
): Promise<Statistics> {
  const { data, statistics, leastGroup = 1 } = options;
  const fail = failOf(model);
  const reduction = reductionOf(model, Object.keys(spelledAs(options.groups ?? {}, model.checked.columns)));
  if (statistics !== undefined) {
    const faults = faultsBeside(options, false);
    if (faults.length > 0) fail(faults);
  } else if (data === undefined) fail([nothingToReduce()]);
  const { exact, problems, name } =
    statistics !== undefined
      ? { ...(await mergeStatistics(model, reduction, statistics, setting.readText)), problems: [] }
      : await reduceSource(model, options, setting);
  const small = exact.counts.filter((count) => count < leastGroup);
  const made = new Statistics(name, exact, [...problems, ...warningsOf(exact)]);
  if (small.length > 0)
    fail([groupsTooSmall(small.length, made.groups, made.smallestGroup, leastGroup, made.groupedBy)]);
  return made;
}

function warningsOf({ counts, reduction }: ExactGroups): Problem[] {
  // Of two rows the mean and the squares are the two values.
  const most = reduction.kind === "moments" ? 2 : 1;
  const small = counts.filter((count) => count <= most).length;
  return small === 0 ? [] : [rowsRevealed(small, counts.length, most)];
}

/** By an engine that has the rows, or as they are read. */
async function reduceSource(
  model: Model,
  { data, groups = {}, dropMissing = false, na = [], wide = [], query }: StatisticsOptions,
  setting: StatisticsSetting,
): Promise<ReducedSource> {
  const fail = failOf(model);
  if (query !== undefined && typeof data !== "string")
    fail([queryWithoutEngine("<data>", "data in memory are no database")]);
  const given = {
    source: data as DataSource,
    ownTables: Object.keys(spelledAs(groups, model.checked.columns)),
    reading: {
      dropMissing,
      na: na.map(composed),
      wide: wide.length > 0 ? requireWide(wide) : null,
      query: query ?? null,
    },
    mode: "always",
  } as const;
  // A model that needs its rows has been refused.
  return (await reduceWhere(model, given, setting))!;
}
