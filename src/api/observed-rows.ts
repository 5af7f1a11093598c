/** The outcomes that a run was fitted to, with the columns of their rows: what predictions are drawn beside. */

import type { Likelihood } from "../language/checked-model.ts";
import { baseOf } from "../language/parts.ts";
import type { ReadSetting } from "./bind-data.ts";
import { bindRun, type RunDataOptions } from "./bound-run.ts";
import type { Fitted } from "./fitted.ts";

/** An outcome of each row, NaN where it is missing, and the values of columns there. */
export interface ObservedRows {
  readonly values: Float64Array;
  readonly columns: readonly { readonly name: string; readonly values: readonly (number | string)[] }[];
}

/**
 * Of outcomes that are a column of the rows; counts of so many trials are left out, as those of rows with other numbers of trials are no
 * neighbours of a prediction. Throws a `ProblemError` where the data of the run are gone.
 */
export async function observedRows(
  fitted: Fitted,
  outcomes: readonly string[],
  columns: readonly string[],
  options: RunDataOptions,
  setting: ReadSetting,
): Promise<Map<string, ObservedRows>> {
  const { model, data } = await bindRun(fitted, options, setting);
  const { main } = data.tables;
  // What stands for rows that were reduced is none of them.
  if (main.reduction !== undefined) return new Map();
  const own = columns.flatMap((name) => {
    const column = main.columns.get(name);
    if (column === undefined) return [];
    const values =
      column.kind === "numeric"
        ? [...column.values]
        : Array.from(column.codes, (code) => column.levels[code] ?? "");
    return [{ name, values }];
  });
  const ofTrials = new Set(
    model.checked.statements.flatMap((one) =>
      one.kind === "likelihood" && isOfTrials(one) ? [...one.columns] : [],
    ),
  );
  const found = new Map<string, ObservedRows>();
  for (const outcome of outcomes) {
    const values = data.bound.columns.get(outcome)?.values;
    if (values === undefined || values.length !== main.rowCount || ofTrials.has(outcome)) continue;
    found.set(outcome, { values, columns: own });
  }
  return found;
}

function isOfTrials({ distribution }: Likelihood): boolean {
  const { name } = baseOf(distribution).distribution;
  return name.includes("binomial") && !name.includes("negative_binomial");
}
