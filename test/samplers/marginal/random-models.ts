/**
 * Random linear-Gaussian models of the example columns: priors about other parameters, scales that are products, effects nested,
 * crossed, correlated and by choice, in means of random terms. What no term names stays in the model, without an outcome.
 */

import fc from "fast-check";
import { expect } from "vitest";
import { type Disagreement, disagreementOf } from "./disagreement.ts";

const data = `data {
  y: real
  x: real
  t: real
  se: real > 0
  batch: factor
  cask: factor in batch
  lab: factor
  method: factor
}
`;

/** Each part of a model with its choices, from the plainest on: what fails is made as plain as it can be and still fail. */
const choices = {
  design: ["1 + x", "1 + method"],
  k: ["uniform(0.5, 2)", "lognormal(0, 1)"],
  μ: ["normal(0, 2)", "normal(5, 3)", "student_t(4, 0, 3)"],
  m: ["normal(0, 2)", "normal(0, 3)", "normal(μ, 1)", "normal(1, k)"],
  β: [
    "normal(0, 5)",
    "normal(μ, 2)",
    "normal(μ / 2, 3)",
    "normal(0, k)",
    'normal(m["hand"], 1)',
    "laplace(0, 2)",
  ],
  labMean: ["0", "3", "μ", "2 * μ", "β[SLOPE]", 'm["hand"]', 'μ + m["robot"]'],
  labSd: ["σ_b", "1.5", "2 * σ_b", "σ_b * k", "σ_b / k"],
  batch: [
    ...["0", "β[X]", "μ"].flatMap((mean) => ["σ_b", "2"].map((sd) => `normal(${mean}, ${sd})`)),
    ...["0", "β", "μ"].flatMap((mean) => ["τ", "k", "2"].map((sds) => `multi_normal(${mean}, ${sds}, Ω)`)),
  ],
  caskMean: ["0", "μ"],
  caskSd: ["σ_b", "k", "1"],
  cellMean: ["0", "b[lab]", "m[method]"],
  cellSd: ["σ_b", "k", "1"],
  e: ["k * μ", 'μ + m["robot"]', '2 * β["intercept"] - μ'],
  sd: ["σ", "s[method]", "se", "σ * se", "se / k", "σ * if(t > 1, k, 1)"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Part = keyof typeof choices;

/** A model has one of these terms at least, so that something is integrated out. */
const effects = ["b[lab]", "c[cask]", "m[method]", "X * u[batch]", "v[lab, method]"];

const terms = [
  ...effects,
  "X * β",
  "μ",
  "e",
  "3",
  "k",
  "x * k",
  "x * b[lab]",
  "k * b[lab]",
  "b[lab] * t / 2",
  "β[SLOPE] * t",
  'm["hand"] * x',
  "u[batch, SLOPE] * x",
  'v[lab, "hand"]',
  "if(x > 0, b[lab], 2 * b[lab])",
  "if(t > 1, c[cask], 0)",
];

const parts = Object.fromEntries(
  Object.entries(choices).map(([part, of]) => [part, fc.constantFrom<string>(...of)]),
) as Readonly<Record<Part, fc.Arbitrary<string>>>;

/** The texts of the models. A term may be in the mean twice. */
const randomModels: fc.Arbitrary<string> = fc
  .record({ ...parts, effect: fc.constantFrom(...effects), others: fc.subarray(terms, { maxLength: 4 }) })
  .map(({ effect, others, ...chosen }) => textOf(chosen, [effect, ...others].join(" + ")));

function textOf(chosen: Readonly<Record<Part, string>>, mean: string): string {
  const { design, batch, sd } = chosen;
  const slope = design === "1 + x" ? '"x"' : '"method=robot"';
  const lines = [
    `X = design(${design})`,
    `k ~ ${chosen.k}`,
    "σ_b ~ half_normal(2)",
    `μ ~ ${chosen.μ}`,
    `m[method] ~ ${chosen.m}`,
    `β[X] ~ ${chosen.β}`,
    `b[lab] ~ normal(${chosen.labMean}, ${chosen.labSd})`,
    ...(batch.includes("τ") ? ["τ[X] ~ half_normal(2)"] : []),
    ...(batch.includes("Ω") ? ["Ω[X, X] ~ lkj(2)"] : []),
    `u[batch, X] ~ ${batch}`,
    `c[cask] ~ normal(${chosen.caskMean}, ${chosen.caskSd})`,
    `v[lab, method] ~ normal(${chosen.cellMean}, ${chosen.cellSd})`,
    `e = ${chosen.e}`,
    ...(sd.includes("s[method]") ? ["s[method] ~ half_normal(3)"] : []),
    ...(sd.includes("σ") ? ["σ ~ half_normal(3)"] : []),
    `y ~ normal(${mean}, ${sd})`,
  ];
  return data + lines.join("\n").replaceAll("SLOPE", slope);
}

/** Fails with the text of the first model that does not agree with brute force, made as plain as it can be. */
export function requireAgreement(seed: number, count: number): void {
  fc.assert(
    fc.property(randomModels, (text) => {
      try {
        expectAgreement(disagreementOf(text));
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : error}\nin the model\n${text}\n`);
      }
    }),
    { seed, numRuns: count },
  );
}

function expectAgreement({ density, gradient, mean, covariance }: Disagreement): void {
  expect(density, "log density").toBeLessThan(1e-8);
  expect(gradient, "gradient").toBeLessThan(1e-6);
  expect(mean, "conditional means").toBeLessThan(1e-6);
  expect(covariance, "conditional covariances").toBeLessThan(1e-6);
}
