/**
 * Effects that are correlated otherwise than along one vector: as products of a Cholesky factor and independent effects,
 *
 *   u_i = τ_i Σ_(j ≤ i) L_ij z_j,   Ω = L Lᵀ,
 *   L_ij = (Ω_ij - Σ_(m < j) L_im L_jm) / L_jj,   L_ii = √(1 - Σ_(m < i) L_im²).
 */

/** Defines a value, and says by what text it is read. */
export type DefineEntry = (row: number, column: number, value: string) => string;

/** The texts of the factor of a correlation matrix, row by row; `correlation` is the text of an element below the diagonal. */
export function choleskyFactor(
  size: number,
  correlation: (row: number, column: number) => string,
  define: DefineEntry,
): string[][] {
  const factor: string[][] = [["1"]];
  for (let row = 1; row < size; row++) {
    const own: string[] = [];
    for (let column = 0; column < row; column++) {
      const above = factor[column]!;
      const known = own.map((entry, k) => ` - ${entry} * ${above[k]}`).join("");
      const element = correlation(row, column);
      const value = known === "" ? element : `(${element}${known}) / ${above[column]}`;
      own.push(define(row, column, value));
    }
    const squares = own.map((entry) => ` - square(${entry})`).join("");
    own.push(define(row, row, `sqrt(1${squares})`));
    factor.push(own);
  }
  return factor;
}

/** The sum of a row of the factor times the independent effects, of which those times 0 are left out. */
export function correlatedSum(row: readonly string[], effects: readonly string[]): string {
  const terms = row.map((entry, k) => (entry === "1" ? effects[k]! : `${entry} * ${effects[k]}`));
  return terms.filter((_, k) => row[k] !== "0").join(" + ");
}
