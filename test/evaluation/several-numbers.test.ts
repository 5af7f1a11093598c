/** Effects of generalized models with several numbers of a group, and of factors within it, beside integrals by brute force. */

import { describe, expect, it } from "vitest";
import { bindRun } from "../../src/api/bound-run.ts";
import { fit } from "../../src/api/fit.ts";
import type { Fitted } from "../../src/api/fitted.ts";
import { parseModel } from "../../src/api/model.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { readCsv } from "../../src/data/read-csv.ts";
import { NotGrouped } from "../../src/evaluation/group-terms.ts";
import { integrateGroups } from "../../src/evaluation/integrated-likelihood.ts";
import { hermiteRule, sinhRule } from "../../src/numeric/quadrature-rules.ts";

const calm = { workers: 0, chains: 2, draws: 20, warmup: 60, seed: 5, keep: "all" } as const;

async function integrated(text: string, data: ColumnData, factor: string) {
  const fitted = await fit(parseModel(text), { data, ...calm });
  const model = (await bindRun(fitted, {}, { readFile: readCsv, isPath: true })).data.bound;
  const found = integrateGroups(model, fitted.draws, factor);
  if (found instanceof NotGrouped) throw new Error(found.reason);
  expect(found.method).toBe("quadrature");
  const at = (source: typeof found.groups, draw: number): number[] => {
    const target = new Float64Array(source.size);
    source.fill(draw, target);
    return [...target];
  };
  return {
    fitted,
    found,
    groups: (draw: number) => at(found.groups, draw),
    rows: (draw: number) => at(found.rows!, draw),
    of: (draw: number) => readAt(fitted, draw),
  };
}
const readAt = (fitted: Fitted, draw: number) => (name: string) => fitted.get(name)[draw]!;

/** log ∫ over a box by the midpoint rule, every side from -reach to reach in so many steps. */
function logBox(reaches: readonly number[], steps: number, logDensity: (b: readonly number[]) => number) {
  const logs: number[] = [];
  const go = (b: readonly number[]): void => {
    const reach = reaches[b.length];
    if (reach === undefined) logs.push(logDensity(b));
    else for (let k = 0; k < steps; k++) go([...b, reach * ((2 * k + 1) / steps - 1)]);
  };
  go([]);
  const volume = reaches.reduce((product, reach) => (product * 2 * reach) / steps, 1);
  return logSum(logs) + Math.log(volume);
}
function logSum(logs: readonly number[]): number {
  const largest = logs.reduce((most, one) => Math.max(most, one), -Infinity);
  return largest + Math.log(logs.reduce((sum, one) => sum + Math.exp(one - largest), 0));
}
const logNormal = (b: number, s: number): number =>
  -0.5 * Math.log(2 * Math.PI) - Math.log(s) - 0.5 * (b / s) ** 2;
const logFactorials = [0, 0];
for (let n = 2; n < 100; n++) logFactorials[n] = logFactorials[n - 1]! + Math.log(n);
const logPoisson = (count: number, eta: number): number =>
  count * eta - Math.exp(eta) - logFactorials[count]!;
const logBernoulli = (one: number, eta: number): number => -Math.log1p(Math.exp(one === 1 ? -eta : eta));

const g = ["a", "a", "a", "b", "b", "b", "b", "c", "c", "d"];
const x = [0, 1, -1, 0.5, 2, 1, -1, 0.3, -0.7, 1.5];
const counts = [3, 8, 0, 5, 22, 4, 1, 1, 2, 31];
const rowsOf = (label: string, of: readonly string[] = g): number[] =>
  of.flatMap((one, i) => (one === label ? [i] : []));

describe("the rules", () => {
  it("are exact for polynomials under a normal density, and near for what has long tails", () => {
    for (const n of [1, 2, 5, 12, 33, 65]) {
      const { points, logWeights } = hermiteRule(n);
      const moment = (power: number): number =>
        points.reduce((sum, z, k) => sum + z ** power * Math.exp(logWeights[k]! - 0.5 * z * z), 0);
      expect(moment(0) / Math.sqrt(2 * Math.PI)).toBeCloseTo(1, 12);
      if (n > 2) expect(moment(4) / Math.sqrt(2 * Math.PI)).toBeCloseTo(3, 11);
      expect([...points]).toEqual([...points].sort((a, b) => b - a));
    }
    const { points, logWeights } = sinhRule(0.1, Infinity);
    // Cauchy.
    const whole = points.reduce((sum, z, k) => sum + Math.exp(logWeights[k]!) / (1 + z * z), 0);
    expect(whole).toBeCloseTo(Math.PI, 5);
  });
});

describe("two numbers of a group", () => {
  it("are integrated out of counts with correlated slopes, of whole groups and of single rows", async () => {
    const { groups, rows, of, found } = await integrated(
      `data { c: int
x: real
g: factor }
Z = design(1 + x)
β[Z] ~ normal(0, 2)
τ[Z] ~ half_normal(1)
Ω[Z, Z] ~ lkj(2)
u[g, Z] ~ multi_normal(0, τ, Ω)
c ~ poisson(exp(Z * β + Z * u[g]))`,
      { c: counts, x, g },
      "g",
    );
    expect(found.numbers).toBe(8);
    for (const draw of [31]) {
      const [s, t, ρ] = ["τ[intercept]", "τ[x]", "Ω[intercept,x]"].map(of(draw)) as [number, number, number];
      const [β, slope] = ["β[intercept]", "β[x]"].map(of(draw)) as [number, number];
      const own = Math.sqrt(1 - ρ * ρ);
      const integral = (kept: readonly number[]): number =>
        logBox([7, 7], 220, ([z, w]) =>
          kept.reduce(
            (sum, i) => sum + logPoisson(counts[i]!, β + s * z! + x[i]! * (slope + t * (ρ * z! + own * w!))),
            logNormal(z!, 1) + logNormal(w!, 1),
          ),
        );
      const [whole, single] = [groups(draw), rows(draw)];
      for (const [k, label] of found.labels.entries()) {
        const kept = rowsOf(label);
        expect(Math.abs(whole[k]! - integral(kept)), label).toBeLessThan(2e-4);
        const [first] = kept as [number];
        const without = integral(kept.filter((i) => i !== first));
        if (!Number.isNaN(single[first]))
          expect(single[first], label).toBeCloseTo(integral(kept) - without, 2);
      }
      expect(single.filter(Number.isNaN).length).toBeLessThan(3);
    }
    const { errors, rule } = found.accuracy()!;
    expect(rule).toMatch(/^Gauss-Hermite quadrature with \d+ × \d+ points$/u);
    expect(errors.every((one) => one < 1e-4)).toBe(true);
  });

  it("may be two effects, one of them positive", async () => {
    const { groups, of, found } = await integrated(
      "data { c: int\nx: real\ng: factor }\nτ ~ half_normal(1)\nb[g] ~ normal(0, τ)\nw[g] ~ gamma(2, 1)\nc ~ poisson(w[g] * exp(b[g] * x))",
      { c: counts, x, g },
      "g",
    );
    const τ = of(7)("τ");
    for (const [k, label] of found.labels.entries()) {
      const wanted = logBox([9, 9], 300, ([z, u]) =>
        rowsOf(label).reduce(
          (sum, i) => sum + logPoisson(counts[i]!, u! + τ * z! * x[i]!),
          logNormal(z!, 1) + 2 * u! - Math.exp(u!),
        ),
      );
      expect(Math.abs(groups(7)[k]! - wanted), label).toBeLessThan(2e-4);
    }
  });
});

describe("three numbers of a group", () => {
  it("are integrated out of whole groups; of single rows they are not", async () => {
    const ones = [1, 0, 1, 1, 0, 1, 0, 1, 1, 0];
    const { groups, of, found } = await integrated(
      `data { k: int
x: real
g: factor }
Z = design(1 + x + I(x^2))
τ[Z] ~ half_normal(1)
u[g, Z] ~ normal(0, τ[Z])
k ~ bernoulli_logit(Z * u[g])`,
      { k: ones, x, g },
      "g",
    );
    expect(found.rows).toBeNull();
    const τ = ["τ[intercept]", "τ[x]", "τ[I(x^2)]"].map(of(11)) as [number, number, number];
    const whole = groups(11);
    for (const label of ["a", "d"]) {
      const wanted = logBox([6, 6, 6], 44, ([p, q, r]) =>
        rowsOf(label).reduce(
          (sum, i) => sum + logBernoulli(ones[i]!, τ[0] * p! + τ[1] * q! * x[i]! + τ[2] * r! * x[i]! ** 2),
          logNormal(p!, 1) + logNormal(q!, 1) + logNormal(r!, 1),
        ),
      );
      expect(Math.abs(whole[found.labels.indexOf(label)]! - wanted), label).toBeLessThan(2e-3);
    }
  });
});

describe("factors within the one that is left out", () => {
  const batch = ["A", "A", "A", "A", "B", "B", "B", "B", "C", "C"];
  const cask = ["1", "1", "2", "3", "4", "4", "5", "5", "6", "6"];
  const nested = `data { c: int
batch: factor
cask: factor }
μ ~ normal(1, 1)
τ ~ half_normal(1)
ω ~ half_normal(1)
b[batch] ~ normal(μ, τ)
`;

  it.for([
    ["about zero", "e[cask] ~ normal(0, ω)\nc ~ poisson(exp(b[batch] + e[cask]))"],
    ["about the effect of theirs", "e[cask] ~ normal(b[batch], ω)\nc ~ poisson(exp(e[cask]))"],
  ] as const)("have effects of their own, %s", async ([, text]) => {
    const { groups, rows, of, found } = await integrated(nested + text, { c: counts, batch, cask }, "batch");
    for (const draw of [25]) {
      const [μ, τ, ω] = ["μ", "τ", "ω"].map(of(draw)) as [number, number, number];
      const integral = (kept: readonly number[]): number =>
        logBox([8], 200, ([z]) => {
          const casks = [...new Set(kept.map((i) => cask[i]!))];
          const logs = casks.map((one) =>
            logBox([8], 200, ([w]) =>
              kept
                .filter((i) => cask[i] === one)
                .reduce((sum, i) => sum + logPoisson(counts[i]!, μ + τ * z! + ω * w!), logNormal(w!, 1)),
            ),
          );
          return logs.reduce((sum, one) => sum + one, logNormal(z!, 1));
        });
      const [whole, single] = [groups(draw), rows(draw)];
      for (const [k, label] of found.labels.entries()) {
        const kept = rowsOf(label, batch);
        const all = integral(kept);
        expect(Math.abs(whole[k]! - all), label).toBeLessThan(2e-4);
        const last = kept.at(-1)!;
        expect(single[last], label).toBeCloseTo(all - integral(kept.filter((i) => i !== last)), 2);
      }
    }
  });

  it("are found where an sd is a thousandth of what it was at the draw before", async () => {
    const text = `${nested}e[cask] ~ normal(b[batch], ω)\nc ~ poisson(exp(e[cask]))`;
    const { groups, of, found, fitted } = await integrated(text, { c: counts, batch, cask }, "batch");
    groups(4);
    const place = fitted.draws.variables.findIndex(({ name }) => name === "ω");
    fitted.draws.values[place]![5] = 2e-4;
    const [μ, τ] = ["μ", "τ"].map(of(5)) as [number, number];
    const whole = groups(5);
    for (const [k, label] of found.labels.entries()) {
      const wanted = logBox([10], 2000, ([z]) =>
        rowsOf(label, batch).reduce((sum, i) => sum + logPoisson(counts[i]!, μ + τ * z!), logNormal(z!, 1)),
      );
      expect(Math.abs(whole[k]! - wanted), label).toBeLessThan(1e-3);
    }
  });

  it("go on within factors that are within it, also where the group has nothing of its own", async () => {
    const part = ["p", "q", "r", "s", "t", "t", "u", "v", "w", "x"];
    const { groups, of, found } = await integrated(
      "data { c: int\nbatch: factor\ncask: factor\npart: factor }\nμ ~ normal(1, 1)\nτ ~ half_normal(1)\nω ~ half_normal(1)\nb[cask] ~ normal(μ, τ)\ne[part] ~ normal(b[cask], ω)\nc ~ poisson(exp(e[part]))",
      { c: counts, batch, cask, part },
      "batch",
    );
    const [μ, τ, ω] = ["μ", "τ", "ω"].map(of(9)) as [number, number, number];
    const integralOfCask = (own: readonly number[]): number =>
      logBox([8], 200, ([z]) =>
        [...new Set(own.map((i) => part[i]!))].reduce(
          (sum, one) =>
            sum +
            logBox([8], 200, ([w]) =>
              own
                .filter((i) => part[i] === one)
                .reduce((total, i) => total + logPoisson(counts[i]!, μ + τ * z! + ω * w!), logNormal(w!, 1)),
            ),
          logNormal(z!, 1),
        ),
      );
    for (const [k, label] of found.labels.entries()) {
      const casks = [...new Set(rowsOf(label, batch).map((i) => cask[i]!))];
      const wanted = casks.reduce((sum, one) => sum + integralOfCask(rowsOf(one, cask)), 0);
      expect(Math.abs(groups(9)[k]! - wanted), label).toBeLessThan(2e-4);
    }
  });

  it("are refused where they cross each other, in words", async () => {
    const day = ["m", "t", "m", "t", "m", "t", "m", "t", "m", "t"];
    const fitted = await fit(
      parseModel(
        "data { c: int\nbatch: factor\ncask: factor\nday: factor }\nn[batch, day] ~ normal(0, 1)\ne[cask] ~ normal(0, 1)\nc ~ poisson(exp(n[batch, day] + e[cask]))",
      ),
      { data: { c: counts, batch, cask, day }, ...calm },
    );
    const model = (await bindRun(fitted, {}, { readFile: readCsv, isPath: true })).data.bound;
    const found = integrateGroups(model, fitted.draws, "batch");
    expect((found as NotGrouped).reason).toBe(
      "the levels of `n` and of `e` cross each other within each batch, and its outcome is not normal",
    );
  });
});
