/** What prevents a parameter from being integrated out is said in a sentence that names the term and its line. */

import { describe, expect, it } from "vitest";
import { recognizeLinearGaussian } from "../../src/structure/linear-gaussian.ts";
import { requireBound, scattered } from "../density/harness.ts";

const rowCount = 140;
const columns = {
  y: scattered(rowCount, 3),
  k: scattered(rowCount, 1).map((value) => (value > 0 ? 1 : 0)),
  x: scattered(rowCount, 1, 3),
  g: Array.from({ length: rowCount }, (_, i) => `g${i % 5}`),
  h: Array.from({ length: rowCount }, (_, i) => `h${i % 70}`),
};

/** Line 5 is the first of what follows. */
const head = `data { y: real, k: int in 0..1, x: real, g: factor, h: factor }
τ ~ half_normal(1)
σ ~ half_normal(1)
β ~ normal(0, 1)
`;
const effects = "b[g] ~ normal(0, τ)\n";

interface Case {
  readonly title: string;
  readonly body: string;
  /** The sentences, with their parameters as subjects; the model as a whole has none. */
  readonly sentences: readonly string[];
  /** What is integrated out nevertheless. */
  readonly integrated: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: "a group effect with a Student-t prior",
    body: "b[g] ~ student_t(3, 0, τ)\ny ~ normal(β + b[g], σ)",
    sentences: ["b has a student_t prior"],
    integrated: ["β"],
  },
  {
    title: "the exponential of an effect",
    body: `${effects}y ~ normal(β + exp(b[g]), σ)`,
    sentences: ["b stands inside `exp` (line 6)"],
    integrated: ["β"],
  },
  {
    title: "the exponential of an effect in a definition",
    body: `${effects}μ = β + exp(b[g])\ny ~ normal(μ, σ)`,
    sentences: ["b stands inside `exp` (line 6)"],
    integrated: ["β"],
  },
  {
    title: "an effect in the standard deviation",
    body: `${effects}y ~ normal(β + b[g], exp(b[g]))`,
    sentences: ["b stands in a standard deviation (line 6)"],
    integrated: ["β"],
  },
  {
    title: "an effect in the standard deviation of another",
    body: "b[g] ~ normal(0, exp(β))\ny ~ normal(β + b[g], σ)",
    sentences: ["β stands in a standard deviation (line 5)"],
    integrated: ["b"],
  },
  {
    title: "a product of two effects, of which the smaller is sampled",
    body: `${effects}y ~ normal(β * b[g], σ)`,
    sentences: ["β is multiplied by `b[g]` (line 6)"],
    integrated: ["b"],
  },
  {
    title: "an effect in a denominator",
    body: `${effects}y ~ normal(β + x / b[g], σ)`,
    sentences: ["b stands in a denominator (line 6)"],
    integrated: ["β"],
  },
  {
    title: "the mean of the effects",
    body: `${effects}y ~ normal(β + b[g] - mean(b), σ)`,
    sentences: ["b stands inside `mean` (line 6)"],
    integrated: ["β"],
  },
  {
    title: "an effect in a condition",
    body: `${effects}y ~ normal(β + if(b[g] > 0, 1, 0), σ)`,
    sentences: ["b stands in the condition of an `if` (line 6)"],
    integrated: ["β"],
  },
  {
    title: "a condition on a sampled parameter",
    body: `${effects}y ~ normal(β + if(τ > 1, b[g], 0), σ)`,
    sentences: ["b is chosen by a condition on parameters (line 6)"],
    integrated: ["β"],
  },
  {
    title: "a prior that is not normal on another parameter's mean",
    body: `${effects}c ~ student_t(3, β, 1)\ny ~ normal(b[g] + c, σ)`,
    sentences: ["c has a student_t prior", "β is in the prior of `c` (line 6)"],
    integrated: ["b"],
  },
  {
    title: "a truncated prior",
    body: `${effects}c ~ truncated(normal(0, 1), lower: 0)\ny ~ normal(β + b[g] + c, σ)`,
    sentences: ["c has a prior that is truncated"],
    integrated: ["β", "b"],
  },
  {
    title: "an outcome with heavy tails",
    body: `${effects}y ~ student_t(4, β + b[g], σ)`,
    sentences: [
      "β is in the mean of `y`, which is student_t and not normal (line 6)",
      "b is in the mean of `y`, which is student_t and not normal (line 6)",
    ],
    integrated: [],
  },
  {
    title: "a second outcome of zeros and ones that shares an effect",
    body: `${effects}α ~ normal(0, 1)\nk ~ bernoulli_logit(α + b[g])\ny ~ normal(β + b[g], σ)`,
    sentences: [
      "α is in the mean of `k`, which is bernoulli_logit and not normal (line 7)",
      "b is in the mean of `k`, which is bernoulli_logit and not normal (line 7)",
    ],
    integrated: ["β"],
  },
  {
    title: "a standard deviation for each of 70 levels",
    body: `${effects}s[h] ~ half_normal(1)\ny ~ normal(β + b[g], s[h])`,
    sentences: ["s has a half_normal prior", "`s[h]` takes more than 64 different values (line 7)"],
    integrated: [],
  },
  {
    title: "a standard deviation that differs from row to row",
    body: `${effects}y ~ normal(β + b[g], σ * exp(τ * x))`,
    sentences: ["`exp(τ * x)` takes more than 64 different values (line 6)"],
    integrated: [],
  },
  {
    title: "a model without such parameters",
    body: "y ~ normal(0, σ)",
    sentences: ["the model has no normal outcome with such a parameter in its mean"],
    integrated: [],
  },
];

describe("what is not integrated out", () => {
  it.each(cases)("is told of $title", ({ body, sentences, integrated }) => {
    const { structure, refusals } = recognizeLinearGaussian(requireBound(head + body, columns));
    const told = (structure?.refusals ?? refusals ?? [])
      .filter(({ parameter }) => parameter !== "τ" && parameter !== "σ")
      .map(({ parameter, reason }) => (parameter === "" ? reason : `${parameter} ${reason}`));
    expect(told).toEqual(sentences);
    expect(structure?.integrated.map(({ name }) => name) ?? []).toEqual(integrated);
  });

  it("points at the line of each sentence, priors included", () => {
    const text = `${head}b[g] ~ student_t(3, 0, τ)\ny ~ normal(exp(β) + b[g], σ)`;
    const { refusals } = recognizeLinearGaussian(requireBound(text, columns));
    expect(refusals?.map(({ parameter, span }) => [parameter, span?.line])).toEqual([
      ["τ", 2],
      ["σ", 3],
      ["b", 5],
      ["β", 6],
    ]);
  });
});
