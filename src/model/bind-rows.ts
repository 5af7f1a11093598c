/** What a model has over the rows of a table: columns as numbers, and designs as matrices. */

import { productNames } from "../data/design/product-name.ts";
import { buildDesign, type DesignBasis } from "../data/design-matrix.ts";
import type { Table, TableColumn } from "../data/table.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundColumn, BoundDesign, OutcomeCells } from "./bound-model.ts";
import { boundColumn, type PlacedColumn } from "./columns.ts";
import type { Domain, Domains } from "./domains.ts";
import { isBinaryOutcome } from "./two-labels.ts";

/** Rows of a table, with all columns of the model on their domains. */
export interface PlacedRows {
  readonly checked: CheckedModel;
  readonly table: Table;
  readonly domains: Domains;
  readonly placed: ReadonlyMap<string, PlacedColumn>;
  /** The same for designs: a column of a pool has the levels of its own labels, not those of other columns. */
  readonly inDesigns: ReadonlyMap<string, PlacedColumn>;
}

/** A design, and what it took from its rows. */
export interface BuiltDesign {
  readonly bound: BoundDesign;
  readonly basis: DesignBasis;
}

/**
 * Adds the columns with one value for each row to those of groups. `given` are the same rows as `table`, whose columns of a pool have the
 * levels of each other.
 */
export function placeRows(
  checked: CheckedModel,
  table: Table,
  given: Table,
  domains: Domains,
  inGroups: ReadonlyMap<string, PlacedColumn>,
): PlacedRows {
  const of = ({ columns }: Table): Map<string, PlacedColumn> => {
    const placed = new Map(inGroups);
    for (const { name, per } of checked.columns) {
      const column = columns.get(name);
      if (per === null && column !== undefined) placed.set(name, { column, domain: domains.rows });
    }
    for (const name of [...checked.series.keys(), ...productNames(columns)])
      placed.set(name, { column: columns.get(name)!, domain: domains.rows });
    return placed;
  };
  return { checked, table, domains, placed: of(table), inDesigns: of(given) };
}

/** The columns that are placed, as numbers; `isMeant` leaves out some. */
export function bindColumns(
  { checked, table, placed }: PlacedRows,
  problems: Problem[],
  isMeant: (name: string) => boolean = () => true,
): Map<string, BoundColumn> {
  const columns = new Map<string, BoundColumn>();
  const own = checked.columns.map((column) => column.name);
  for (const name of [...own, ...checked.series.keys(), ...productNames(table.columns)]) {
    const place = placed.get(name);
    if (place === undefined || !isMeant(name)) continue;
    const isBinary = isBinaryOutcome(checked, name);
    columns.set(name, boundColumn(name, place, table.name, problems, isBinary));
  }
  return columns;
}

/**
 * Designs by name. Their columns become plates; where `known` has the designs of other rows, theirs are taken, and coded as there.
 */
export function bindDesigns(
  { checked, table, domains, inDesigns }: PlacedRows,
  cells: OutcomeCells | null,
  known: ReadonlyMap<string, BuiltDesign> | null,
  problems: Problem[],
): Map<string, BuiltDesign> {
  const designs = new Map<string, BuiltDesign>();
  for (const plate of checked.plates.values()) {
    if (plate.kind !== "design" || (known !== null && plate.per !== null)) continue;
    const domain = plate.per === null ? domains.rows : domains.ofPlates([plate.per]);
    const rows = {
      rowCount: domain.size,
      lookup: (name: string) => seenFrom(inDesigns.get(name), domain, domains),
      known: checked.columns.map((column) => column.name),
      name: table.name,
      get lines() {
        return plate.per === null ? table.lines : null;
      },
      counts: plate.per === null ? (cells?.counts ?? null) : null,
    };
    const result = buildDesign(plate.formula, rows, known?.get(plate.name)?.basis ?? null);
    // Of rows that nothing is fitted to, it is no matter which columns are combinations of others.
    problems.push(...result.problems.filter(({ severity }) => known === null || severity === "error"));
    if (result.design === null) continue;
    const { columnNames, matrix, basis } = result.design;
    designs.set(plate.name, { bound: { name: plate.name, domain, columnNames, matrix }, basis });
    if (known === null) domains.addPlate(plate.name, columnNames);
  }
  return designs;
}

/** The designs alone. */
export function boundDesigns(built: ReadonlyMap<string, BuiltDesign>): Map<string, BoundDesign> {
  return new Map([...built].map(([name, { bound }]) => [name, bound]));
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
