/** Whether a posterior is proper is asked of rows with weights as of the rows written out. */

import { expect, test } from "vitest";
import { bindText } from "../density/harness.ts";

const once = { y: [1, 2.5, 3], x: [0, 1, 2], g: ["a", "b", "c"], k: [0, 1, 1], w: [2, 2, 3] };
const repeated = Object.fromEntries(
  Object.entries(once).map(([name, values]) => [
    name,
    once.w.flatMap((w, row) => new Array<number | string>(w).fill(values[row]!)),
  ]),
);
const data = "data { y: real\n  x: real\n  g: factor\n  k: int\n  w: real }\n";

test.each([
  ["μ ~ flat()\nσ ~ flat(lower: 0)\ny ~ normal(μ, σ)", []],
  ["μ ~ flat()\nβ ~ flat()\nσ ~ flat(lower: 0)\ny ~ normal(μ + β * x, σ)", []],
  ["μ ~ normal(0, 1)\nb[g] ~ normal(0, 5)\nσ ~ half_normal(5)\ny ~ normal(μ + b[g], σ)", ["HP0465"]],
  ["μ ~ flat()\nβ ~ flat()\nk ~ bernoulli_logit(μ + β * x)", ["HP0466"]],
  ["β ~ normal(0, 3)\nk ~ bernoulli_logit(β * x)", []],
])("%s", (statements, codes) => {
  const errorsOf = (text: string, columns: typeof repeated): string[] =>
    bindText(data + text, columns)
      .problems.filter(({ severity }) => severity === "error")
      .map(({ code }) => code);
  const weighted = statements.replace(/~ ([^~]*)$/, "~ weighted($1, w)");
  expect(errorsOf(statements, repeated)).toEqual(codes);
  expect(errorsOf(weighted, once)).toEqual(codes);
});
