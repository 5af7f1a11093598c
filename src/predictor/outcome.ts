/**
 * The outcome and the scale on which its predictor is linear: which argument of the likelihood holds the linear
 * predictor, and what the variance about it is there.
 *
 * On the logit scale a binary outcome is a logistic variable cut at zero, whose variance is π²/3; on the probit scale a
 * normal one, with variance 1 (Snijders & Bosker 2012, section 17.2). An ordinal outcome is the same variable, cut at several thresholds,
 * if its probabilities are cumulative; those of adjacent and of sequential categories have no such variable. A choice between two is a binary outcome by the difference of
 * its logits. A count on the log scale has no fixed variance: that of the logarithm of a lognormal variable with the count's mean
 * and variance stands for it, ln(1 + Var/λ²), at the mean λ of the expected counts (Nakagawa, Johnson & Schielzeth 2017, table 2).
 */

import type {
  CheckedModel,
  CheckedScalar,
  DistributionOf,
  Expression,
  Likelihood,
} from "../language/checked-model.ts";
import { isDataOnly } from "../model/references.ts";

export interface Outcome {
  readonly likelihood: Likelihood;
  /** The linear predictor. */
  readonly location: Expression;
  /** The variance about it; null where there is none on this scale. */
  readonly residual: OutcomeResidual | null;
  /** "", or " on the logit scale". */
  readonly scale: string;
  /** The number of trials that a count is out of, if it is. */
  readonly trials: Expression | null;
  /** The value of the outcome that counts as none: 1 for a choice between the categories 1 and 2. */
  readonly origin: number;
}

/**
 * A formula in the distribution's arguments, a fixed number, or that of a count with or without overdispersion. Of a normal outcome the
 * sd is at hand: what group means tell of their effects is known for it alone.
 */
export type OutcomeResidual =
  | {
      readonly kind: "count";
      readonly overdispersion: Expression | null;
      /** Of a count whose variance is its mean times 1 + excess. */
      readonly excess: Expression | null;
    }
  | {
      readonly kind: "formula";
      readonly formula: string;
      /** The arguments that the formula is of. */
      readonly names: Readonly<Record<string, Expression>>;
      readonly normalSd: Expression | null;
    }
  | { readonly kind: "number"; readonly value: number; readonly definition: string };

/** The functions that lead from a linear predictor to an argument. */
export const inverseLinks = ["exp", "inv_logit", "normal_cdf"] as const;
/** One of them. */
export type InverseLink = (typeof inverseLinks)[number];

interface Scale {
  /** The argument that holds the linear predictor. */
  readonly location: string;
  /** The function around the linear predictor in that argument, or null. */
  readonly inverseLink: InverseLink | null;
  readonly residual: "variance" | "log_variance" | "logistic" | "standard normal" | "count" | null;
  readonly words: string;
}

const scales: Readonly<Record<string, readonly Scale[]>> = {
  normal: [plain("mean", "variance")],
  student_t: [plain("mean", "variance")],
  laplace: [plain("mean", "variance")],
  asymmetric_laplace: [plain("location", "variance")],
  logistic: [plain("mean", "variance")],
  skew_normal: [plain("location", "variance")],
  exp_mod_normal: [plain("mu", "variance")],
  cauchy: [plain("location", null)],
  lognormal: [{ ...plain("log_mean", "log_variance"), words: " on the log scale" }],
  shifted_lognormal: [{ ...plain("log_mean", "log_variance"), words: " on the log scale" }],
  bernoulli_logit: [logit("logit", null)],
  binomial_logit: [logit("logit", null)],
  bernoulli: [logit("probability", "inv_logit"), probit("probability")],
  binomial: [logit("probability", "inv_logit"), probit("probability")],
  poisson_log: [log("log_mean", null)],
  negative_binomial_log: [log("log_mean", null)],
  poisson: [log("mean", "exp")],
  negative_binomial: [log("mean", "exp")],
  negative_binomial_1: [log("mean", "exp")],
};

const logisticResidual: OutcomeResidual = {
  kind: "number",
  value: 3.289868133696453,
  definition: "π²/3, the variance of the standard logistic distribution",
};

const standardNormalResidual: OutcomeResidual = {
  kind: "number",
  value: 1,
  definition: "1, the variance of the standard normal distribution",
};

function plain(location: string, residual: Scale["residual"]): Scale {
  return { location, inverseLink: null, residual, words: "" };
}

function logit(location: string, inverseLink: Scale["inverseLink"]): Scale {
  return { location, inverseLink, residual: "logistic", words: " on the logit scale" };
}

function probit(location: string): Scale {
  return { location, inverseLink: "normal_cdf", residual: "standard normal", words: " on the probit scale" };
}

function log(location: string, inverseLink: Scale["inverseLink"]): Scale {
  return { location, inverseLink, residual: "count", words: " on the log scale" };
}

/** Whether the argument of this name has the linear predictor of a binary outcome, or of counts out of trials, under this link; or that of a count. */
export function discreteOutcome(
  { distribution }: CheckedScalar,
  argument: string,
  link: InverseLink | null,
): "binary" | "count" | null {
  const residual = scales[distribution.name]?.find(
    ({ location, inverseLink }) => location === argument && inverseLink === link,
  )?.residual;
  if (residual === "count") return "count";
  return residual === "logistic" || residual === "standard normal" ? "binary" : null;
}

/** The likelihoods over the rows. */
export function rowLikelihoods(model: CheckedModel): Likelihood[] {
  return model.statements.filter((one): one is Likelihood => one.kind === "likelihood" && one.per === null);
}

/** The outcome of a model with one likelihood over the rows and one linear predictor in it; null where it has none, or several. */
export function findOutcome(model: CheckedModel): Outcome | null {
  const [likelihood, ...others] = rowLikelihoods(model);
  return likelihood === undefined || others.length > 0 ? null : outcomeOf(likelihood);
}

/** The outcomes of a model that has several, each with a linear predictor of its own; none of a model of one, or where one has none. */
export function findSeveralOutcomes(model: CheckedModel): readonly Outcome[] {
  const found = rowLikelihoods(model).flatMap((likelihood) =>
    likelihood.columns.length === 1 ? [outcomeOf(likelihood)] : elementsOf(likelihood),
  );
  return found.length > 1 && found.every((one) => one !== null) ? found : [];
}

/** The columns of a multivariate normal outcome, each with its mean and sd; null in place of those that are not written one by one. */
function elementsOf(likelihood: Likelihood): (Outcome | null)[] {
  const { distribution, columns } = likelihood;
  if (distribution.kind !== "vector" || distribution.distribution.name !== "multi_normal") return [null];
  const [mean, sd] = distribution.arguments;
  return columns.map((column, i): Outcome | null => {
    const [location, ownSd] = [mean, sd].map((one) => (one?.kind === "list" ? one.items[i] : undefined));
    if (location === undefined || ownSd === undefined) return null;
    return {
      likelihood: { ...likelihood, column, columns: [column] },
      location,
      // What group means tell of effects depends on the other columns, too.
      residual: { kind: "formula", formula: "square(sd)", names: { sd: ownSd }, normalSd: null },
      scale: "",
      trials: null,
      origin: 0,
    };
  });
}

function outcomeOf(likelihood: Likelihood): Outcome | null {
  const { distribution } = likelihood;
  if (distribution.kind === "choice")
    return ordinal(likelihood, distribution) ?? binaryChoice(likelihood, distribution);
  const isTruncated = distribution.kind === "truncated";
  const stated = isTruncated ? distribution.base : distribution;
  if (stated.kind !== "scalar") return null;
  const scalar = uncensored(stated);
  const isCensored = scalar !== stated;
  const before = isCensored ? " before censoring" : isTruncated ? " before truncation" : "";
  for (const scale of scales[scalar.distribution.name] ?? []) {
    const location = locationOf(scalar, scale);
    if (location === null) continue;
    return {
      likelihood,
      location,
      residual: residualOf(scalar, scale, isCensored),
      scale: `${scale.words}${before}`,
      trials: argumentOf(scalar, "trials"),
      origin: 0,
    };
  }
  return null;
}

/** The distribution of the values before some are known as bounds only. */
function uncensored(scalar: CheckedScalar): CheckedScalar {
  const { modifier, parts: [part] = [] } = scalar.modified ?? {};
  return modifier === "censored" && part?.kind === "distribution" ? part.distribution : scalar;
}

/** Whether the outcome's sd is known: numbers and columns only. */
export function hasKnownDeviation(residual: OutcomeResidual | null): boolean {
  const sd = residual?.kind === "formula" ? residual.names.sd : undefined;
  return sd !== undefined && isDataOnly(sd);
}

/** What is about the location of an ordinal outcome: the latent variable that thresholds cut, where there is one. */
const ordinalScales: Readonly<Record<string, Pick<Outcome, "residual" | "scale">>> = {
  ordered_logistic: { residual: logisticResidual, scale: " on the logit scale" },
  ordered_probit: { residual: standardNormalResidual, scale: " on the probit scale" },
  adjacent_logit: { residual: null, scale: " on the logit scale" },
  sequential_logit: { residual: null, scale: " on the logit scale" },
};

function ordinal(
  likelihood: Likelihood,
  { distribution, arguments: [location] }: DistributionOf<"choice">,
): Outcome | null {
  const scale = ordinalScales[distribution.name];
  return scale === undefined ? null : { likelihood, location: location!, ...scale, trials: null, origin: 0 };
}

/** `categorical_logit([0, η])`: the second of two, by the difference of their logits. */
function binaryChoice(
  likelihood: Likelihood,
  { distribution, arguments: [logits], span }: DistributionOf<"choice">,
): Outcome | null {
  if (distribution.name !== "categorical_logit" || logits?.kind !== "list" || logits.items.length !== 2)
    return null;
  const [first, second] = logits.items as [Expression, Expression];
  const isZero = first.kind === "number" && first.value === 0;
  const difference: Expression = { kind: "call", function: "subtract", arguments: [second, first], span };
  const location = isZero ? second : difference;
  const scale = " on the logit scale";
  return { likelihood, location, residual: logisticResidual, scale, trials: null, origin: 1 };
}

/** The argument of this name, or null. */
export function argumentOf(
  { distribution, arguments: list }: CheckedScalar,
  name: string,
): Expression | null {
  const index = distribution.arguments.findIndex((argument) => argument.name === name);
  return list[index] ?? null;
}

/** The arguments by their names, without that of the location: what a variance depends on. */
export function argumentsBeside(
  { distribution, arguments: list }: CheckedScalar,
  location: string | undefined,
): Record<string, Expression> {
  const named = distribution.arguments.map(({ name }, i) => [name, list[i]!] as const);
  return Object.fromEntries(named.filter(([name]) => name !== location));
}

function locationOf(scalar: CheckedScalar, scale: Scale): Expression | null {
  const argument = argumentOf(scalar, scale.location);
  if (argument === null || scale.inverseLink === null) return argument;
  return argument.kind === "call" && argument.function === scale.inverseLink ? argument.arguments[0]! : null;
}

function residualOf(scalar: CheckedScalar, scale: Scale, isCensored: boolean): OutcomeResidual | null {
  const names = argumentsBeside(scalar, scale.location);
  switch (scale.residual) {
    case "variance": {
      const formula = scalar.distribution.variance;
      if (formula === undefined) return null;
      // Means of groups say nothing where values are bounds.
      const isPlain = scalar.distribution.name === "normal" && !isCensored;
      const normalSd = isPlain ? argumentOf(scalar, "sd") : null;
      return { kind: "formula", formula, names, normalSd };
    }
    case "log_variance":
      return { kind: "formula", formula: "square(log_sd)", names, normalSd: null };
    case "logistic":
      return logisticResidual;
    case "standard normal":
      return standardNormalResidual;
    case "count":
      return {
        kind: "count",
        overdispersion: argumentOf(scalar, "overdispersion"),
        excess: argumentOf(scalar, "excess"),
      };
    case null:
      return null;
  }
}
