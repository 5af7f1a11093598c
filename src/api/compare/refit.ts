/**
 * A model fitted again without some of its rows, and what it then says of these: the outcomes of the rows are taken for missing, so that
 * they keep their predictors and the levels of their groups, whose effects are drawn from their prior where no row is left.
 */

import { selectRows, type Table, type TableColumn } from "../../data/table.ts";
import type { CheckedModel } from "../../language/checked-model.ts";
import type { BoundModel } from "../../model/bound-model.ts";
import { fateOfMissing } from "../../model/data-use.ts";
import type { RunOptions } from "../../run/options.ts";
import type { RunRecord } from "../../run/run.ts";
import { bindTables } from "../bind-data.ts";
import { type FitSetting, runTask } from "../fit-setting.ts";
import type { Fitted } from "../fitted.ts";
import { ProblemError } from "../problem-error.ts";
import { likelihoodsOf, type NamedRun, observedRows } from "./observations.ts";
import { notHeldOut } from "./problems.ts";

/** A run, or what is needed of it to be fitted again. */
export interface Refittable extends Pick<NamedRun, "name" | "model" | "data"> {
  readonly fitted: { readonly record: Pick<RunRecord, "options"> };
}

/** A run without some rows, and the model over these rows alone, with their outcomes. */
export interface HeldOut {
  readonly fitted: Fitted;
  readonly model: BoundModel;
}

/** Why rows of a model cannot be held out; null if they can. */
export function refusalToHoldOut({ data }: Pick<NamedRun, "data">): string | null {
  const { checked } = data.bound;
  if (observedRows({ data }).length < 2) return "nothing would be left to fit it to";
  if (data.bound.cells !== null) return "its rows have weights, or are cells of several observations";
  for (const { column, columns, per } of likelihoodsOf(data.bound)) {
    if (per !== null) return `\`${column}\` is an outcome of groups`;
    if (columns.length > 1) return "its outcome is of several columns";
    const declared = checked.columns.find(({ name }) => name === column)!;
    if (fateOfMissing(checked, { ...declared, mayBeMissing: true }) !== "predictions")
      return `\`${column}\` is used as a predictor too`;
  }
  return null;
}

/** Fits a run's model without rows, given by their number among the observations, ascending; with the options of the run and another seed. */
export async function holdOut(
  run: Refittable,
  held: Int32Array,
  seed: number,
  setting: FitSetting,
): Promise<HeldOut> {
  const refusal = refusalToHoldOut(run);
  if (refusal !== null) throw new ProblemError([notHeldOut(run.name, refusal)], "", "");
  const { data, model, fitted } = run;
  const outcomes = likelihoodsOf(data.bound).map(({ column }) => column);
  const observed = selectRows(data.tables.main, observedRows(run));
  const main = withoutOutcomes(observed, outcomes, new Set(held));
  const checked = admitting(model.checked, outcomes);
  const known = { ...data, tables: { ...data.tables, main } };
  const { bound } = bindTables({ ...model, checked }, known, setting);
  // Held-out rows are predicted below, and not draw by draw.
  const kept = { ...data, bound: { ...bound, unobserved: null } };
  const options: RunOptions = { ...fitted.record.options, seed };
  const task = {
    model: { ...model, checked },
    data: kept,
    options,
    startedAt: performance.now(),
    earlier: null,
  };
  const again = await runTask(task, {}, { ...setting, openStore: async () => null });
  return { fitted: again, model: withOutcomes(bound.unobserved!.model, data.bound, outcomes, held) };
}

/** The model over held-out rows, which get their outcomes back. */
function withOutcomes(
  unobserved: BoundModel,
  whole: BoundModel,
  outcomes: readonly string[],
  held: Int32Array,
): BoundModel {
  const columns = new Map(unobserved.columns);
  for (const name of outcomes) {
    const own = whole.columns.get(name)!;
    const values = Float64Array.from(held, (i) => own.values[i]!);
    columns.set(name, { name, domain: unobserved.domains.rows, values, levels: own.levels });
  }
  return { ...unobserved, columns };
}

function withoutOutcomes(table: Table, outcomes: readonly string[], rows: ReadonlySet<number>): Table {
  const columns = new Map(table.columns);
  for (const name of outcomes) columns.set(name, blank(columns.get(name)!, rows));
  const { rowCount, rowsRead, rowsDropped, lines, rowNumbers } = table;
  const numbers = rowNumbers === undefined ? {} : { rowNumbers };
  return { name: table.name, rowCount, rowsRead, rowsDropped, lines, ...numbers, columns };
}

function blank(column: TableColumn, rows: ReadonlySet<number>): TableColumn {
  if (column.kind === "factor") {
    const codes = column.codes.map((code, i) => (rows.has(i) ? -1 : code));
    return { ...column, codes, missing: codes.filter((code) => code < 0).length };
  }
  const values = column.values.map((value, i) => (rows.has(i) ? Number.NaN : value));
  return { ...column, values, missing: values.filter(Number.isNaN).length };
}

/** The model with outcomes that may be missing. */
function admitting(checked: CheckedModel, outcomes: readonly string[]): CheckedModel {
  const columns = checked.columns.map((one) =>
    outcomes.includes(one.name) ? { ...one, mayBeMissing: true } : one,
  );
  return { ...checked, columns };
}
