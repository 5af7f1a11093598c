/**
 * The multivariate normal distribution by mean, standard deviations and correlations.
 *
 * With Ω = LLᵀ and z = L⁻¹ ((x - μ)/σ), found by forward substitution, it is K independent standard normals:
 * log f = Σᵢ (-zᵢ²/2 - log σᵢ - log Lᵢᵢ - log(2π)/2). Source: Golub & Van Loan (2013), algorithm 3.1.1.
 */

import { type Algebra, positiveSupport, realSupport, type VectorDistribution } from "./distribution.ts";

export const multiNormal: VectorDistribution = {
  kind: "vector",
  name: "multi_normal",
  description: "A vector of correlated normal variates.",
  arguments: [
    { name: "mean", support: realSupport, shape: "vector", description: "means" },
    { name: "sds", support: positiveSupport, shape: "vector", description: "standard deviations" },
    {
      name: "correlation",
      support: { kind: "interval", lower: -1, upper: 1 },
      shape: "matrix",
      description: "correlation matrix, or a known covariance matrix that the sds multiply",
    },
  ],
  support: { kind: "vector" },
  ofColumns: true,
  logDensity: (algebra, x, [means, sds, factor]) => {
    const z = standardize(algebra, x, means!, sds!, factor!);
    return z.flatMap((standard, i) => [
      algebra.formula("-0.5 * square(z)", { z: standard }),
      algebra.formula("-log(sd)", { sd: sds![i]! }),
      algebra.formula("-log(diagonal)", { diagonal: factor![i * x.length + i]! }),
      algebra.formula("-half_log_two_pi", {}),
    ]);
  },
  // μ + σ Lz for standard normal z
  draw: (stream, [means, sds, factor], size) => {
    const z = Array.from({ length: size }, () => stream.normal());
    return z.map((_, i) => {
      let sum = 0;
      for (let j = 0; j <= i; j++) {
        sum += factor![i * size + j]! * z[j]!;
      }
      return means![i]! + sds![i]! * sum;
    });
  },
};

/** L⁻¹ ((x - μ)/σ), row by row: zᵢ = ((xᵢ - μᵢ)/σᵢ - Σ_{j<i} Lᵢⱼ zⱼ) / Lᵢᵢ */
export function standardize<Term>(
  algebra: Algebra<Term>,
  x: readonly Term[],
  means: readonly Term[],
  sds: readonly Term[],
  factor: readonly Term[],
): Term[] {
  const size = x.length;
  const z: Term[] = [];
  for (let i = 0; i < size; i++) {
    let rest = algebra.formula("(x - mean) / sd", { x: x[i]!, mean: means[i]!, sd: sds[i]! });
    for (let j = 0; j < i; j++) {
      rest = algebra.formula("rest - element * z", { rest, element: factor[i * size + j]!, z: z[j]! });
    }
    z.push(algebra.formula("rest / diagonal", { rest, diagonal: factor[i * size + i]! }));
  }
  return z;
}
