/** A table of cells as it is read: its three columns have one of two spellings, and are asked for in each until they are found. */

import { missingColumn } from "../data/problems.ts";
import type { ColumnRequest } from "../data/table.ts";
import type { TableResult } from "../data/table-builder.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { askForCells, type CellQuestion, lackOfCells, namesOf, requestCells } from "../model/cells.ts";
import type { Problem } from "../problems/problem.ts";
import { isProblem } from "../problems/problem-kind.ts";

/** Reads the columns that are requested of a table whose place is known. */
export type TableReader = (requests: readonly ColumnRequest[]) => Promise<TableResult>;

/** A reading with one spelling. */
interface Attempt {
  readonly result: TableResult;
  /** Which of the three columns the table does not have. */
  readonly missing: readonly string[];
}

/** `rows` is what would be requested of a table of rows. */
export async function readCells(
  model: CheckedModel,
  rows: readonly ColumnRequest[],
  dropMissing: boolean,
  read: TableReader,
): Promise<TableResult> {
  const question = askForCells(model);
  if ("code" in question) return { table: null, problems: [question] };
  let nearest: Attempt | null = null;
  for (const headers of question.spellings) {
    const result = await read(requestCells(rows, question.outcome, headers, dropMissing));
    const missing = namesOf(headers).filter((header) => result.problems.some((one) => isLackOf(one, header)));
    if (missing.length === 0) return result;
    // Of spellings that lack something the one that lacks less was meant, or the later, which is shorter.
    if (nearest === null || missing.length <= nearest.missing.length) nearest = { result, missing };
  }
  return { table: null, problems: nearest === null ? [] : explain(model, question, nearest) };
}

/** One problem for the three columns, and those of the other columns. */
function explain(model: CheckedModel, question: CellQuestion, { result, missing }: Attempt): Problem[] {
  const isOther = (problem: Problem): boolean => !missing.some((header) => isLackOf(problem, header));
  const place = result.problems.find((problem) => !isOther(problem))?.place;
  const file = place?.kind === "data" ? place.file : "";
  return [lackOfCells(model, question, missing, file), ...result.problems.filter(isOther)];
}

/** Whether a problem is that the table has no column of this name. */
function isLackOf(problem: Problem, header: string): boolean {
  const { place } = problem;
  return isProblem(missingColumn, problem) && place.kind === "data" && place.column === header;
}
