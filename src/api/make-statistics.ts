/** Statistics of the rows of a model, made of a table as it is read, or put together from those of parts. */

import type { CheckedModel } from "../language/checked-model.ts";
import { spelledAs } from "../language/names.ts";
import type { Problem } from "../problems/problem.ts";
import type { ExactGroups } from "../reduction/exact-groups.ts";
import { groupsTooSmall } from "../reduction/problems-files.ts";
import { RowReducer, TooManyGroups } from "../reduction/reduce-rows.ts";
import type { Reduction } from "../reduction/reduction.ts";
import { composed } from "../text/composed.ts";
import { type DataOptions, failOf, type ReadSetting, requireWide } from "./bind-data.ts";
import { type DataSource, type FileReader, readSource } from "./load-tables.ts";
import type { Model } from "./model.ts";
import { nothingToReduce, rowsRevealed } from "./problems-statistics.ts";
import { faultsBeside, type Made, mergeStatistics, reductionOf, Statistics } from "./statistics.ts";

/** What statistics are made of. */
export interface StatisticsOptions extends Omit<DataOptions, "summaryData"> {
  /** Refuse where a group has fewer rows. */
  readonly leastGroup?: number;
}

/** How rows and files are read. */
export interface StatisticsSetting extends Pick<ReadSetting, "readFile" | "readText" | "dataMissing"> {}

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
      : await reduceSource(model, reduction, options, setting.readFile);
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

/** The rows of a table, as they are read. */
async function reduceSource(
  model: Model,
  reduction: Reduction,
  { data, dropMissing = false, na = [], wide = [] }: StatisticsOptions,
  readFile: FileReader,
): Promise<Made & { readonly problems: readonly Problem[] }> {
  const fail = failOf(model);
  const reducer = new RowReducer(reduction);
  const requests = requestsOf(model.checked, reduction);
  const reading = { dropMissing, na: na.map(composed), wide: wide.length > 0 ? requireWide(wide) : null };
  const options = { ...reading, takePiece: reducer.take.bind(reducer) };
  const result = await readSource(data as DataSource, requests, options, readFile).catch((error: unknown) => {
    if (error instanceof TooManyGroups) return fail([error.problem]);
    throw error;
  });
  const { table } = result;
  const problems = [...result.problems, ...reducer.problems(table?.name ?? "<data>")];
  if (table === null || problems.some(({ severity }) => severity === "error")) return fail(problems);
  reducer.groups.rowsRead = table.rowsRead;
  reducer.groups.rowsDropped = table.rowsDropped;
  return { exact: reducer.groups, name: table.name, problems };
}

/** The columns of the reduction in the order of the model. */
function requestsOf({ columns }: CheckedModel, { keys, moments }: Reduction) {
  const requests = new Map([...keys, ...moments].map(({ request }) => [request.name, request]));
  return columns.flatMap(({ name }) => requests.get(name) ?? []);
}
