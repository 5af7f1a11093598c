/**
 * The Dirichlet distribution: K shares that sum to one, with respect to Lebesgue measure on the first K-1 of them.
 * Source: Kotz, Balakrishnan & Johnson (2000), Continuous Multivariate Distributions, chapter 49.
 */

import { exp } from "../numeric/exponential.ts";
import { drawLogGamma } from "./beta-draw.ts";
import { positiveSupport, type VectorDistribution } from "./distribution.ts";

export const dirichlet: VectorDistribution = {
  kind: "vector",
  name: "dirichlet",
  description: "Shares that sum to one.",
  arguments: [
    {
      name: "concentration",
      support: positiveSupport,
      shape: "vector",
      description: "weights of the shares, like counts; all 1 is uniform",
    },
  ],
  support: { kind: "simplex" },
  // log f(x | α) = log Γ(Σ αᵢ) + Σᵢ ((αᵢ-1) log xᵢ - log Γ(αᵢ))
  logDensity: (algebra, x, [concentrations]) => {
    const total = concentrations!.reduce((sum, concentration) =>
      algebra.formula("sum + concentration", { sum, concentration }),
    );
    const terms = [algebra.formula("gamma_ln(total)", { total })];
    for (const [i, concentration] of concentrations!.entries()) {
      terms.push(
        algebra.formula("(concentration - 1) * log(x)", { concentration, x: x[i]! }),
        algebra.formula("-gamma_ln(concentration)", { concentration }),
      );
    }
    return terms;
  },
  // Gamma variates over their sum, by way of logarithms, which do not underflow.
  draw: (stream, [concentrations]) => {
    const logs = concentrations!.map((concentration) => drawLogGamma(stream, concentration));
    const largest = logs.reduce((most, value) => Math.max(most, value));
    const shares = logs.map((value) => exp(value - largest));
    const total = shares.reduce((sum, share) => sum + share);
    return shares.map((share) => share / total);
  },
};
