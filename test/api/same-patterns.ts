/** A model of counts fitted to rows, and to how often each pattern of them is. */

import { expect } from "vitest";
import { type FitOptions, fit, statistics } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";

const model = parseModel(`data { k: int >= 0
x: int
g: factor }
β ~ normal(0, 1)
γ ~ normal(0, 1)
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
k ~ poisson_log(β + γ * x + b[g])
`);
const stream = createRandomStream(12, 0);
const rows: ColumnData = {
  g: Array.from({ length: 240 }, (_, i) => `g${i % 6}`),
  x: Array.from({ length: 240 }, (_, i) => Math.floor(i / 6) % 2),
  k: Array.from({ length: 240 }, (_, i) => Math.floor((1 + (i % 3)) * stream.uniform() * 2)),
};

/** That means and sds are the same by a method, but for Monte Carlo errors. */
export async function expectSamePatterns(
  method: NonNullable<FitOptions["method"]>,
  given: FitOptions,
): Promise<void> {
  const made = await statistics(model, { data: rows });
  expect(made.groups).toBeLessThan(60);
  const options = { ...given, method };
  const [own, ofRows] = [
    await fit(model, { ...options, statistics: [made] }),
    await fit(model, { ...options, data: rows }),
  ];
  expect(own.record.plan.method).toBe(method);
  const expected = ofRows.summary().rows;
  own.summary().rows.forEach((row, i) => {
    const other = expected[i]!;
    const error = Math.sqrt(row.mcse ** 2 + other.mcse ** 2);
    expect(Math.abs(row.mean - other.mean), row.variable).toBeLessThan(4.5 * error);
    expect(Math.abs(row.sd / other.sd - 1), row.variable).toBeLessThan(0.3);
  });
}
