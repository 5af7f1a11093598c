/** From the text of a model and rows to groups, and to the model bound to what stands for the rows. */

import { type ColumnData, tableFromColumns } from "../../src/data/from-memory.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import type { CheckedModel } from "../../src/language/checked-model.ts";
import { readModelText } from "../../src/language/index.ts";
import type { BindResult } from "../../src/model/bind.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import type { ExactGroups } from "../../src/reduction/exact-groups.ts";
import { reduceModel } from "../../src/reduction/reduce-model.ts";
import { RowReducer } from "../../src/reduction/reduce-rows.ts";
import { reducedTable } from "../../src/reduction/reduced-table.ts";
import type { Reduction } from "../../src/reduction/reduction.ts";
import { roundGroups } from "../../src/reduction/round-groups.ts";
import { describeProblems } from "../density/harness.ts";

export interface Reduced {
  readonly model: CheckedModel;
  readonly reduction: Reduction;
  readonly groups: ExactGroups;
}

/** The groups of rows. */
export function reduceText(text: string, columns: ColumnData): Reduced {
  const { model, problems } = readModelText(text, "test.model");
  if (model === null) throw new Error(describeProblems(problems));
  const requests = requestColumns(model, new Set());
  const reduction = reduceModel(model, requests);
  if ("code" in reduction) throw new Error(reduction.message);
  const reducer = new RowReducer(reduction);
  const result = tableFromColumns(columns, requests.main, {
    dropMissing: false,
    takePiece: (piece) => reducer.take(piece),
  });
  const faults = [...result.problems, ...reducer.problems("<data>")];
  if (result.table === null || faults.length > 0) throw new Error(describeProblems(faults));
  reducer.groups.rowsRead = result.table.rowsRead;
  return { model, reduction, groups: reducer.groups };
}

/** The model with what stands for the rows. */
export function bindGroups({ model, reduction, groups }: Reduced): Pick<BindResult, "model" | "problems"> {
  const { table, problems } = reducedTable(model, reduction, roundGroups(groups), "<statistics>");
  if (table === null) throw new Error(describeProblems(problems));
  return bindModel(model, { main: table, groups: new Map() });
}

/** Some rows of columns. */
export function rowsOf(columns: ColumnData, rows: readonly number[]): ColumnData {
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [name, rows.map((row) => values[row])]),
  );
}
