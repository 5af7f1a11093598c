/** Models in words: every statement of every bundled model is said once, in whole sentences; every distribution has its words. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { distributions } from "../../src/distributions/index.ts";
import { readModelText } from "../../src/language/model-text.ts";
import { distributionNames, distributionPhrase } from "../../src/manuscript/distribution-words.ts";
import type { Phrase } from "../../src/manuscript/inline.ts";
import { written } from "../../src/manuscript/markup.ts";
import { isHierarchicalModel, modelSentences } from "../../src/manuscript/model-words.ts";
import { goodRun } from "../cli/fixed-run.ts";
import { modelFile } from "../run/bundled.ts";
import { faultsOf } from "./prose.ts";
import { modelNames } from "./short-runs.ts";

/** A record that knows nothing of the model's data. */
const record = {
  ...goodRun.record,
  levels: {},
  variables: [],
  data: { ...goodRun.record.data, groups: {} },
  roles: { ...goodRun.record.roles, effects: [] },
};
const read = (text: string) => readModelText(text).model!;
const sentencesOf = (text: string): Phrase[] => {
  const model = read(text);
  const constants = Object.fromEntries(model.constants.map(({ name }) => [name, 4]));
  return modelSentences(model, { ...record, model: { ...record.model, constants } });
};
const say = (text: string): string[] => sentencesOf(text).map((one) => written(one, "text"));

const isSymbol = (name: string) => (one: Phrase[number]) =>
  typeof one === "object" && one.kind === "mathematics" && one.text === name;

describe.each(modelNames)("the model %s", (name) => {
  const text = readFileSync(modelFile(name), "utf8");
  const sentences = sentencesOf(text);
  const plain = sentences.map((one) => written(one, "text"));

  it("is said in whole sentences", () => {
    expect(plain.flatMap(faultsOf)).toEqual([]);
  });

  it("has each parameter's prior once, each outcome, design and definition", () => {
    const { statements, plates } = read(text);
    const priors = sentences.filter((one) => /^The priors? w/.test(String(one[0])));
    const starts = sentences.map((one) => one.find((part) => typeof part === "object"));
    expect(priors.length).toBeLessThanOrEqual(1);
    for (const statement of statements) {
      if (statement.kind === "parameter") {
        const inPriors = priors.flat().filter(isSymbol(statement.name)).length;
        const asEffect = plain.filter(
          (one, i) => /^The (effects|values|parameter) /.test(one) && isSymbol(statement.name)(starts[i]!),
        );
        expect([statement.name, inPriors + asEffect.length]).toEqual([statement.name, 1]);
      } else if (statement.kind === "likelihood") {
        for (const column of statement.columns)
          expect(plain.filter((one) => one.startsWith("The outcome") && one.includes(column))).not.toEqual(
            [],
          );
      } else expect(plain.join(" ")).toContain(`${statement.name} = `);
    }
    for (const { kind, name: plate } of plates.values())
      if (kind === "design") expect(plain.join(" ")).toContain(`${plate} is the design matrix with`);
  });
});

describe("words of distributions", () => {
  it.each(distributions.map((one) => [one.name, one] as const))(
    "of %s are one for each argument",
    (name, one) => {
      expect(distributionNames[name]?.arguments).toHaveLength(one.arguments.length);
    },
  );

  it("are those of distributions that there are", () => {
    const known = distributions.map(({ name }) => name);
    expect(Object.keys(distributionNames).filter((name) => !known.includes(name))).toEqual([]);
  });

  const prior = (text: string): string => {
    const model = read(`data { x: real }\nlevels K = 1..2\n${text}\n`);
    const [own] = model.statements.flatMap((one) => (one.kind === "parameter" ? [one] : []));
    return written(distributionPhrase(own!.distribution, model), "text");
  };
  it.each([
    ["θ ~ normal(0, 5)", "a normal distribution with mean 0 and standard deviation 5"],
    ["θ[K, K] ~ lkj(2)", "an LKJ distribution with shape parameter 2"],
    ["θ ~ exponential(1/3)", "an exponential distribution with rate 1 / 3"],
    ["θ ~ flat()", "a flat (improper) distribution"],
    [
      "θ ~ student_t(3, 0, 2.5)",
      "a Student t distribution with 3 degrees of freedom, location 0 and scale 2.5",
    ],
    [
      "θ ~ truncated(normal(0, 1), lower: 0)",
      "a normal distribution with mean 0 and standard deviation 1 truncated to values above 0",
    ],
    [
      "θ ~ truncated(cauchy(0, 1), lower: 0, upper: 9)",
      "a Cauchy distribution with location 0 and scale 1 truncated to values between 0 and 9",
    ],
    [
      "θ[K] ~ ordered(normal(0, 2))",
      "a normal distribution with mean 0 and standard deviation 2, in increasing order,",
    ],
    ["θ[K] ~ normal([300, 50], 5)", "a normal distribution with means (300, 50) and standard deviation 5"],
    ["θ[K] ~ random_walk(1)", "a Gaussian random walk distribution with standard deviation of a step 1"],
  ])("are told of %s", (text, words) => {
    expect(prior(text)).toBe(words);
  });
});

describe("sentences", () => {
  const declared = "data {\n  y: real\n  n: int\n  x: real\n  w: real\n  g: factor\n}\nlevels K = 1..2\n";

  it("group parameters that have the same prior, and say labels and levels", () => {
    expect(
      say(
        `${declared}α ~ normal(0, 5)\nβ ~ normal(0, 5) "slope"\nσ[g] ~ half_cauchy(1)\ny ~ normal(α + β * x, σ[g])`,
      ),
    ).toEqual([
      "The outcome y was modeled by a normal distribution with mean α + β · x and standard deviation σ[g]",
      "The priors were a normal distribution with mean 0 and standard deviation 5 for α and β (slope); and a half-Cauchy distribution with scale 1 (Gelman, 2006) for σ (one for each level of g)",
    ]);
  });

  it("tell hyperparameters from their effects, through definitions too", () => {
    const text = `${declared}τ ~ half_normal(1)\ns = 2 * τ\nb[g] ~ normal(0, s)\ny ~ normal(b[g], 1)`;
    expect(say(text)).toEqual([
      "The outcome y was modeled by a normal distribution with mean b[g] and standard deviation 1",
      "Here s = 2 · τ",
      "The values b, one for each level of g, had a normal distribution with mean 0 and standard deviation s",
      "The prior was a half-normal distribution with scale 1 for τ",
    ]);
    expect(isHierarchicalModel(read(text))).toBe(true);
    expect(isHierarchicalModel(read(`${declared}τ ~ half_normal(1)\ny ~ normal(0, τ)`))).toBe(false);
  });

  it.each([
    [
      "y ~ weighted(normal(μ, 1), w)",
      "a normal distribution with mean μ and standard deviation 1, each row counted with the weight w",
    ],
    [
      "n ~ zero_inflated(p, poisson(exp(μ)))",
      "a zero-inflated distribution, 0 with probability p and otherwise of a Poisson distribution with mean exp(μ)",
    ],
    [
      "n ~ hurdle(p, poisson_log(μ))",
      "a hurdle distribution, 0 with probability p and otherwise of a Poisson distribution with log mean μ, without 0",
    ],
    [
      "y ~ mixture(p, [normal(μ, 1), normal(0, 3)])",
      "a mixture of a normal distribution with mean μ and standard deviation 1 and a normal distribution with mean 0 and standard deviation 3, of the first with probability p",
    ],
    [
      "y ~ censored(normal(μ, 1), right: x == 0, left: w)",
      "a normal distribution with mean μ and standard deviation 1, right-censored where x == 0 and left-censored where w is not 0",
    ],
    [
      "y ~ truncated(normal(μ, 1), lower: x)",
      "a normal distribution with mean μ and standard deviation 1 truncated to values above x",
    ],
    ["n ~ binomial_logit(10, μ)", "a binomial distribution with number of trials 10 and log odds μ"],
  ])("say %s", (outcome, words) => {
    const [first] = say(`${declared}μ ~ normal(0, 1)\np ~ beta(1, 1)\n${outcome}`);
    expect(first).toBe(`The outcome ${outcome[0]} was modeled by ${words}`);
  });

  it("say what is derived, constants and priors of single elements", () => {
    const said = say(
      `${declared}constant ν = 4 "df"\nX = design(1 + x)\nβ[X] ~ normal(0, 9)\nβ["x"] ~ student_t(ν, 0, 1)\nσ ~ half_normal(1)\ny ~ normal(X * β, σ)\nvariance = σ^2 "of a row"`,
    );
    expect(said).toEqual([
      "The outcome y was modeled by a normal distribution with mean X · β and standard deviation σ",
      "Here X is the design matrix with the columns of the formula 1 + x; and ν was fixed at 4 (df)",
      "The priors were a normal distribution with mean 0 and standard deviation 9 for β (the coefficients of X), but a Student t distribution with ν degrees of freedom, location 0 and scale 1 for β[x]; and a half-normal distribution with scale 1 for σ",
      "From each draw variance = σ^2 (of a row) was computed",
    ]);
  });
});
