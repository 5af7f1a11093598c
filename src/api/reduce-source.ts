/** Groups in place of the rows of a table, where an engine can add them up or the user wants them: then rows are neither sent nor held. */

import type { ReadOptions } from "../data/table-builder.ts";
import { requestColumns } from "../model/column-requests.ts";
import type { Problem } from "../problems/problem.ts";
import type { ExactGroups } from "../reduction/exact-groups.ts";
import { reduceModel } from "../reduction/reduce-model.ts";
import { RowReducer, TooManyGroups } from "../reduction/reduce-rows.ts";
import type { Reduction } from "../reduction/reduction.ts";
import type { AnsweredGroups, EngineAnswer, GroupsWanted } from "../sources/engine-answer.ts";
import { type DataSource, type FileReader, readSource } from "./load-tables.ts";
import type { Model } from "./model.ts";
import { ProblemError } from "./problem-error.ts";

/** Whether groups stand for rows: where an engine has many of them, always, or never. */
export type ReduceMode = "auto" | "always" | "never";

/** Fewer rows are read one by one: what is asked of single rows can be told then. */
export const rowsToReduce = 100_000;

/** Asks an engine for groups; null where rows are to be read. */
export type GroupsReader = (text: string, wanted: GroupsWanted) => Promise<AnsweredGroups | null>;

/** Groups, what was noticed of their rows, and what an engine was asked. */
export interface ReducedSource {
  readonly reduction: Reduction;
  readonly exact: ExactGroups;
  readonly name: string;
  readonly problems: readonly Problem[];
  readonly answer: EngineAnswer | null;
}

export interface SourceToReduce {
  readonly source: DataSource;
  /** Factors that have tables of their own. */
  readonly ownTables: readonly string[];
  readonly reading: ReadOptions;
  readonly mode: ReduceMode;
}

/** How groups and rows are read. */
export interface ReducingSetting {
  readonly readFile: FileReader;
  readonly readGroups?: GroupsReader;
}

/** Null where rows are to be read. Throws a `ProblemError` if the rows are at fault, or if the model needs them and groups were asked for. */
export async function reduceWhere(
  model: Model,
  { source, ownTables, reading, mode }: SourceToReduce,
  { readFile, readGroups }: ReducingSetting,
): Promise<ReducedSource | null> {
  const isAsked = typeof source === "string" && readGroups !== undefined && source !== "-";
  if (mode === "never" || (mode === "auto" && !isAsked)) return null;
  const reduction = reduceModel(model.checked, requestColumns(model.checked, new Set(ownTables)));
  if ("code" in reduction) {
    if (mode === "auto") return null;
    throw new ProblemError([reduction], model.source, model.checked.file);
  }
  const leastRows = mode === "always" ? 0 : rowsToReduce;
  const requests = requestsOf(model, reduction);
  const found = isAsked
    ? await readGroups(source, { reduction, requests, options: reading, leastRows })
    : null;
  if (found !== null) {
    const { groups, problems, name, answer } = found;
    if (groups === null) throw new ProblemError(problems, model.source, model.checked.file);
    return { reduction, exact: groups, name, problems, answer };
  }
  return mode === "always" ? reduceRows(model, reduction, source, reading, readFile) : null;
}

/** The groups of the rows of a table, as they are read. Throws a `ProblemError`. */
export async function reduceRows(
  model: Model,
  reduction: Reduction,
  source: DataSource,
  reading: ReadOptions,
  readFile: FileReader,
): Promise<ReducedSource> {
  const fail = (told: readonly Problem[]): never => {
    throw new ProblemError(told, model.source, model.checked.file);
  };
  const reducer = new RowReducer(reduction);
  const options = { ...reading, takePiece: reducer.take.bind(reducer) };
  const result = await readSource(source, requestsOf(model, reduction), options, readFile).catch(
    (error: unknown) => {
      if (error instanceof TooManyGroups) return fail([error.problem]);
      throw error;
    },
  );
  const { table } = result;
  const problems = [...result.problems, ...reducer.problems(table?.name ?? "<data>")];
  if (table === null || problems.some(({ severity }) => severity === "error")) return fail(problems);
  reducer.groups.rowsRead = table.rowsRead;
  reducer.groups.rowsDropped = table.rowsDropped;
  return { reduction, exact: reducer.groups, name: table.name, problems, answer: null };
}

/** The columns of the reduction in the order of the model. */
function requestsOf({ checked: { columns } }: Model, { keys, moments }: Reduction) {
  const requests = new Map([...keys, ...moments].map(({ request }) => [request.name, request]));
  return columns.flatMap(({ name }) => requests.get(name) ?? []);
}
