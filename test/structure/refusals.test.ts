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
  f: Array.from({ length: rowCount }, (_, i) => `f${i % 20}`),
  h: Array.from({ length: rowCount }, (_, i) => `h${i % 70}`),
};

/** Line 5 is the first of what follows. */
const head = `data { y: real, k: int in 0..1, x: real, g: factor, f: factor, h: factor }
τ ~ half_normal(1)
σ ~ half_normal(1)
β ~ normal(0, 1)
`;
const effects = "b[g] ~ normal(0, τ)\n";
const oneByOne = "its 20 effects would have to be sampled one by one";

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
    title: "walks of more steps than are factored with all the rest",
    body: "b[h, g] ~ random_walk(τ)\ny ~ normal(β + b[h, g], σ)",
    sentences: [
      "b is 70 walks of 5 steps, and 300 steps are the most (line 5)",
      "`b[h, g]` takes more than 64 different values (line 6)",
    ],
    integrated: [],
  },
  {
    title: "a process along more levels than have terms",
    body: "levels K = 1..61\nb[K] ~ autoregressive(0.5, τ)\ny ~ normal(β + b[2], σ)",
    sentences: ["b depends on all levels before its own, and has 61 of them (line 6)"],
    integrated: ["β"],
  },
  {
    title: "a group effect with a Student-t prior",
    body: "b[g] ~ student_t(3, 0, τ)\ny ~ normal(β + b[g], σ)",
    sentences: ["b has a student_t prior (line 5)"],
    integrated: ["β"],
  },
  {
    title: "Student-t effects of so many groups that all the rest is better sampled with them",
    body: "b[f] ~ student_t(3, 0, τ)\ny ~ normal(β + b[f], σ)",
    sentences: [`b has a student_t prior (line 5): ${oneByOne}`],
    integrated: [],
  },
  {
    title: "so many effects inside of another function",
    body: "b[f] ~ normal(0, τ)\ny ~ normal(β + exp(b[f]), σ)",
    sentences: [`b stands inside \`exp\` (line 6): ${oneByOne}`],
    integrated: [],
  },
  {
    title: "coefficients of a design with Laplace priors, which are not effects of groups",
    body: `${effects}X = design(0 + h)\nγ[X] ~ laplace(0, 1)\ny ~ normal(β + b[g] + X * γ, σ)`,
    sentences: ["γ has a laplace prior (line 7)"],
    integrated: ["β", "b"],
  },
  {
    title: "more sampled numbers than are worth it",
    body: `${effects}X = design(0 + h)\nγ[X] ~ laplace(0, 1)\nδ[X] ~ laplace(0, 2)\ny ~ normal(β + b[g] + X * γ + x * (X * δ), σ)`,
    sentences: ["γ has a laplace prior (line 7): 142 numbers would be left to sample, and 100 is the most"],
    integrated: [],
  },
  {
    title: "a standard deviation for each of 20 groups, which is no obstacle in a prior",
    body: `${effects}s[f] ~ half_normal(1)\nc[f] ~ normal(0, s[f])\ny ~ normal(β + b[g] + c[f], σ)`,
    sentences: [],
    integrated: ["β", "b", "c"],
  },
  {
    title: "a flat prior on what is in no outcome",
    body: `${effects}γ ~ flat()\ny ~ normal(β + b[g], σ)`,
    sentences: ["`γ` has a flat prior and is in the mean of no normal outcome"],
    integrated: [],
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
    sentences: ["c has a student_t prior (line 6)", "β is in the prior of `c` (line 6)"],
    integrated: ["b"],
  },
  {
    title: "a truncated prior",
    body: `${effects}c ~ truncated(normal(0, 1), lower: 0)\ny ~ normal(β + b[g] + c, σ)`,
    // A prior on positive numbers may be that of a scale.
    sentences: [],
    integrated: ["β", "b"],
  },
  {
    title: "a truncated prior of a sd for each of 20 levels",
    body: `${effects}s[f] ~ truncated(normal(0, 1), lower: 0)\ny ~ normal(β + b[g], s[f])`,
    sentences: [],
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
    sentences: ["`s[h]` takes more than 64 different values (line 7)"],
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
    // As a layout: one of the posteriors is improper, which binding would refuse.
    const bound = requireBound(head + body, columns, { isLayout: true });
    const { structure, refusals } = recognizeLinearGaussian(bound);
    const told = (structure?.refusals ?? refusals ?? []).map(({ parameter, reason }) =>
      parameter === "" ? reason : `${parameter} ${reason}`,
    );
    expect(told).toEqual(sentences);
    expect(structure?.integrated.map(({ name }) => name) ?? []).toEqual(integrated);
  });

  it("points at the line of each sentence, priors included", () => {
    const text = `${head}b[g] ~ student_t(3, 0, τ)\ny ~ normal(exp(β) + b[g], σ)`;
    const { refusals } = recognizeLinearGaussian(requireBound(text, columns));
    expect(refusals?.map(({ parameter, span }) => [parameter, span?.line])).toEqual([
      ["b", 5],
      ["β", 6],
    ]);
  });
});
