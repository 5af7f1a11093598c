/**
 * Known covariance matrices: from a table with the labels of a plate in its first column and as its header, in any order, to the
 * lower Cholesky factor in the order of the plate's levels. Labels that no row of the data has are levels of the plate too:
 * the parents of a pedigree, of which only the offspring was measured.
 */

import type { FactorColumn, Table, TableColumn } from "../data/table.ts";
import type { CheckedModel, KnownMatrix } from "../language/checked-model.ts";
import { choleskyFactor, choleskySolve } from "../numeric/cholesky.ts";
import type { Problem } from "../problems/problem.ts";
import type { BoundMatrix } from "./bound-model.ts";
import type { DataTables } from "./column-requests.ts";
import type { Domains } from "./domains.ts";
import { withLabels } from "./pools.ts";
import {
  labelsNotInMatrix,
  labelTwiceInMatrix,
  matrixLabelsDiffer,
  matrixNotDefinite,
  matrixNotGiven,
  matrixNotSymmetric,
} from "./problems-matrices.ts";

/** Elements across the diagonal may differ by so much of the diagonal's mean, as sums in another order do. */
const asymmetry = 1e-8;
/** What is left of a diagonal element by the levels before it is zero where it is so small a part of it. */
const leastPivot = 1e-11;

/** The tables with the labels of each matrix as levels of its plate; the same tables for a model without matrices. */
export function withMatrixLevels({ matrices, plates }: CheckedModel, tables: DataTables): DataTables {
  if (matrices.size === 0) return tables;
  const columns = new Map<string, TableColumn>(tables.main.columns);
  for (const { name, plate } of matrices.values()) {
    const table = tables.matrices?.get(name);
    const key = table && keyOf(table);
    if (key === undefined) continue;
    const known = plates.get(plate);
    for (const member of known?.kind === "pool" ? known.columns : [plate]) {
      const column = columns.get(member);
      if (column?.kind !== "factor") continue;
      const labels = [...new Set([...column.levels, ...key.levels])];
      if (labels.length > column.levels.length) columns.set(member, withLabels(column, labels));
    }
  }
  return { ...tables, main: { ...tables.main, columns } };
}

/** The factors of all matrices that are as they should be; of the others, what is wrong. */
export function bindMatrices(
  { matrices, plates }: CheckedModel,
  tables: DataTables,
  domains: Domains,
  problems: Problem[],
): Map<string, BoundMatrix> {
  const bound = new Map<string, BoundMatrix>();
  for (const matrix of matrices.values()) {
    const table = tables.matrices?.get(matrix.name);
    const levels = domains.labelsOf(matrix.plate);
    const known = plates.get(matrix.plate);
    const members = known?.kind === "pool" ? known.columns : [matrix.plate];
    const inData = new Set(members.flatMap((member) => labelsInRows(tables.main.columns.get(member))));
    const factor =
      table === undefined
        ? matrixNotGiven(matrix.name, matrix.plate, matrix.span)
        : readFactor(matrix, table, levels, inData);
    if (factor instanceof Float64Array) {
      bound.set(matrix.name, { name: matrix.name, plate: matrix.plate, size: levels.length, factor });
    } else problems.push(factor);
  }
  return bound;
}

function labelsInRows(column: TableColumn | undefined): string[] {
  if (column?.kind !== "factor") return [];
  return [...new Set(column.codes)].flatMap((code) => column.levels[code] ?? []);
}

/** The column with the labels of the rows: the only one that is no numbers. */
function keyOf(table: Table): FactorColumn | undefined {
  return [...table.columns.values()].find((column) => column.kind === "factor");
}

function readFactor(
  { name, plate, isInverse }: KnownMatrix,
  table: Table,
  levels: readonly string[],
  inData: ReadonlySet<string>,
): Float64Array | Problem {
  const file = table.name;
  const key = keyOf(table)!;
  const header = [...table.columns.values()].filter(({ kind }) => kind === "numeric").map(({ from }) => from);
  const rowOf = new Map<string, number>();
  for (const [row, code] of key.codes.entries()) {
    const label = key.levels[code]!;
    if (rowOf.has(label)) return labelTwiceInMatrix(name, label, file);
    rowOf.set(label, row);
  }
  const columnless = key.levels.filter((label) => !table.columns.has(columnName(label)));
  const rowless = header.filter((label) => !rowOf.has(label));
  if (columnless.length + rowless.length > 0) return matrixLabelsDiffer(name, rowless, columnless, file);
  const lacking = levels.filter((label) => !rowOf.has(label) && inData.has(label));
  if (lacking.length > 0) return labelsNotInMatrix(name, plate, lacking, [...rowOf.keys()], file);
  const size = levels.length;
  const matrix = new Float64Array(size * size);
  levels.forEach((label, j) => {
    const column = table.columns.get(columnName(label))!;
    if (column.kind !== "numeric") return;
    levels.forEach((other, i) => {
      matrix[i * size + j] = column.values[rowOf.get(other)!]!;
    });
  });
  const uneven = findAsymmetry(matrix, size);
  if (uneven !== null) {
    const [i, j] = uneven;
    const values = [matrix[i * size + j]!, matrix[j * size + i]!] as const;
    return matrixNotSymmetric(name, [levels[i]!, levels[j]!], values, file);
  }
  return factorOf(matrix, size, isInverse) ?? notDefinite(name, matrix, levels, file);
}

/** Under which a table of a matrix has the column of a label: its key has a name of its own, whatever the labels are. */
export function columnName(label: string): string {
  return `column ${label}`;
}

function findAsymmetry(matrix: Float64Array, size: number): readonly [number, number] | null {
  let diagonal = 0;
  for (let i = 0; i < size; i++) diagonal += Math.abs(matrix[i * size + i]!) / size;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < i; j++) {
      if (Math.abs(matrix[i * size + j]! - matrix[j * size + i]!) > asymmetry * diagonal) return [i, j];
    }
  }
  return null;
}

/** L of A = LLᵀ; null where the matrix is not positive definite, or nearly not. */
function factorOf(given: Float64Array, size: number, isInverse: boolean): Float64Array | null {
  const factor = given.slice();
  if (!choleskyFactor(factor, size) || smallPivot(given, factor, size) !== null) return null;
  if (!isInverse) return factor;
  const inverse = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const column = inverse.subarray(k * size, (k + 1) * size);
    column[k] = 1;
    choleskySolve(factor, size, column);
  }
  return choleskyFactor(inverse, size) ? inverse : null;
}

/** The first level of which nearly nothing is left by those before it. */
function smallPivot(matrix: Float64Array, factor: Float64Array, size: number): number | null {
  for (let i = 0; i < size; i++) {
    const root = factor[i * size + i]!;
    if (!(root * root > leastPivot * matrix[i * size + i]!)) return i;
  }
  return null;
}

/** Says at which level it shows: the first for which the matrix of the levels up to it is not positive definite. */
function notDefinite(name: string, matrix: Float64Array, levels: readonly string[], file: string): Problem {
  const size = levels.length;
  const own = levels.findIndex((_, i) => !(matrix[i * size + i]! > 0));
  if (own >= 0) return matrixNotDefinite(name, levels[own]!, matrix[own * size + own]!, file);
  const isDefinite = (count: number): boolean => {
    const leading = new Float64Array(count * count);
    for (let i = 0; i < count; i++) {
      leading.set(matrix.subarray(i * size, i * size + count), i * count);
    }
    return factorOf(leading, count, false) !== null;
  };
  let [below, at] = [0, size];
  while (at - below > 1) {
    const middle = (below + at) >> 1;
    if (isDefinite(middle)) below = middle;
    else at = middle;
  }
  return matrixNotDefinite(name, levels[at - 1]!, null, file);
}
