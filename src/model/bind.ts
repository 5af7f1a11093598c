/**
 * Binding: a checked model and its tables become a bound model. Plates get sizes and levels, nesting is read from the data, columns
 * become arrays, designs become matrices, and whatever in the data contradicts the model becomes a problem.
 */

import { productNames } from "../data/design/product-name.ts";
import { fingerprint } from "../data/fingerprint.ts";
import { type FactorColumn, rowNumber, selectRows, type Table } from "../data/table.ts";
import type { CheckedModel, Likelihood } from "../language/checked-model.ts";
import type { Problem } from "../problems/problem.ts";
import {
  type BuiltDesign,
  bindColumns,
  bindDesigns,
  boundDesigns,
  type PlacedRows,
  placeRows,
} from "./bind-rows.ts";
import type {
  BoundColumn,
  BoundModel,
  DataReport,
  MissingValues,
  OutcomeCells,
  UnobservedRows,
} from "./bound-model.ts";
import { bindCells, bindWeights, totalCount } from "./cells.ts";
import type { DataTables } from "./column-requests.ts";
import { type PlacedColumn, placeGroupColumns, rowFactors } from "./columns.ts";
import { countName, countsOf, withRowCounts } from "./counted-rows.ts";
import { checkData, checkUnobserved } from "./data-checks.ts";
import { Domains, scalarDomain } from "./domains.ts";
import { readerOf } from "./evaluate.ts";
import { findImputations, reportImputations, withGaps } from "./find-imputations.ts";
import { imputeMissing } from "./imputation.ts";
import { bindLevelTests } from "./level-tests.ts";
import { bindMatrices, withMatrixLevels } from "./matrices.ts";
import { withNewLevels } from "./new-levels.ts";
import { addGroupFactor, addPlates, type SomeRows } from "./plates.ts";
import { withPools } from "./pools.ts";
import { constantNotFinite, seriesNotRead, sizeMismatch, unknownConstant } from "./problems.ts";
import { withProductColumns } from "./product-columns.ts";
import { checkReferences } from "./references.ts";
import { checkSizes } from "./sizes.ts";
import { bindStatistics } from "./statistics.ts";
import { labelsOfOutcomes } from "./two-labels.ts";
import { type RowSplit, splitLast, splitRows } from "./unobserved-rows.ts";

export interface BindOptions {
  /** Values for constants, by name: `--set s=1`. */
  readonly constants?: Readonly<Record<string, number>>;
  /** The last rows of the main table, so many, are none that the model is fitted to: their outcomes are predicted. */
  readonly predictLast?: number;
  /** Outcomes whose values stand for others, which will be simulated: they are not looked at. */
  readonly standIns?: ReadonlySet<string>;
}

/** `model` is null if some problem is an error. */
export interface BindResult {
  readonly model: BoundModel | null;
  readonly problems: readonly Problem[];
  /** The columns of the table behind the plates, by plate. */
  readonly plateColumns: ReadonlyMap<string, FactorColumn>;
}

export function bind(model: CheckedModel, given: DataTables, options: BindOptions = {}): BindResult {
  const problems: Problem[] = [];
  const checked = withProductColumns(withRowCounts(model, given.main), given.main);
  const unread = [...checked.series.keys()].filter((name) => !given.main.columns.has(name));
  if (unread.length > 0) return { model: null, problems: [seriesNotRead(unread)], plateColumns: new Map() };
  const { table: labelled, missing: newLevels } = withNewLevels(checked, given.main);
  const tables = withMatrixLevels(checked, withPools(checked, { ...given, main: labelled }));
  const constants = bindConstants(checked, options.constants ?? {}, problems);
  const { split, rows, isWrong } = separateRows(checked, tables.main, options.predictLast ?? 0, problems);
  if (isWrong) return { model: null, problems, plateColumns: new Map() };
  const [{ domains }] = rows;
  const factors = rowFactors(tables);
  // What is predicted is no group.
  for (const { columns } of split?.outcomes ?? []) for (const column of columns) factors.delete(column);
  const plateColumns = addPlates(checked, factors, rows, problems);
  const tooLarge = checkSizes(checked, domains);
  if (tooLarge.length > 0) return { model: null, problems: [...problems, ...tooLarge], plateColumns };
  const inGroups = placeInGroups(checked, tables, plateColumns, rows, problems);
  const place = (some: SomeRows) => {
    const [own, unpooled] = [partOf(tables.main, some), partOf(labelled, some)];
    return placeRows(checked, own, unpooled, some.domains, inGroups);
  };
  const { standIns = new Set<string>() } = options;
  const layout = { checked, given, tables, constants, standIns, newLevels, split, rows, plateColumns, place };
  const bound = bindValues(layout, problems);
  return { model: hasError(problems) ? null : bound, problems, plateColumns };
}

/** A model whose plates have their levels, with what its values are bound from. */
interface Layout {
  readonly checked: CheckedModel;
  /** As it came, and with the levels that pools, matrices and missing labels add. */
  readonly given: DataTables;
  readonly tables: DataTables;
  readonly constants: ReadonlyMap<string, number>;
  readonly standIns: ReadonlySet<string>;
  readonly newLevels: readonly MissingValues[];
  readonly split: RowSplit | null;
  readonly rows: SeparateRows["rows"];
  readonly plateColumns: ReadonlyMap<string, FactorColumn>;
  /** Places the columns of some rows. */
  readonly place: (some: SomeRows) => PlacedRows;
}

/** Columns, designs, matrices and lists become arrays, and are checked; null where that makes no sense. */
function bindValues(layout: Layout, problems: Problem[]): BoundModel | null {
  const { checked, given, tables, constants, newLevels, split, rows, plateColumns, place } = layout;
  const [{ domains }] = rows;
  const own = place(rows[0]);
  const { imputations, faults } = findImputations(checked, own.placed, own.table);
  problems.push(...faults);
  if (faults.length > 0) return null;
  const imputed = new Set(imputations.map(({ column }) => column.name));
  const columns = bindColumns(own, problems, (name) => !imputed.has(name));
  const counts = countsOf(own.table);
  if (counts !== null)
    columns.set(countName, { name: countName, domain: domains.rows, values: counts, levels: null });
  bindLevelTests(checked, domains, columns, problems);
  const summarized = bindCells(checked, own.table, problems);
  const known = { constants: new Map(constants), columns, domains };
  bindStatistics({ checked, ...known, columns: withGaps(columns, imputations), counts }, problems);
  const cells = summarized ?? bindWeights(checked, known, own.table, problems);
  const built = bindDesigns(own, cells, null, problems);
  const matrices = bindMatrices(checked, tables, domains, problems);
  bindLevelTests(checked, domains, columns, problems);
  bindLists(checked, domains, known.constants, columns, problems);
  const others = [...newLevels, ...reportImputations(imputations)];
  const data = report(checked, given, plateColumns, domains, columns, summarized, split, others);
  const designs = boundDesigns(built);
  const bare: BoundModel = { checked, ...known, designs, matrices, cells, unobserved: null, data };
  const alone = hasError(problems) ? bare : imputeMissing(bare, imputations, rows, problems);
  const unobserved = split && bindUnobserved(alone, place(rows[1]!), split, built, problems);
  const model = { ...alone, unobserved };
  if (!hasError(problems)) problems.push(...checkReferences(model));
  if (!hasError(problems)) problems.push(...checkData(model, { main: own.table }, layout.standIns));
  return model;
}

/** The rows that a model is fitted to, and those without outcomes if there are any, as domains of one model. */
interface SeparateRows {
  /** Whether something is wrong with them, which was told. */
  readonly isWrong: boolean;
  readonly split: RowSplit | null;
  readonly rows: readonly [SomeRows, ...SomeRows[]];
}

function separateRows(
  checked: CheckedModel,
  table: Table,
  predictLast: number,
  problems: Problem[],
): SeparateRows {
  const told = problems.length;
  const split =
    predictLast > 0 ? splitLast(checked, table, predictLast, problems) : splitRows(checked, table, problems);
  const isWrong = problems.length > told;
  if (split === null)
    return { split, isWrong, rows: [{ domains: new Domains(table.rowCount), indices: null }] };
  const { observed, missing } = split;
  const domains = new Domains(observed.length);
  const others = { domains: new Domains(missing.length, domains), indices: missing };
  return { split, isWrong, rows: [{ domains, indices: observed }, others] };
}

function partOf(table: Table, { indices }: SomeRows): Table {
  return indices === null ? table : selectRows(table, indices);
}

/** Rows without outcomes, with what the model has over them; checked where `problems` has no error so far. */
function bindUnobserved(
  model: BoundModel,
  rows: PlacedRows,
  split: RowSplit,
  built: ReadonlyMap<string, BuiltDesign>,
  problems: Problem[],
): UnobservedRows {
  const { table, domains } = rows;
  // As the model has their distributions.
  const outcomes = split.outcomes.map(
    (one) =>
      model.checked.statements.find(
        (other): other is Likelihood => other.kind === "likelihood" && other.column === one.column,
      )!,
  );
  const isOutcome = (name: string): boolean => outcomes.some(({ columns }) => columns.includes(name));
  const ofRows = model.checked.columns.filter(({ name, per }) => per === null && !isOutcome(name));
  const made = [...model.checked.series.keys(), ...productNames(table.columns)];
  const names = new Set([...ofRows.map(({ name }) => name), ...made]);
  // The observed rows have told what is missing in columns of both.
  const columns = new Map([...model.columns, ...bindColumns(rows, problems, (name) => names.has(name))]);
  for (const one of outcomes) for (const column of one.columns) columns.delete(column);
  // Comparisons with labels are made anew for these rows; labels that there are not have been told.
  for (const [name, { plate }] of model.checked.levelTests) if (plate === null) columns.delete(name);
  bindLevelTests(model.checked, domains, columns, []);
  const own = boundDesigns(bindDesigns(rows, null, built, problems));
  const designs = new Map([...model.designs, ...own]);
  const unobserved: UnobservedRows = {
    model: { ...model, domains, columns, designs },
    labels: Array.from({ length: table.rowCount }, (_, i) => `row ${rowNumber(table, i)}`),
    outcomes,
  };
  if (!hasError(problems)) problems.push(...checkUnobserved(unobserved, table));
  return unobserved;
}

/** Whether any of them is no warning. */
export function hasError(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

function bindConstants(
  checked: CheckedModel,
  values: Readonly<Record<string, number>>,
  problems: Problem[],
): Map<string, number> {
  const constants = new Map<string, number>();
  const names = checked.constants.map((constant) => constant.name);
  for (const name of Object.keys(values)) {
    if (!names.includes(name)) problems.push(unknownConstant(name, names));
  }
  for (const constant of checked.constants) {
    const known = { constants, columns: new Map<string, BoundColumn>(), domains: null };
    const set = Object.hasOwn(values, constant.name) ? values[constant.name] : undefined;
    const value = set ?? readerOf(constant.value, known, scalarDomain)?.(0) ?? NaN;
    if (!Number.isFinite(value)) problems.push(constantNotFinite(constant.name, value, constant.span));
    constants.set(constant.name, value);
  }
  return constants;
}

/** Columns of groups on their plates; those that are factors become plates. */
function placeInGroups(
  checked: CheckedModel,
  tables: DataTables,
  plateColumns: ReadonlyMap<string, FactorColumn>,
  rows: readonly SomeRows[],
  problems: Problem[],
): Map<string, PlacedColumn> {
  const placed = placeGroupColumns(checked, tables, plateColumns, rows[0]!.domains, problems);
  for (const [name, { column }] of placed) {
    const per = checked.columns.find((declared) => declared.name === name)?.per;
    if (column.kind === "factor" && per != null) addGroupFactor(name, column, per, plateColumns, rows);
  }
  return placed;
}

/** Lists of the model become columns over their plates. */
function bindLists(
  { lists }: CheckedModel,
  domains: Domains,
  constants: ReadonlyMap<string, number>,
  columns: Map<string, BoundColumn>,
  problems: Problem[],
): void {
  if (hasError(problems)) return;
  const known = { constants, columns: new Map<string, BoundColumn>(), domains: null };
  for (const [name, { plate, items, span }] of lists) {
    const domain = domains.ofPlates([plate]);
    if (domain.size !== items.length)
      problems.push(sizeMismatch(`the list for \`${plate}\``, domain.size, items.length, span));
    const values = Float64Array.from(items, (item) => readerOf(item, known, scalarDomain)?.(0) ?? Number.NaN);
    columns.set(name, { name, domain, values, levels: null });
  }
}

function report(
  checked: CheckedModel,
  tables: DataTables,
  plateColumns: ReadonlyMap<string, FactorColumn>,
  domains: Domains,
  columns: ReadonlyMap<string, BoundColumn>,
  cells: OutcomeCells | null,
  split: RowSplit | null,
  others: readonly MissingValues[],
): DataReport {
  const { main } = tables;
  const groups: Record<string, number> = {};
  const predicted = (split?.outcomes ?? []).map(
    ({ column }): MissingValues => ({ column, count: split!.missing.length, became: "predictions" }),
  );
  const missing = [...predicted, ...others];
  for (const [name, column] of plateColumns) {
    if (checked.plates.has(name)) groups[name] = column.levels.length;
  }
  for (const { kind, name } of checked.plates.values()) {
    if (kind === "pool") groups[name] = domains.labelsOf(name).length;
  }
  return {
    name: main.name,
    rowsRead: main.rowsRead,
    rowsUsed: main.reduction?.observations ?? split?.observed.length ?? main.rowCount,
    rowsDropped: main.rowsDropped,
    ...(main.reduction === undefined ? {} : { reduction: main.reduction }),
    ...(cells === null || main.reduction !== undefined ? {} : { observations: totalCount(cells) }),
    ...labelsOfOutcomes(checked, columns),
    ...(missing.length === 0 ? {} : { missing }),
    groups,
    fingerprint: [main, ...tables.groups.values(), ...(tables.matrices?.values() ?? [])]
      .map(fingerprint)
      .join("-"),
  };
}
