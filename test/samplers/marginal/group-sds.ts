/**
 * Groups with means and sds of their own, both from a distribution: data sets of an ordinary size, and the posterior of the sd of the
 * logarithms of their sds by quadrature over four numbers, with each group's sd summed over a grid of its own.
 */

import { createRandomStream } from "../../../src/numeric/random-stream.ts";

export const groupSdsText = `data {
  y: real
  g: factor
}
m ~ normal(0, 5)
s ~ half_normal(3)
λ ~ normal(0, 1)
ω ~ half_normal(1)
μ[g] ~ normal(m, s)
σ[g] ~ lognormal(λ, ω)
y ~ normal(μ[g], σ[g])
`;

export type GroupedColumns = { readonly y: number[]; readonly g: string[] };

/** 6 to 12 groups of 5 to 10 rows, log sds with an sd of .2 to .7. */
export function simulateGroupSds(seed: number): GroupedColumns {
  const stream = createRandomStream(seed, 1);
  const between = (low: number, high: number): number =>
    low + Math.floor((high - low + 1) * stream.uniform());
  const spread = 0.2 + 0.5 * stream.uniform();
  const columns: GroupedColumns = { y: [], g: [] };
  const groups = between(6, 12);
  for (let k = 0; k < groups; k++) {
    const [mean, sd] = [1 + stream.normal(), Math.exp(spread * stream.normal())];
    for (let rows = between(5, 10); rows > 0; rows--) {
      columns.y.push(mean + sd * stream.normal());
      columns.g.push(`g${k}`);
    }
  }
  return columns;
}

interface GridPoint {
  readonly at: number;
  readonly width: number;
}

function grid(from: number, to: number, count: number): GridPoint[] {
  const width = (to - from) / count;
  return Array.from({ length: count }, (_, i) => ({ at: from + (i + 0.5) * width, width }));
}

/** P(ω ≤ x | y). */
export function distributionOfSpread({ y, g }: GroupedColumns): (x: number) => number {
  const logSds = grid(-4, 4, 200).map(({ at }) => at);
  const spreads = [...grid(0, 0.4, 16), ...grid(0.4, 1.2, 16), ...grid(1.2, 4, 10)];
  const locations = grid(-2, 2, 24);
  const groups = [...new Set(g)].map((label) => {
    const own = y.filter((_, i) => g[i] === label);
    const mean = own.reduce((sum, one) => sum + one, 0) / own.length;
    return { n: own.length, mean, squares: own.reduce((sum, one) => sum + (one - mean) ** 2, 0) };
  });
  // The prior of a group's log sd on the grid, for each (λ, ω), from where it is no longer next to nothing
  const priors = locations.flatMap(({ at: λ }) =>
    spreads.map(({ at: ω }) => {
      const weights = Float64Array.from(logSds, (ζ) => Math.exp(-0.5 * ((ζ - λ) / ω) ** 2));
      const total = weights.reduce((sum, one) => sum + one, 0);
      const start = weights.findIndex((one) => one > 1e-9);
      const end = weights.findLastIndex((one) => one > 1e-9) + 1;
      return { start, weights: weights.slice(start, end).map((one) => one / total) };
    }),
  );
  const outer = grid(-4, 6, 24).flatMap(({ at: m }) =>
    grid(-2.3, 2.5, 18).map(({ at }) => ({ m, s: Math.exp(at), logPrior: at })),
  );
  const logDensities = outer.map(({ m, s, logPrior }) => {
    const sum = new Float64Array(priors.length).fill(logPrior - 0.5 * (m / 5) ** 2 - 0.5 * (s / 3) ** 2);
    for (const { n, mean, squares } of groups) {
      // ȳ ~ N(m, s² + σ²/n), and the squares within
      const logs = Float64Array.from(logSds, (ζ) => {
        const variance = s * s + Math.exp(2 * ζ) / n;
        const within = (n - 1) * ζ + 0.5 * squares * Math.exp(-2 * ζ);
        return -0.5 * Math.log(variance) - (0.5 * (mean - m) ** 2) / variance - within;
      });
      const most = logs.reduce((a, b) => Math.max(a, b), -Infinity);
      const likelihood = logs.map((one) => Math.exp(one - most));
      priors.forEach(({ start, weights }, k) => {
        let total = 0;
        for (let i = 0; i < weights.length; i++) total += weights[i]! * likelihood[start + i]!;
        sum[k] = sum[k]! + Math.log(total) + most;
      });
    }
    return sum;
  });
  const most = logDensities.reduce((a, one) => Math.max(a, ...one), -Infinity);
  const mass = new Float64Array(spreads.length);
  for (const one of logDensities) {
    one.forEach((value, k) => {
      const j = k % spreads.length;
      const { at, width } = spreads[j]!;
      const λ = locations[Math.floor(k / spreads.length)]!.at;
      mass[j] = mass[j]! + width * Math.exp(value - most - 0.5 * at * at - 0.5 * λ * λ);
    });
  }
  const total = mass.reduce((sum, one) => sum + one, 0);
  return (x) =>
    spreads.reduce((sum, { at, width }, j) => {
      const share = Math.min(Math.max((x - (at - width / 2)) / width, 0), 1);
      return sum + (share * mass[j]!) / total;
    }, 0);
}
