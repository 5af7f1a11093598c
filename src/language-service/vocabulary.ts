/** What the words of the language are, in a sentence each: for hovers and completions. Distributions and functions of numbers tell it themselves. */

import { scalarFunctions } from "../numeric/scalar-functions.ts";

/** A word with how it is written, what it is, and what completion puts in its place. */
export interface Entry {
  readonly name: string;
  readonly signature: string;
  readonly description: string;
  /** What is written for it; `«x»` is a place to fill in. */
  readonly pattern: string;
}

function entry(name: string, signature: string, description: string, pattern: string): Entry {
  return { name, signature, description, pattern };
}

/** Words of statements. */
export const keywords: readonly Entry[] = [
  entry("model", "model NAME", "the name of the model, on a line of its own", "model «name»"),
  entry(
    "data",
    "data { name: type }",
    "the columns of the table; `data per county { … }` has one value for each county",
    "data {\n  «y»: «real»\n}",
  ),
  entry("per", "data per county { … }", "columns with one value for each level of a plate", "per «group»"),
  entry(
    "constant",
    "constant s = 5",
    "a number that a run can set to another value, `--set s=1`",
    "constant «s» = «5»",
  ),
  entry(
    "levels",
    "levels K = 1..3",
    "a plate that no column has: numbers in a row, or labels, `[low, high]`",
    "levels «K» = 1..«3»",
  ),
  entry(
    "matrix",
    "matrix A[animal, animal]",
    "a covariance matrix of the levels of a factor, which a table of its own has",
    "matrix «A»[«animal», «animal»]",
  ),
  entry("inverse", "matrix Q[animal, animal] inverse", "the table has the inverse of the matrix", "inverse"),
  entry(
    "design",
    "X = design(1 + days)",
    "a design matrix in the notation of Wilkinson and Rogers, whose columns are a plate; `X * β` is the sum of columns times coefficients",
    "design(«1 + x»)",
  ),
  entry(
    "centered",
    "centered b[sample] ~ …",
    "the sampler moves in the value itself; without the word the program chooses",
    "centered ",
  ),
  entry(
    "noncentered",
    "noncentered b[sample] ~ …",
    "the sampler moves in (value - location) / scale; without the word the program chooses",
    "noncentered ",
  ),
];

/** Types of columns. */
export const types: readonly Entry[] = [
  entry("real", "name: real", "a column of numbers; a bound may follow, `real > 0`", "real"),
  entry("int", "name: int", "a column of whole numbers; a bound may follow, `int in 0..n`", "int"),
  entry("factor", "name: factor", "a column of labels, whose levels are a plate: `b[name] ~ …`", "factor"),
];

/** Words behind a type, by the types that they follow. */
export const columnPhrases: readonly (Entry & { readonly after: "factor" | "number" | "any" })[] = [
  {
    ...entry("in", "factor in batch", "labels are unique only within their batch", "in «batch»"),
    after: "factor",
  },
  {
    ...entry("in", "int in 0..n", "a bound: both ends are allowed", "in «0»..«n»"),
    after: "number",
  },
  {
    ...entry(
      "across",
      "factor across lab",
      "one label is one level, whatever the lab: labels of several labs are the same ones",
      "across «lab»",
    ),
    after: "factor",
  },
  {
    ...entry(
      "of",
      "factor of team",
      "one of several columns whose labels are levels of one plate",
      "of «team»",
    ),
    after: "factor",
  },
  {
    ...entry(
      "ordered",
      "factor ordered [low, high]",
      "all levels, from the lowest to the highest",
      "ordered [«low», «high»]",
    ),
    after: "factor",
  },
  {
    ...entry(
      "reference",
      'factor reference "placebo"',
      "the level that is the first one",
      'reference "«placebo»"',
    ),
    after: "factor",
  },
  {
    ...entry("from", 'from "Any Column"', "the header of the column in the table", 'from "«Column»"'),
    after: "any",
  },
  { ...entry("> 0", "real > 0", "a bound: numbers above 0", "> «0»"), after: "number" },
  { ...entry(">= 0", "int >= 0", "a bound: numbers of at least 0", ">= «0»"), after: "number" },
  { ...entry("?", "real?", "values may be missing", "?"), after: "any" },
];

/** Distributions that are made of others. */
export const modifiers: readonly Entry[] = [
  entry(
    "truncated",
    "truncated(distribution, lower: a, upper: b)",
    "the distribution given that the value lies between the bounds, of which one may be left out",
    "truncated(«normal(0, 1)», lower: «0»)",
  ),
  entry("ordered", "ordered(distribution)", "increasing numbers along a plate", "ordered(«normal(0, 2)»)"),
  entry(
    "zero_inflated",
    "zero_inflated(p, distribution)",
    "0 with the probability p, otherwise a count of the distribution, of which 0 may be one",
    "zero_inflated(«p», «poisson(λ)»)",
  ),
  entry(
    "hurdle",
    "hurdle(p, distribution)",
    "0 with the probability p, otherwise a value of the distribution that is not 0",
    "hurdle(«p», «poisson(λ)»)",
  ),
  entry(
    "zero_one_inflated",
    "zero_one_inflated(p, q, distribution)",
    "0 or 1 with the probability p, which is 1 with the probability q; otherwise a share",
    "zero_one_inflated(«p», «q», «beta(a, b)»)",
  ),
  entry(
    "mixture",
    "mixture(w, [distribution, distribution])",
    "of each distribution with its weight; of two, w may be the probability of the first",
    "mixture(«w», [«normal(a, s)», «normal(b, s)»])",
  ),
  entry(
    "censored",
    "censored(distribution, right: condition)",
    "where the condition is not 0 only known to be above (`right`) or at most (`left`) the value; `to: end` is an interval",
    "censored(«weibull(k, s)», right: «event == 0»)",
  ),
  entry(
    "weighted",
    "weighted(distribution, w)",
    "the distribution of an outcome of which each row stands for w rows",
    "weighted(«normal(μ, σ)», «w»)",
  ),
];

/** The named arguments of modifiers, with what each is. */
export const modifierArguments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  truncated: { lower: "the lower bound", upper: "the upper bound" },
  censored: {
    left: "where it is not 0 the value is only known to be at most y",
    right: "where it is not 0 the value is only known to be above y",
    to: "the value is known to lie between y and this, where this is above y",
  },
};

/** Functions of all elements of a plate, or of a column. */
const reductions: readonly Entry[] = (
  [
    ["sum", "the sum"],
    ["mean", "the mean"],
    ["sd", "the standard deviation, with the divisor n - 1,"],
    ["min", "the smallest"],
    ["max", "the largest"],
  ] as const
).map(([name, what]) =>
  entry(
    name,
    `${name}(b)`,
    `${what} of all elements of a quantity with a plate, or of a column`,
    `${name}(«b»)`,
  ),
);

const rank = entry(
  "rank",
  "rank(b)",
  "for each element of a quantity with a plate its place among them; 1 is the smallest",
  "rank(«b»)",
);

/** Functions of a column whose value in a row is made of other rows. */
export const series: readonly Entry[] = [
  entry(
    "lag",
    "lag(y, within: person, by: week, steps: 1, first: 0)",
    "the value that the column has in the row before: of the same person, in the order of weeks",
    "lag(«y», within: «person»)",
  ),
  entry(
    "cumulative_sum",
    "cumulative_sum(x, within: person, by: week)",
    "the sum of the column up to the row and with it",
    "cumulative_sum(«x», within: «person»)",
  ),
];

/** Their named arguments. */
export const seriesArguments: Readonly<Record<string, string>> = {
  within: "the factor that has a series in each of its levels",
  by: "the column that the rows of a series are ordered by",
  steps: "how many rows back",
  first: "what rows have that have none before them",
};

/** Functions of numbers that a model may call, of their own tables. */
const numberFunctions: readonly Entry[] = Object.values(scalarFunctions)
  .filter(({ isCallable, name }) => isCallable || name === "if")
  .map(({ name, arity, isFolded, description }) => {
    if (name === "if")
      return entry(
        name,
        "if(condition, a, b)",
        `a where the condition is not 0, otherwise b`,
        "if(«condition», «a», «b»)",
      );
    const letters = ["a", "b", "c"].slice(0, isFolded === true ? 2 : arity);
    const given = `${letters.join(", ")}${isFolded === true ? ", …" : ""}`;
    const places = letters.map((letter) => `«${letter}»`).join(", ");
    return entry(name, `${name}(${given})`, description, `${name}(${places})`);
  });

/** All functions of expressions; of those that are also reductions (`min`), the function of numbers tells of both. */
export const functions: readonly Entry[] = [
  ...numberFunctions.map((one) => {
    const also = reductions.find(({ name }) => name === one.name);
    return also === undefined
      ? one
      : { ...one, description: `${one.description}; \`${also.signature}\`: ${also.description}` };
  }),
  ...reductions.filter(({ name }) => !numberFunctions.some((one) => one.name === name)),
  rank,
  ...series,
];

/** Functions of designs. */
export const designFunctions: readonly Entry[] = (
  [
    ["center", "x", "a column minus its mean"],
    ["scale", "x", "a column minus its mean, divided by its standard deviation"],
    ["poly", "x, 2", "orthogonal polynomials up to that degree, each of length 1"],
    ["spline", "x, 10", "what a smooth curve of so many B-splines has besides a straight line"],
    ["sum", "f", "a factor by contrasts: each level but the last against the mean of all"],
    ["helmert", "f", "a factor by contrasts: each level but the first against the mean of those before it"],
    ["steps", "f", "an ordered factor by its steps"],
    ["no_intercept", "a + b", "around all terms: these without the intercept, factors coded as beside it"],
    ["I", "x^2", "arithmetic as it stands; 1 where a comparison holds, and 0 elsewhere"],
    ["log", "x", "natural logarithm of a column"],
    ["log1p", "x", "log(1 + x) of a column"],
    ["log2", "x", "logarithm of a column to base 2"],
    ["log10", "x", "logarithm of a column to base 10"],
    ["exp", "x", "e to the power of a column"],
    ["sqrt", "x", "square root of a column"],
    ["square", "x", "a column times itself"],
    ["abs", "x", "absolute value of a column"],
  ] as const
).map(([name, given, description]) => {
  const places = given.split(", ").map((place) => `«${place}»`);
  return entry(name, `${name}(${given})`, description, `${name}(${places.join(", ")})`);
});

/** The entry of a name in a list, or undefined. */
export function findEntry<One extends Entry>(list: readonly One[], name: string): One | undefined {
  return list.find((one) => one.name === name);
}
