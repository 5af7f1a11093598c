/**
 * What the messages of improper posteriors advise is done: it leads to a posterior that is good, and to no further
 * advice of this kind.
 */

import { describe, expect, test } from "vitest";
import { fit } from "../../src/api/fit.ts";
import { parseModel } from "../../src/api/model.ts";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { bindText } from "../density/harness.ts";

interface Remedy {
  readonly title: string;
  readonly model: string;
  readonly data: ColumnData;
  /** What is in the hint. */
  readonly advice: string;
  /** The line that the advice is followed in: what stands there and what is written instead. */
  readonly change: readonly [string, string];
}

const grouped = "data { y: real\ng: factor }\n";
const cells = { y: [1, 1, 2, 2, 4, 4], g: ["a", "a", "b", "b", "c", "c"] };
const two = { y: [1, 2, 4, 3, 5], g: ["a", "a", "b", "b", "b"] };
const six = { y: [1, 2, 4, 3, 5, 6], g: ["a", "a", "b", "b", "c", "c"] };

const remedies: readonly Remedy[] = [
  {
    title: "min-wc: a constant outcome in each group",
    model: `${grouped}μ ~ normal(0, 5)\nτ ~ half_normal(5)\nσ ~ half_normal(5)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], σ)`,
    data: cells,
    advice: "give `σ` a prior that keeps it from 0, such as `inverse_gamma(2, 5)`",
    change: ["σ ~ half_normal(5)", "σ ~ inverse_gamma(2, 5)"],
  },
  {
    title: "p61: a constant outcome with a flat log scale",
    model: "data { y: real }\nm ~ normal(0, 10)\nls ~ flat()\ny ~ normal(m, exp(ls))",
    data: { y: [1, 1, 1, 1] },
    advice:
      "write a parameter with the prior `inverse_gamma(2, 1)`, which keeps it from 0, in place of `exp(ls)`",
    change: ["ls ~ flat()\ny ~ normal(m, exp(ls))", "σ ~ inverse_gamma(2, 1)\ny ~ normal(m, σ)"],
  },
  {
    title: "a hundred equal values",
    model: "data { y: real }\nm ~ normal(0, 10)\nσ ~ half_normal(5)\ny ~ normal(m, σ)",
    data: { y: Array.from({ length: 100 }, () => 3) },
    advice: "give `σ` a prior that keeps it from 0, such as `inverse_gamma(2, 5)`",
    change: ["σ ~ half_normal(5)", "σ ~ inverse_gamma(2, 5)"],
  },
  {
    title: "separation by a group",
    model: "data { y: int in 0..1\ng: factor }\nX = design(1 + g)\nβ[X] ~ flat()\ny ~ bernoulli_logit(X * β)",
    data: { y: [1, 1, 1, 0, 1, 0], g: ["a", "a", "a", "b", "b", "b"] },
    advice: "give `β` a proper prior, such as `normal(0, 2.5)`",
    change: ["β[X] ~ flat()", "β[X] ~ normal(0, 2.5)"],
  },
  {
    title: "two groups and a flat τ",
    model: `${grouped}μ ~ flat()\nτ ~ flat(lower: 0)\nσ ~ half_normal(2)\nb[g] ~ normal(0, τ)\ny ~ normal(μ + b[g], σ)`,
    data: two,
    advice: "give `τ` a proper prior, such as `half_normal(5)`",
    change: ["τ ~ flat(lower: 0)", "τ ~ half_normal(5)"],
  },
  {
    title: "a flat logarithm of τ",
    model: `${grouped}μ ~ normal(0, 5)\nlt ~ flat()\nσ ~ half_normal(2)\nb[g] ~ normal(0, exp(lt))\ny ~ normal(μ + b[g], σ)`,
    data: six,
    advice: "give `lt` a proper prior, such as `normal(0, 1)`",
    change: ["lt ~ flat()", "lt ~ normal(0, 1)"],
  },
  {
    title: "a flat precision of effects",
    model: `${grouped}μ ~ normal(0, 5)\np ~ flat(lower: 0)\nσ ~ half_normal(2)\nb[g] ~ normal(0, 1 / sqrt(p))\ny ~ normal(μ + b[g], σ)`,
    data: six,
    advice: "give `p` a proper prior, such as `gamma(2, 1)`",
    change: ["p ~ flat(lower: 0)", "p ~ gamma(2, 1)"],
  },
  {
    title: "two rows and a flat σ",
    model: "data { y: real }\nμ ~ flat()\nσ ~ flat(lower: 0)\ny ~ normal(μ, σ)",
    data: { y: [1, 2] },
    advice: "give `σ` a proper prior, such as `half_normal(5)`",
    change: ["σ ~ flat(lower: 0)", "σ ~ half_normal(5)"],
  },
  {
    title: "a flat parameter that nothing depends on",
    model: "data { y: real }\nμ ~ normal(0, 5)\na ~ flat()\nσ ~ half_normal(1)\ny ~ normal(μ, σ)",
    data: { y: [1, 2, 4] },
    advice: "leave `a` out, or give it a proper prior, such as `normal(0, 10)`",
    change: ["a ~ flat()", "a ~ normal(0, 10)"],
  },
  {
    title: "two flat intercepts, one the mean of effects",
    model: `${grouped}α ~ flat()\nμ ~ flat()\nτ ~ half_normal(1)\nσ ~ half_normal(2)\na[g] ~ normal(μ, τ)\ny ~ normal(α + a[g], σ)`,
    data: six,
    advice: "give `μ` a proper prior, such as `normal(0, 10)`",
    change: ["μ ~ flat()", "μ ~ normal(0, 10)"],
  },
];

describe("the advice is followed", () => {
  test.each(remedies)("$title", async ({ model, data, advice, change: [from, to] }) => {
    const errors = bindText(model, data).problems.filter(({ severity }) => severity === "error");
    expect(errors.map(({ hint }) => hint).join("\n")).toContain(advice);
    expect(model).toContain(from);
    const fitted = await fit(parseModel(model.replace(from, to)), { data, workers: 0 });
    expect(fitted.diagnose().verdict).toBe("good");
  });
});
