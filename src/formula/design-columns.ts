/** What default priors need to know of the columns of a design. */

import type { FormulaNode } from "../language/syntax.ts";

/** Columns of a design, with what a prior needs of them. */
export interface DesignColumns {
  readonly names: readonly string[];
  /** By column how far it spreads; of an intercept how far the predictor does at zero. */
  readonly spread: readonly number[];
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

/** Of a column 1 / sd; of an intercept √(1 + Σ (mean / sd)²); without an intercept of a column 1 / its root mean square. */
export function describeColumns(
  names: readonly string[],
  matrix: Float64Array,
  rowCount: number,
): DesignColumns {
  const width = names.length;
  const hasIntercept = names.includes("intercept");
  let shift = 1;
  const sds = names.map((name, k) => {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rowCount; row++) sum += matrix[row * width + k]!;
    const mean = sum / rowCount;
    const center = hasIntercept ? mean : 0;
    for (let row = 0; row < rowCount; row++) squares += (matrix[row * width + k]! - center) ** 2;
    const sd = Math.sqrt(squares / rowCount);
    if (name === "intercept" || !(sd > 0)) return 1;
    shift += (mean / sd) ** 2;
    return sd;
  });
  const spread = names.map((name, k) => (name === "intercept" ? Math.sqrt(shift) : 1 / sds[k]!));
  return { names, spread, hasIntercept };
}
