/** Regressions with group effects, of outcomes of several families, and simulated data for them. */

import { createRandomStream } from "../../../dist/numeric/random-stream.js";

const rowsPerGroup = 20;

const head = `data {
  y: real
  count: int >= 0
  event: int in 0..1
  x: real
  z: real
  g: factor
}

β0 ~ normal(0, 2)
β1 ~ normal(0, 2)
β2 ~ normal(0, 2)
τ ~ half_normal(2)

a[g] ~ normal(0, τ)
`;
const predictor = "β0 + β1 * x + β2 * z + a[g]";
const withScale = head.replace("a[g]", "σ ~ half_normal(2)\n\na[g]");

/** By what the outcome is. */
export const families = [
  { name: "normal", text: `${withScale}\ny ~ normal(${predictor}, σ)\n` },
  { name: "logistic", text: `${head}\nevent ~ bernoulli_logit(${predictor})\n` },
  { name: "Poisson", text: `${head}\ncount ~ poisson_log(${predictor})\n` },
  { name: "Student t", text: `${withScale}\ny ~ student_t(4, ${predictor}, σ)\n` },
  { name: "normal, log σ linear in z", text: `${head}\ny ~ normal(${predictor}, exp(β0 + β1 * z))\n` },
];

/** So many rows, in groups of twenty in mixed order. */
export function simulateRows(rows) {
  const stream = createRandomStream(1, 0);
  const column = (make) => Array.from({ length: rows }, make);
  const groups = Math.max(2, Math.ceil(rows / rowsPerGroup));
  return {
    y: column(() => stream.normal()),
    count: column(() => Math.floor(4 * stream.uniform())),
    event: column(() => (stream.uniform() < 0.4 ? 1 : 0)),
    x: column(() => stream.normal()),
    z: column(() => stream.normal()),
    g: column((_, i) => `g${i < groups ? i : Math.floor(groups * stream.uniform())}`),
  };
}
