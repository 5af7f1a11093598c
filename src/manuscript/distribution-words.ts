/** Distributions as words of a methods section: "a normal distribution with mean 0 and standard deviation σ_b". */

import type {
  CheckedDistribution,
  CheckedModel,
  CheckedScalar,
  DistributionOf,
  Elements,
  Expression,
  Modified,
} from "../language/checked-model.ts";
import { printExpression } from "../language/print-expression.ts";
import { unreachable } from "../problems/unreachable.ts";
import { enumeration, formula, type Phrase, vector } from "./inline.ts";

/** What a distribution is called, and its arguments in their order; what stands before its number is "with … " and behind it a word after `…`. */
interface DistributionName {
  readonly noun: string;
  readonly arguments: readonly string[];
}

const of = (noun: string, ...names: readonly string[]): DistributionName => ({ noun, arguments: names });

/** By the names that models have for them. A word that begins with `…` stands behind its number. */
export const distributionNames: Readonly<Record<string, DistributionName>> = {
  normal: of("normal", "mean", "standard deviation"),
  student_t: of("Student t", "…degrees of freedom", "location", "scale"),
  cauchy: of("Cauchy", "location", "scale"),
  laplace: of("Laplace", "mean", "scale"),
  asymmetric_laplace: of("asymmetric Laplace", "location", "scale", "quantile"),
  logistic: of("logistic", "mean", "scale"),
  skew_normal: of("skew normal", "location", "scale", "shape parameter"),
  exp_mod_normal: of(
    "exponentially modified normal",
    "mean of the normal part",
    "standard deviation of the normal part",
    "rate of the exponential part",
  ),
  lognormal: of("lognormal", "log-scale mean", "log-scale standard deviation"),
  shifted_lognormal: of("shifted lognormal", "log-scale mean", "log-scale standard deviation", "shift"),
  half_normal: of("half-normal", "scale"),
  half_student_t: of("half-t", "…degrees of freedom", "scale"),
  half_cauchy: of("half-Cauchy", "scale"),
  exponential: of("exponential", "rate"),
  gamma: of("gamma", "shape parameter", "rate parameter"),
  inverse_gamma: of("inverse gamma", "shape parameter", "scale parameter"),
  inverse_gaussian: of("inverse Gaussian", "mean", "shape parameter"),
  chi_square: of("chi-square", "…degrees of freedom"),
  weibull: of("Weibull", "shape parameter", "scale parameter"),
  beta: of("beta", "first shape parameter", "second shape parameter"),
  uniform: of("uniform", "lower end", "upper end"),
  von_mises: of("von Mises", "mean direction", "concentration"),
  flat: of("flat (improper)", "lower end", "upper end"),
  multi_normal: of("multivariate normal", "mean", "standard deviations", "correlation matrix"),
  random_walk: of(
    "Gaussian random walk",
    "standard deviation of a step",
    "standard deviation of the first element",
  ),
  autoregressive: of("stationary autoregressive", "correlation of neighbours", "standard deviation"),
  lkj: of("LKJ", "shape parameter"),
  dirichlet: of("Dirichlet", "concentration"),
  bernoulli: of("Bernoulli", "probability"),
  bernoulli_logit: of("Bernoulli", "log odds"),
  binomial: of("binomial", "number of trials", "probability"),
  binomial_logit: of("binomial", "number of trials", "log odds"),
  beta_binomial: of("beta-binomial", "number of trials", "first shape parameter", "second shape parameter"),
  poisson: of("Poisson", "mean"),
  poisson_log: of("Poisson", "log mean"),
  negative_binomial: of("negative binomial", "mean", "overdispersion parameter"),
  negative_binomial_log: of("negative binomial", "log mean", "overdispersion parameter"),
  negative_binomial_1: of("negative binomial (type 1)", "mean", "excess of the variance over the mean"),
  geometric: of("geometric", "probability"),
  categorical: of("categorical", "probabilities"),
  categorical_logit: of("categorical", "log probabilities, up to a constant,"),
  multinomial: of("multinomial", "probabilities"),
  multinomial_logit: of("multinomial", "log probabilities, up to a constant,"),
  ordered_logistic: of("cumulative logit", "location", "thresholds"),
  ordered_probit: of("cumulative probit", "location", "thresholds"),
  adjacent_logit: of("adjacent-category logit", "location", "thresholds"),
  sequential_logit: of("sequential logit", "location", "thresholds"),
};

/** What of a model is needed: its lists of numbers, and how many numbers a quantity is. */
export type WordedModel = Pick<CheckedModel, "lists" | "declarations">;

/** With its article, and with its arguments. */
export function distributionPhrase(checked: CheckedDistribution, model: WordedModel): Phrase {
  switch (checked.kind) {
    case "truncated": {
      const comma = checked.base.modified === undefined ? "" : ",";
      return [
        ...distributionPhrase(checked.base, model),
        `${comma} truncated to values `,
        ...boundsOf(checked),
      ];
    }
    case "ordered":
      return [...distributionPhrase(checked.base, model), ", in increasing order,"];
    case "scalar":
      if (checked.elements !== undefined) return elementsPhrase(checked.elements, model);
      if (checked.modified !== undefined) return modifiedPhrase(checked.modified, model);
      return plainPhrase(checked, model);
    default:
      return plainPhrase(checked, model);
  }
}

function boundsOf({ lower, upper }: DistributionOf<"truncated">): Phrase {
  if (lower !== null && upper !== null) return ["between ", formula(lower), " and ", formula(upper)];
  if (lower !== null) return ["above ", formula(lower)];
  return upper === null ? ["of any size"] : ["below ", formula(upper)];
}

type Plain = DistributionOf<"scalar" | "vector" | "choice">;

function plainPhrase({ distribution, arguments: values }: Plain, model: WordedModel): Phrase {
  const { noun, arguments: names } = distributionNames[distribution.name]!;
  const head = `${article(noun)} ${noun} distribution`;
  const parts = distribution.arguments.flatMap(({ defaultValue, defaultArgument }, i): Phrase[] => {
    const value = values[i];
    if (value === undefined) return [];
    const other = distribution.arguments.findIndex(({ name }) => name === defaultArgument);
    const isDefault =
      (value.kind === "number" && value.value === defaultValue) ||
      (other >= 0 && printExpression(value) === printExpression(values[other]!));
    return isDefault ? [] : [argumentPhrase(names[i]!, value, model)];
  });
  return parts.length === 0 ? [head] : [`${head} with `, ...enumeration(parts)];
}

function argumentPhrase(name: string, value: Expression, { lists }: WordedModel): Phrase {
  const list =
    value.kind === "list"
      ? value.items
      : value.kind === "column" && value.list !== undefined
        ? lists.get(value.name)?.items
        : undefined;
  const shown = list === undefined ? formula(value) : vector(list);
  if (value.kind === "matrix") return ["known covariance matrix ", shown, ", up to the scale"];
  if (name.startsWith("…")) return [shown, ` ${name.slice(1)}`];
  return [`${list === undefined ? name : plural(name)} `, shown];
}

function plural(name: string): string {
  if (/s$|,$/.test(name)) return name;
  const [head, ...rest] = name.split(" of ");
  return [`${head}s`, ...rest].join(" of ");
}

/** "an exponential", "a uniform". */
function article(noun: string): string {
  return /^([aeio]|LKJ)/i.test(noun) ? "an" : "a";
}

function elementsPhrase(elements: Elements, model: WordedModel): Phrase {
  return [...distributionPhrase(elements.general, model), ...exceptionsPhrase(elements, model)];
}

/** Elements that have a distribution of their own: ", but a Cauchy distribution … for β[x]". */
export function exceptionsPhrase({ single }: Elements, model: WordedModel): Phrase {
  const own = single.map(
    ({ element, distribution }): Phrase => [
      ...distributionPhrase(distribution, model),
      " for ",
      formula(element),
    ],
  );
  return [", but ", ...enumeration(own)];
}

function modifiedPhrase({ modifier, parts }: Modified, model: WordedModel): Phrase {
  const values = parts.flatMap((part) => (part.kind === "argument" ? [part] : []));
  const bases = parts.flatMap((part): readonly CheckedScalar[] => {
    if (part.kind === "argument") return [];
    return part.kind === "distribution" ? [part.distribution] : part.distributions;
  });
  const phrases = bases.map((base) => distributionPhrase(base, model));
  const [base] = phrases as [Phrase, ...Phrase[]];
  const [first, second] = values.map(({ value }) => formula(value));
  switch (modifier) {
    case "zero_inflated":
      return ["a zero-inflated distribution, 0 with probability ", first!, " and otherwise of ", ...base];
    case "hurdle":
      return [
        ...["a hurdle distribution, 0 with probability ", first!, " and otherwise of ", ...base],
        bases[0]!.distribution.support.isInteger === true ? ", without 0" : "",
      ];
    case "zero_one_inflated":
      return [
        "a zero-one-inflated distribution, 0 or 1 with probability ",
        first!,
        " (1 among these with probability ",
        second!,
        ") and otherwise of ",
        ...base,
      ];
    case "mixture": {
      const weight = values[0]!.value;
      const list = weight.kind === "list" ? vector(weight.items) : formula(weight);
      return ["a mixture of ", ...enumeration(phrases), weightWords(weight, bases.length, model), list];
    }
    case "censored":
      return [...base, ", ", ...enumeration(values.map(({ name, value }) => censoringPhrase(name, value)))];
    default:
      return unreachable(modifier);
  }
}

/** One number is the probability of the first of two. */
function weightWords(weight: Expression, count: number, { declarations }: WordedModel): string {
  const isVector =
    weight.kind === "list" ||
    (weight.kind === "quantity" &&
      (declarations.get(weight.name)?.plates.length ?? 0) > weight.indices.length);
  return count > 2 || isVector ? ", with weights " : ", of the first with probability ";
}

const comparisons: readonly string[] = [
  "less",
  "less_equal",
  "greater",
  "greater_equal",
  "equal",
  "not_equal",
];

function censoringPhrase(name: string | null, value: Expression): Phrase {
  if (name === "to") return ["censored to an interval up to ", formula(value), " where that is greater"];
  const isCondition =
    (value.kind === "call" && comparisons.includes(value.function)) ||
    (value.kind === "column" && value.test !== undefined);
  return [`${name}-censored where `, formula(value), ...(isCondition ? [] : [" is not 0"])];
}
