/**
 * The stationary autoregressive process of first order: each element is normal about 0 with the same sd, and two elements that are d
 * apart have the correlation ρᵈ. So x₁ ~ N(0, sd²) and xₖ | xₖ₋₁ ~ N(ρᵈ xₖ₋₁, (1 - ρ²ᵈ) sd²), for whole d. Source: Rue & Held
 * (2005), section 1.1.
 *
 * 1 - ρ²ᵈ is (1 - ρ)(1 + ρ)(1 + ρ² + … + ρ²⁽ᵈ⁻¹⁾), which loses no digits as ρ comes near to 1 or -1.
 */

import { type Algebra, type ChainLink, positiveSupport, type VectorDistribution } from "./distribution.ts";
import { chainDensity, drawChain } from "./gaussian-chain.ts";
import { unitDistances } from "./random-walk.ts";

/** ρᵈ by repeated squaring: of a negative ρ there is no logarithm. */
function powerOf<Term>(algebra: Algebra<Term>, base: Term, exponent: number): Term {
  if (exponent === 1) return base;
  const half = powerOf(algebra, base, Math.floor(exponent / 2));
  const even = algebra.formula("square(half)", { half });
  return exponent % 2 === 0 ? even : algebra.formula("even * base", { even, base });
}

/** 1 + q + … + q^(count - 1), by halves. */
function geometricSum<Term>(algebra: Algebra<Term>, q: Term, count: number): Term {
  if (count === 1) return algebra.constant(1);
  if (count % 2 === 1) {
    const rest = geometricSum(algebra, q, count - 1);
    return algebra.formula("1 + q * rest", { q, rest });
  }
  const half = geometricSum(algebra, q, count / 2);
  const power = powerOf(algebra, q, count / 2);
  return algebra.formula("half * (1 + power)", { half, power });
}

const links: NonNullable<VectorDistribution["chain"]> = (algebra, [correlations, sds], distances) => {
  const [rho, sd] = [correlations![0]!, sds![0]!];
  return distances.map((distance, k) => {
    if (k === 0) return { coefficient: null, sd };
    const sum = geometricSum(algebra, algebra.formula("square(rho)", { rho }), distance);
    return {
      coefficient: powerOf(algebra, rho, distance),
      sd: algebra.formula("sd * sqrt((1 - rho) * (1 + rho) * sum)", { sd, rho, sum }),
    };
  });
};

export const autoregressive: VectorDistribution = {
  kind: "vector",
  name: "autoregressive",
  description: "A stationary process along a plate, each element correlated with the one before it.",
  arguments: [
    {
      name: "correlation",
      support: { kind: "interval", lower: -1, upper: 1, isOpen: true },
      shape: "scalar",
      description: "correlation of elements that are one step apart",
    },
    {
      name: "sd",
      support: positiveSupport,
      shape: "scalar",
      description: "standard deviation of each element; a step has `sd * sqrt(1 - correlation^2)`",
    },
  ],
  support: { kind: "vector" },
  wantsWholeDistances: true,
  chain: links,
  logDensity: (algebra, x, values, distances = unitDistances(x.length)) =>
    chainDensity(algebra, x, links(algebra, values, distances)),
  draw: (stream, [correlations, sds], size, distances = unitDistances(size)) =>
    drawChain(
      stream,
      distances.map((distance, k) => linkOf(correlations![0]!, sds![0]!, k === 0 ? null : distance)),
    ),
};

/** In numbers; of the first element there is no distance. */
function linkOf(correlation: number, sd: number, distance: number | null): ChainLink<number> {
  if (distance === null) return { coefficient: null, sd };
  let coefficient = 1;
  let sum = 0;
  for (let step = 0; step < distance; step++) {
    sum += coefficient * coefficient;
    coefficient *= correlation;
  }
  return { coefficient, sd: sd * Math.sqrt((1 - correlation) * (1 + correlation) * sum) };
}
