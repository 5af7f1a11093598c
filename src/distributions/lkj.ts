/**
 * The LKJ distribution of correlation matrices, f(Ω) ∝ det(Ω)^(η-1), on the Cholesky factor Ω = LLᵀ.
 * Source: Lewandowski, Kurowicka & Joe (2009), Journal of Multivariate Analysis 100, 1989-2001 (the onion method).
 *
 * The density is that of L with respect to Lebesgue measure on its K(K-1)/2 elements below the diagonal. The Jacobian
 * from them to the correlations is Πᵢ Lᵢᵢ^(K-i), and det Ω = Πᵢ Lᵢᵢ², so that f(L) ∝ Πᵢ Lᵢᵢ^(K-i+2η-2). As
 * Lᵢᵢ² = 1 - |w|² for the i-1 elements w of row i left of the diagonal, the rows are independent: row i has density
 * ∝ (1 - |w|²)^(β-1) in the unit ball of m = i-1 dimensions, β = η + (K-i)/2, whose integral is π^(m/2) Γ(β)/Γ(β + m/2).
 * So each row's radius has |w|² ~ Beta(m/2, β) and its direction is uniform, which is how it is drawn.
 */

import { log } from "../numeric/logarithm.ts";
import type { RandomStream } from "../numeric/random-stream.ts";
import { drawBeta } from "./beta-draw.ts";
import { positiveSupport, type VectorDistribution } from "./distribution.ts";

export const lkj: VectorDistribution = {
  kind: "vector",
  name: "lkj",
  description: "A correlation matrix; a shape of 1 is uniform, a larger one prefers weak correlations.",
  arguments: [
    {
      name: "shape",
      support: positiveSupport,
      shape: "scalar",
      description: "preference for weak correlations",
    },
  ],
  support: { kind: "correlation" },
  logDensity: (algebra, x, [shapes]) => {
    const size = Math.round(Math.sqrt(x.length));
    const shape = shapes![0]!;
    const terms = [algebra.constant(0)];
    for (let row = 2; row <= size; row++) {
      // (K-i+2η-2) log Lᵢᵢ + log Γ(η + (K-1)/2) - log Γ(η + (K-i)/2) - (i-1)/2 log π
      const left = algebra.constant(size - row);
      const diagonal = x[(row - 1) * (size + 1)]!;
      terms.push(
        algebra.formula("(left + 2 * shape - 2) * log(diagonal)", { left, shape, diagonal }),
        algebra.formula("gamma_ln(shape + 0.5 * last)", { shape, last: algebra.constant(size - 1) }),
        algebra.formula("-gamma_ln(shape + 0.5 * left)", { shape, left }),
        algebra.constant(-0.5 * (row - 1) * log(Math.PI)),
      );
    }
    return terms;
  },
  draw: (stream, [shapes], size) => {
    const factor = new Array<number>(size * size).fill(0);
    factor[0] = 1;
    for (let row = 2; row <= size; row++) {
      const squaredRadius = drawBeta(stream, 0.5 * (row - 1), shapes![0]! + 0.5 * (size - row));
      const direction = drawDirection(stream, row - 1);
      const start = (row - 1) * size;
      direction.forEach((element, j) => {
        factor[start + j] = element * Math.sqrt(squaredRadius);
      });
      factor[start + row - 1] = Math.sqrt(1 - squaredRadius);
    }
    return factor;
  },
};

/** A uniform point of the unit sphere. */
function drawDirection(stream: RandomStream, dimensions: number): number[] {
  const normals = Array.from({ length: dimensions }, () => stream.normal());
  const length = Math.sqrt(normals.reduce((sum, element) => sum + element * element, 0));
  return normals.map((element) => element / length);
}
