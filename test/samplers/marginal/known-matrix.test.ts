/** An animal model, by quadrature over its two sds and generalized least squares: the exact path and NUTS agree with it. */

import { expect, test } from "vitest";
import { fit, parseModel } from "../../../src/index.ts";

const labels = ["a", "b", "c", "d", "e", "f"];
/** By the tabular method: d of a and b, e of a and c, f of d and e, inbred. */
const kinship = [
  [1, 0, 0, 0.5, 0.5, 0.5],
  [0, 1, 0, 0.5, 0, 0.25],
  [0, 0, 1, 0, 0.5, 0.25],
  [0.5, 0.5, 0, 1, 0.25, 0.625],
  [0.5, 0, 0.5, 0.25, 1, 0.625],
  [0.5, 0.25, 0.25, 0.625, 0.625, 1.125],
];
const data = {
  y: [1.2, 0.7, -0.9, -1.4, 2.1, 1.9, 1.1, 3.2, 2.4],
  animal: ["b", "b", "c", "c", "d", "d", "e", "f", "f"],
};
const groups = {
  A: labels.map((label, i) => ({
    id: label,
    ...Object.fromEntries(labels.map((other, j) => [other, kinship[i]![j]!])),
  })),
};
const text = `data { y: real\nanimal: factor }
matrix A[animal, animal]
μ ~ normal(0, 2)
τ ~ half_normal(2)
σ ~ half_normal(1)
u[animal] ~ multi_normal(0, τ, A)
y ~ normal(μ + u[animal], σ)`;

/** log N(y | 0, V) and V⁻¹y. */
function solve(covariance: readonly (readonly number[])[], y: readonly number[]) {
  const size = y.length;
  const a = covariance.map((row, i) => [...row, y[i]!]);
  let log = 0;
  for (let k = 0; k < size; k++) {
    log -= 0.5 * (Math.log(a[k]![k]!) + a[k]![size]! ** 2 / a[k]![k]!);
    for (let i = k + 1; i < size; i++) {
      const share = a[i]![k]! / a[k]![k]!;
      for (let j = k; j <= size; j++) a[i]![j]! -= share * a[k]![j]!;
    }
  }
  const solution = new Array<number>(size).fill(0);
  for (let k = size - 1; k >= 0; k--) {
    let rest = a[k]![size]!;
    for (let j = k + 1; j < size; j++) rest -= a[k]![j]! * solution[j]!;
    solution[k] = rest / a[k]![k]!;
  }
  return { log, solution };
}

/** Posterior means by a sum over a grid of τ and σ: at each, y is normal, and E u = τ² A Z' V⁻¹ y. */
function byQuadrature(): Record<string, number> {
  const of = data.animal.map((label) => labels.indexOf(label));
  const sums = new Float64Array(2 + labels.length);
  let total = 0;
  for (let t = 0.0125; t < 9; t += 0.025) {
    for (let s = 0.0125; s < 4; s += 0.025) {
      const covariance = of.map((i, row) =>
        of.map((j, column) => 4 + t * t * kinship[i]![j]! + (row === column ? s * s : 0)),
      );
      const { log, solution } = solve(covariance, data.y);
      const weight = Math.exp(log - 0.5 * (t / 2) ** 2 - 0.5 * s * s);
      const effects = labels.map((_, level) =>
        of.reduce((sum, j, row) => sum + t * t * kinship[level]![j]! * solution[row]!, 0),
      );
      total += weight;
      [t, s, ...effects].forEach((one, k) => {
        sums[k]! += weight * one;
      });
    }
  }
  const means = Array.from(sums, (one) => one / total);
  return Object.fromEntries(
    ["τ", "σ", ...labels.map((label) => `u[${label}]`)].map((name, k) => [name, means[k]!]),
  );
}

test.each(["marginal", "nuts"] as const)("the means by %s are those by quadrature", async (method) => {
  const fitted = await fit(parseModel(text), { data, groups, method, draws: 2000, seed: 3 });
  const expected = byQuadrature();
  for (const row of fitted.summary().rows) {
    const mean = expected[row.variable];
    if (mean !== undefined) expect(Math.abs(row.mean - mean) / row.mcse, row.variable).toBeLessThan(4.5);
  }
  expect(fitted.record.plan.method).toBe(method);
});
