/**
 * Binding: a checked model and its tables become a bound model. Plates get sizes and levels, nesting is read from the data, columns
 * become arrays, designs become matrices, and whatever in the data contradicts the model becomes a problem.
 */

import { buildDesign } from "../data/design-matrix.ts";
import { fingerprint } from "../data/fingerprint.ts";
import type { FactorColumn, TableColumn } from "../data/table.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundColumn, BoundDesign, BoundModel, DataReport, OutcomeCells } from "./bound-model.ts";
import { bindCells, bindWeights, totalCount } from "./cells.ts";
import type { DataTables } from "./column-requests.ts";
import { boundColumn, type PlacedColumn, placeGroupColumns, rowFactors } from "./columns.ts";
import { checkData } from "./data-checks.ts";
import { type Domain, Domains, scalarDomain } from "./domains.ts";
import { readerOf } from "./evaluate.ts";
import { addGroupFactor, addPlates } from "./plates.ts";
import { withPools } from "./pools.ts";
import { constantNotFinite, sizeMismatch, unknownConstant } from "./problems.ts";
import { checkReferences } from "./references.ts";
import { checkSizes } from "./sizes.ts";
import { bindStatistics } from "./statistics.ts";
import { isBinaryOutcome, labelsOfOutcomes } from "./two-labels.ts";

export interface BindOptions {
  /** Values for constants, by name: `--set s=1`. */
  readonly constants?: Readonly<Record<string, number>>;
}

/** `model` is null if some problem is an error. */
export interface BindResult {
  readonly model: BoundModel | null;
  readonly problems: readonly Problem[];
  /** The columns of the table behind the plates, by plate. */
  readonly plateColumns: ReadonlyMap<string, FactorColumn>;
}

export function bind(checked: CheckedModel, given: DataTables, options: BindOptions = {}): BindResult {
  const hasPools = [...checked.plates.values()].some(({ kind }) => kind === "pool");
  const tables = hasPools ? withPools(checked, given) : given;
  const problems: Problem[] = [];
  const constants = bindConstants(checked, options.constants ?? {}, problems);
  const domains = new Domains(tables.main.rowCount);
  const factors = rowFactors(tables);
  const plateColumns = addPlates(checked, factors, domains, problems);
  const tooLarge = checkSizes(checked, domains);
  if (tooLarge.length > 0) return { model: null, problems: [...problems, ...tooLarge], plateColumns };
  const placed = placeColumns(checked, tables, plateColumns, domains, problems);
  const columns = new Map<string, BoundColumn>();
  for (const declared of checked.columns) {
    const place = placed.get(declared.name);
    if (place === undefined) continue;
    const isBinary = isBinaryOutcome(checked, declared.name);
    columns.set(declared.name, boundColumn(declared, place, tables.main.name, problems, isBinary));
  }
  const summarized = bindCells(checked, tables.main, problems);
  const domainOf = (name: string): Domain => columns.get(name)?.domain ?? domains.rows;
  const known = { constants, columns, domains };
  bindStatistics({ checked, ...known }, problems);
  const cells = summarized ?? bindWeights(checked, known, domainOf, tables.main, problems);
  const designs = bindDesigns(checked, given, placed, domains, cells, problems);
  bindLists(checked, domains, constants, columns, problems);
  const data = report(checked, given, plateColumns, domains, columns, summarized);
  const model: BoundModel = { checked, constants, domains, columns, designs, cells, data };
  if (!hasError(problems)) problems.push(...checkReferences(model));
  if (!hasError(problems)) problems.push(...checkData(model, tables));
  return { model: hasError(problems) ? null : model, problems, plateColumns };
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

function placeColumns(
  checked: CheckedModel,
  tables: DataTables,
  plateColumns: ReadonlyMap<string, FactorColumn>,
  domains: Domains,
  problems: Problem[],
): Map<string, PlacedColumn> {
  const placed = placeGroupColumns(checked, tables, plateColumns, domains, problems);
  for (const [name, { column }] of placed) {
    const per = checked.columns.find((declared) => declared.name === name)?.per;
    if (column.kind === "factor" && per != null) addGroupFactor(name, column, per, plateColumns, domains);
  }
  for (const declared of checked.columns) {
    const column = tables.main.columns.get(declared.name);
    if (declared.per === null && column !== undefined) {
      placed.set(declared.name, { column, domain: domains.rows });
    }
  }
  return placed;
}

function bindDesigns(
  checked: CheckedModel,
  tables: DataTables,
  placed: ReadonlyMap<string, PlacedColumn>,
  domains: Domains,
  cells: OutcomeCells | null,
  problems: Problem[],
): Map<string, BoundDesign> {
  const designs = new Map<string, BoundDesign>();
  // A column of a pool has a column of the design for each label of its own, and none for those of other columns.
  const pooled = new Set(checked.columns.flatMap(({ name, pool }) => (pool === null ? [] : [name])));
  const ownLevels = (name: string): PlacedColumn | undefined => {
    const column = pooled.has(name) ? tables.main.columns.get(name) : undefined;
    return column === undefined ? placed.get(name) : { column, domain: domains.rows };
  };
  for (const plate of checked.plates.values()) {
    if (plate.kind !== "design") continue;
    const domain = plate.per === null ? domains.rows : domains.ofPlates([plate.per]);
    const rows = {
      rowCount: domain.size,
      lookup: (name: string) => seenFrom(ownLevels(name), domain, domains),
      known: checked.columns.map((column) => column.name),
      name: tables.main.name,
      get lines() {
        return plate.per === null ? tables.main.lines : null;
      },
      counts: plate.per === null ? (cells?.counts ?? null) : null,
    };
    const result = buildDesign(plate.formula, rows);
    problems.push(...result.problems);
    if (result.design === null) continue;
    const { columnNames, matrix } = result.design;
    designs.set(plate.name, { name: plate.name, domain, columnNames, matrix });
    domains.addPlate(plate.name, columnNames);
  }
  return designs;
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

/** A column with one entry for each element of the domain: group-level columns are repeated along the rows. */
function seenFrom(placed: PlacedColumn | undefined, domain: Domain, domains: Domains): TableColumn | null {
  if (placed === undefined) return null;
  const { column } = placed;
  if (placed.domain === domain) return column;
  const map = domains.mapBetween(domain, placed.domain);
  if (map === null) return null;
  const { indices } = map;
  if (column.kind === "factor") return { ...column, codes: indices.map((index) => column.codes[index]!) };
  const values = new Float64Array(indices.length);
  for (let i = 0; i < values.length; i++) values[i] = column.values[indices[i]!]!;
  return { ...column, values };
}

function report(
  checked: CheckedModel,
  tables: DataTables,
  plateColumns: ReadonlyMap<string, FactorColumn>,
  domains: Domains,
  columns: ReadonlyMap<string, BoundColumn>,
  cells: OutcomeCells | null,
): DataReport {
  const { main } = tables;
  const groups: Record<string, number> = {};
  for (const [name, column] of plateColumns) {
    if (checked.plates.has(name)) groups[name] = column.levels.length;
  }
  for (const { kind, name } of checked.plates.values()) {
    if (kind === "pool") groups[name] = domains.labelsOf(name).length;
  }
  return {
    name: main.name,
    rowsRead: main.rowsRead,
    rowsUsed: main.rowCount,
    rowsDropped: main.rowsDropped,
    ...(cells === null ? {} : { observations: totalCount(cells) }),
    ...labelsOfOutcomes(checked, columns),
    groups,
    fingerprint: [main, ...tables.groups.values()].map(fingerprint).join("-"),
  };
}
