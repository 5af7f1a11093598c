/**
 * Rows that a run was not fitted to, read as its model asks and bound together with its own. Outcomes are not looked at. Of what the rows
 * do not say, that is filled in which follows from what they say: the region of a county that the run knows.
 */

import { appendRows } from "../data/append-rows.ts";
import type { ColumnRequest, FactorColumn, Table, TableColumn } from "../data/table.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { canonicalName } from "../language/names.ts";
import { bind } from "../model/bind.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { requestColumns } from "../model/column-requests.ts";
import { findUse } from "../model/data-use.ts";
import { groupingFactors } from "../model/grouping-factors.ts";
import { withProductsOf } from "../model/product-columns.ts";
import type { LevelMode, NewLevels } from "../prediction/new-levels.ts";
import { groupWithoutLevels, levelsUnseen } from "../prediction/problems-rows.ts";
import { nearestName } from "../problems/nearest-name.ts";
import type { Problem } from "../problems/problem.ts";
import { composed } from "../text/composed.ts";
import { failOf, type ReadSetting } from "./bind-data.ts";
import type { BoundRun } from "./bound-run.ts";
import { type DataSource, readSource } from "./load-tables.ts";
import { rowsNotKnown } from "./problems-statistics.ts";

/** What the rows of a factor are taken to be: groups of the run, or what else may stand for one. */
export type GroupMode = "known" | LevelMode;

/** How rows are read. */
export interface NewRowsOptions {
  /** By factor; `known` where nothing is said. */
  readonly groups?: Readonly<Record<string, GroupMode>>;
  /** Labels that stand for something else than a group of the run, by factor. */
  readonly labelModes?: ReadonlyMap<string, ReadonlyMap<string, LevelMode>>;
  /** Labels that the run does not know are new groups, and no mistake. */
  readonly newLevels?: boolean;
  /** Texts of cells that stand for a missing value. */
  readonly na?: readonly string[];
  /** Rows that miss a value are left out, in place of an error. */
  readonly dropMissing?: boolean;
}

/** Rows and the run's own in one model, with what was read. */
export interface NewRows {
  /** Its `unobserved` are the rows. */
  readonly model: BoundModel;
  readonly newLevels: NewLevels;
  /** The rows as they were read, with the labels that they have in the model. */
  readonly table: Table;
  /** Warnings. */
  readonly problems: readonly Problem[];
}

/** Reads rows for a run; null are the run's own. Throws a `ProblemError` where they are at fault. */
export async function readNewRows(
  run: BoundRun,
  source: DataSource | null,
  options: NewRowsOptions,
  setting: ReadSetting,
): Promise<NewRows> {
  const { model, data } = run;
  const fail = failOf(model);
  if (source === null && data.bound.data.reduction !== undefined)
    fail([rowsNotKnown("they cannot be predicted again")]);
  const own = { table: data.tables.main, problems: [] };
  const { table, problems } = source === null ? own : await readRows(run, source, options, setting);
  if (table === null) return fail(problems);
  const placed = placeLevels(run, table, options);
  if (placed.problems.length > 0) return fail([...problems, ...placed.problems]);
  const { main, groups } = data.tables;
  const tables = {
    ...data.tables,
    main: appendRows(main, withProductsOf(placed.table, main)),
    groups: new Map(
      [...groups].map(([factor, own]) => [factor, withCopies(own, factor, placed.origins.get(factor))]),
    ),
  };
  const bound = bind(model.checked, tables, { constants: data.constants, predictLast: table.rowCount });
  if (bound.model === null) return fail([...problems, ...bound.problems]);
  return { model: bound.model, newLevels: placed.levels, table: placed.table, problems };
}

/** The columns that predictions need, of the rows or of what follows from them. */
async function readRows(
  { model, data }: BoundRun,
  source: DataSource,
  { groups = {}, na = [], dropMissing = false }: NewRowsOptions,
  setting: ReadSetting,
): Promise<{ readonly table: Table | null; readonly problems: readonly Problem[] }> {
  const { checked } = model;
  const options = { dropMissing, na, wide: null };
  const read = (requests: readonly ColumnRequest[]) =>
    readSource(source, requests, options, setting.readFile);
  const headers = namesInMemory(source) ?? (await read([])).headers;
  // What is wrong with a file that has none is told when it is read.
  if (headers === undefined) return read(requestColumns(checked, new Set()).main);
  const needed = requestColumns(checked, new Set(data.tables.groups.keys())).main.filter(
    ({ name }) => !isOnlyOutcome(checked, name),
  );
  const isThere = ({ from }: ColumnRequest): boolean => headers.includes(from);
  const absent = needed.filter((one) => !isThere(one) && one.series === undefined);
  const modes = modesByFactor(groups);
  const filled = absent.filter(
    ({ name }) =>
      isOnlyWeight(checked, name) ||
      (modes.get(canonicalName(name)) ?? "known") !== "known" ||
      finerFactor(data.bound, name, needed.filter(isThere)) !== null,
  );
  const requests = needed
    .filter((one) => !filled.includes(one))
    .map((one) => ({ ...one, mayBeMissing: false }));
  const result = await read(requests);
  if (result.table === null) return result;
  const columns = new Map(result.table.columns);
  const rows = { ...result.table, columns };
  for (const request of filled)
    columns.set(request.name, fillIn(data.bound, data.tables.main, request, rows));
  return { table: rows, problems: result.problems };
}

/** The names of the columns of data in memory; null for a file, and for what is no table. */
function namesInMemory(source: DataSource): readonly string[] | null {
  if (typeof source !== "object" || source === null) return null;
  if (!Array.isArray(source)) return Object.keys(source).map(composed);
  const names = new Set<string>();
  for (const row of source) for (const name of Object.keys(Object(row))) names.add(composed(name));
  return [...names];
}

function modesByFactor(groups: Readonly<Record<string, GroupMode>>): Map<string, GroupMode> {
  return new Map(Object.entries(groups).map(([name, mode]) => [canonicalName(name), mode]));
}

/** An outcome over the rows that is nothing else besides. */
export function isOnlyOutcome(checked: CheckedModel, name: string): boolean {
  const isOutcome = checked.statements.some(
    (one) => one.kind === "likelihood" && one.per === null && one.columns.includes(name),
  );
  return isOutcome && findUse(checked, name) === null;
}

/** A column that says how many rows a row stands for, and nothing else. */
export function isOnlyWeight(checked: CheckedModel, name: string): boolean {
  const weights = checked.statements.flatMap((one) => (one.kind === "likelihood" ? [one.weight] : []));
  if (!weights.some((weight) => weight?.kind === "column" && weight.name === name)) return false;
  const statements = checked.statements.map((one) =>
    one.kind === "likelihood" ? { ...one, weight: null } : one,
  );
  return findUse({ ...checked, statements }, name) === null;
}

/** A factor among the columns that are there whose levels know the column's value: their own, or that of the plate that it is. */
function finerFactor(bound: BoundModel, name: string, there: readonly ColumnRequest[]): string | null {
  const { domains, columns, checked } = bound;
  const per = checked.columns.find((one) => one.name === name)?.per ?? null;
  const target = per ?? name;
  const finer = there.find(
    ({ name: factor }) =>
      domains.hasPlate(factor) &&
      domains.hasPlate(target) &&
      (factor === target ? per !== null : domains.mapTo(domains.ofPlates([factor]), [target]) !== null),
  );
  if (finer === undefined) return null;
  return per === null || columns.has(name) ? finer.name : null;
}

/** A column that rows lack: ones for a weight, no level yet for a factor, otherwise what its group in the run has. */
function fillIn(bound: BoundModel, main: Table, request: ColumnRequest, rows: Table): TableColumn {
  const { name, from } = request;
  const own = main.columns.get(name);
  const { rowCount } = rows;
  const finer = finerFactor(
    bound,
    name,
    [...rows.columns.keys()].map((one) => ({ ...request, name: one })),
  );
  const rowOf = finer === null ? null : firstRows(main, finer, rows);
  if (own?.kind === "factor" || request.type === "factor") {
    const levels = own?.kind === "factor" ? own.levels : [];
    const codes = Int32Array.from({ length: rowCount }, (_, i) => {
      const row = rowOf?.[i] ?? -1;
      return row < 0 || own?.kind !== "factor" ? -1 : own.codes[row]!;
    });
    return { kind: "factor", name, from, codes, levels, missing: 0 };
  }
  const values = Float64Array.from({ length: rowCount }, (_, i) => {
    if (rowOf === null) return 1;
    return rowOf[i]! < 0 || own?.kind !== "numeric" ? Number.NaN : own.values[rowOf[i]!]!;
  });
  return { kind: "numeric", name, from, values, missing: values.filter(Number.isNaN).length };
}

/** For each row the first row of the run with the same level of a factor; -1 where there is none. */
function firstRows(main: Table, factor: string, rows: Table): Int32Array {
  const [own, given] = [main.columns.get(factor), rows.columns.get(factor)];
  if (own?.kind !== "factor" || given?.kind !== "factor") return new Int32Array(rows.rowCount).fill(-1);
  const first = new Map<string, number>();
  own.codes.forEach((code, row) => {
    const label = own.levels[code];
    if (label !== undefined && !first.has(label)) first.set(label, row);
  });
  return given.codes.map((code) => first.get(given.levels[code] ?? "") ?? -1);
}

interface PlacedLevels {
  readonly table: Table;
  readonly levels: NewLevels;
  /** By factor, from which level of the run a new label was made. */
  readonly origins: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly problems: readonly Problem[];
}

/** Gives the rows the labels of what they stand for, and looks for levels that the run does not know. */
function placeLevels(
  { data }: BoundRun,
  table: Table,
  { groups = {}, newLevels = false, labelModes }: NewRowsOptions,
): PlacedLevels {
  const problems: Problem[] = [];
  const levels = new Map<string, Map<string, LevelMode>>();
  const origins = new Map<string, Map<string, string>>();
  const columns = new Map(table.columns);
  const modes = modesByFactor(groups);
  const factors = [...table.columns.values()].filter((one): one is FactorColumn => one.kind === "factor");
  const groupNames = groupingFactors(data.bound.checked);
  const grouping = factors.filter(({ name }) => groupNames.has(name));
  for (const name of Object.keys(groups)) {
    if (grouping.some((one) => canonicalName(one.name) === canonicalName(name))) continue;
    problems.push(
      groupWithoutLevels(
        name,
        grouping.map((one) => one.name),
      ),
    );
  }
  for (const factor of factors) {
    const { name } = factor;
    const known = new Set(runLevels(data.bound, data.tables.main, name));
    const isGrouping = grouping.includes(factor);
    const mode = isGrouping ? (modes.get(canonicalName(name)) ?? "known") : "known";
    const own = new Map<string, LevelMode>();
    if (mode !== "known") {
      const renamed = rename(factor, mode, known);
      columns.set(name, renamed.column);
      for (const label of renamed.column.levels) own.set(label, mode);
      origins.set(name, renamed.origins);
    } else {
      const standing = labelModes?.get(name);
      const others = usedLevels(factor).filter((label) => !known.has(label));
      const unseen = others.filter((label) => standing?.has(label) !== true);
      for (const label of others) own.set(label, standing?.get(label) ?? "new");
      if (unseen.length > 0 && !(newLevels && isGrouping))
        problems.push(levelsUnseen(name, unseen, nearestName(unseen[0]!, [...known]), isGrouping));
    }
    levels.set(name, own);
  }
  return { table: { ...table, columns }, levels, origins, problems };
}

function usedLevels({ codes, levels }: FactorColumn): string[] {
  const used = new Set(codes);
  return levels.filter((_, code) => used.has(code));
}

/** The levels of a factor that draws are of; of one that is only in designs those of its column. */
function runLevels({ domains }: BoundModel, main: Table, name: string): readonly string[] {
  if (domains.hasPlate(name)) return domains.labelsOf(name);
  const column = main.columns.get(name);
  return column?.kind === "factor" ? column.levels : [];
}

/** New labels: one for each that is given, or one for all. None is a level of the run. */
function rename(factor: FactorColumn, mode: LevelMode, known: ReadonlySet<string>) {
  const fresh = (label: string): string => (known.has(label) ? fresh(`${label}'`) : label);
  const origins = new Map<string, string>();
  const isOne = mode !== "new" || usedLevels(factor).length === 0;
  if (isOne) {
    const label = fresh(mode);
    const [first] = usedLevels(factor);
    if (first !== undefined) origins.set(label, first);
    const codes = new Int32Array(factor.codes.length);
    return { column: { ...factor, codes, levels: [label], missing: 0 }, origins };
  }
  const levels = factor.levels.map((label) => {
    const own = fresh(`new ${label}`);
    origins.set(own, label);
    return own;
  });
  return { column: { ...factor, levels }, origins };
}

/** The table of a group with rows for new labels, which have what those have that they were made of. */
function withCopies(table: Table, factor: string, origins: ReadonlyMap<string, string> | undefined): Table {
  const key = table.columns.get(factor);
  if (origins === undefined || origins.size === 0 || key?.kind !== "factor") return table;
  const copies = [...origins].flatMap(([label, from]) => {
    const row = key.codes.findIndex((code) => key.levels[code] === from);
    return row < 0 ? [] : [{ label, row }];
  });
  const rows = Int32Array.from(copies, ({ row }) => row);
  const columns = new Map(
    [...table.columns].map(([name, column]): [string, TableColumn] => {
      if (column.kind === "numeric")
        return [name, { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }];
      if (name !== factor) return [name, { ...column, codes: rows.map((row) => column.codes[row]!) }];
      const levels = copies.map(({ label }) => label);
      return [name, { ...column, levels, codes: rows.map((_, i) => i) }];
    }),
  );
  return {
    ...appendRows(table, { ...table, rowCount: rows.length, lines: null, columns }),
    name: table.name,
  };
}
