/** What default priors need to know of the columns of a design. */

import type { FormulaNode } from "../language/syntax.ts";

/** Columns of a design, with what a prior needs of them. */
export interface DesignColumns {
  readonly names: readonly string[];
  /** By column how far it spreads; of an intercept how far the predictor does at zero. */
  readonly spread: readonly number[];
  /** By column whether its coefficient is the mean of rows of their own: of a factor's levels without an intercept. */
  readonly isMean: readonly boolean[];
  readonly hasIntercept: boolean;
}

/** `1` */
export const intercept: FormulaNode = {
  kind: "number",
  value: 1,
  span: { start: 0, end: 0, line: 1, column: 1 },
};

/** `0`, `-1`: no column at all. */
export function isEmpty(node: FormulaNode): boolean {
  if (node.kind === "number") return node.value === 0;
  return (
    node.kind === "sign" &&
    node.operator === "-" &&
    node.operand.kind === "number" &&
    node.operand.value === 1
  );
}

/**
 * Of a column 1 / sd, of one of two values 1 / their distance; of an intercept √(1 + Σ (mean / sd)²). Without an intercept of a column
 * 1 / its root mean square, and of the indicators of a factor's levels, which have a mean each, 1.
 */
export function describeColumns(
  names: readonly string[],
  matrix: Float64Array,
  rowCount: number,
): DesignColumns {
  const width = names.length;
  const hasIntercept = names.includes("intercept");
  const columns = names.map((_, k) =>
    Float64Array.from({ length: rowCount }, (_, row) => matrix[row * width + k]!),
  );
  const isMean = hasIntercept ? names.map(() => false) : findMeans(columns, rowCount);
  let shift = 1;
  const widths = columns.map((column, k) => {
    if (names[k] === "intercept" || isMean[k]) return 1;
    const mean = column.reduce((sum, value) => sum + value, 0) / rowCount;
    const center = hasIntercept ? mean : 0;
    const sd = Math.sqrt(column.reduce((sum, value) => sum + (value - center) ** 2, 0) / rowCount);
    const size = hasIntercept ? (distanceOfTwo(column) ?? sd) : sd;
    if (!(size > 0)) return 1;
    shift += (mean / size) ** 2;
    return size;
  });
  const spread = names.map((name, k) => (name === "intercept" ? Math.sqrt(shift) : 1 / widths[k]!));
  return { names, spread, isMean, hasIntercept };
}

/** Null where there are more values, or one. */
function distanceOfTwo(column: Float64Array): number | null {
  const [low, high, ...more] = [...new Set(column)].sort((a, b) => a - b);
  return low === undefined || high === undefined || more.length > 0 ? null : high - low;
}

/** Which columns are 0 or 1, and one of them 1 in every row. */
function findMeans(columns: readonly Float64Array[], rowCount: number): boolean[] {
  const areIndicators = columns.map((column) => column.every((value) => value === 0 || value === 1));
  const isCovered = Array.from({ length: rowCount }, (_, row) =>
    columns.reduce((sum, column, k) => sum + (areIndicators[k] ? column[row]! : 0), 0),
  ).every((sum) => sum === 1);
  return areIndicators.map((is) => is && isCovered);
}
