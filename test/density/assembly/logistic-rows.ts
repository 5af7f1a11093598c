/** A logistic model with effects of groups, bound to as many rows as are asked for. */

import { requireBound, scattered } from "../harness.ts";

const text = `data {
  event: int in 0..1
  x: real
  g: factor
}
β ~ normal(0, 2)
τ ~ half_normal(2)
a[g] ~ normal(0, τ)
event ~ bernoulli_logit(a[g] + β * x)
`;

export function boundRows(rows: number, groups: number): ReturnType<typeof requireBound> {
  return requireBound(text, {
    event: scattered(rows, 1).map((one) => (one > 0 ? 1 : 0)),
    x: scattered(rows, 2, 1),
    g: scattered(rows, groups / 2, 2).map((one) => `g${Math.floor(one)}`),
  });
}
