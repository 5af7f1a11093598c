/** What is said of a distribution, in words: signature, arguments, support, density, moments. From its declaration. */

import {
  type ArgumentSpecification,
  canBeNoncentered,
  type Distribution,
  type Support,
} from "./distribution.ts";

/** What has no formula in its declaration but a loop over its elements. */
const vectorDensities: Readonly<Record<string, string>> = {
  multi_normal:
    "`Σᵢ (-0.5 * square(zᵢ) - log(sdsᵢ) - log(Lᵢᵢ) - half_log_two_pi)`, where `L` is the lower Cholesky factor of the correlation matrix and `z` solves `L z = (x - mean) / sds`",
  random_walk:
    "`Σₖ (-0.5 * square(zₖ) - log(sₖ) - half_log_two_pi)`, where `z₁ = x₁ / s₁` with `s₁ = first`, and `zₖ = (xₖ - xₖ₋₁) / sₖ` with `sₖ = sd * sqrt(distance)` of the level from the one before it",
  autoregressive:
    "`Σₖ (-0.5 * square(zₖ) - log(sₖ) - half_log_two_pi)`, where `z₁ = x₁ / s₁` with `s₁ = sd`, and `zₖ = (xₖ - r * xₖ₋₁) / sₖ` with `r = correlation^distance` of the level from the one before it and `sₖ = sd * sqrt(1 - r^2)`",
  lkj: "`(shape - 1) * log(det(x))` and a constant in `x`",
  dirichlet: "`gamma_ln(Σ concentration) + Σₖ ((concentrationₖ - 1) * log(xₖ) - gamma_ln(concentrationₖ))`",
  categorical: "`log(probabilitiesₓ)`",
  multinomial:
    "`gamma_ln(n + 1) + Σₖ (xₖ * log(probabilitiesₖ) - gamma_ln(xₖ + 1))`, where `n` is the sum of the counts",
  multinomial_logit:
    "`gamma_ln(n + 1) + Σₖ (xₖ * logitsₖ - gamma_ln(xₖ + 1)) - n * log_sum_exp(logits)`, where `n` is the sum of the counts",
  categorical_logit: "`logitsₓ - log_sum_exp(logits)`",
  ordered_logistic: `${between("inv_logit")}, with \`thresholds₀ = -∞\` and \`∞\` behind the last`,
  ordered_probit: `${between("normal_cdf")}, with \`thresholds₀ = -∞\` and \`∞\` behind the last`,
  adjacent_logit: "`sₓ - log_sum_exp(s)`, where `s₁ = 0` and `sₖ₊₁ = sₖ + location - thresholdsₖ`",
  sequential_logit:
    "`log_inv_logit(thresholdsₓ - location) + Σₖ log_inv_logit(location - thresholdsₖ)` over `k < x`, without the first for the last category",
};

function between(cdf: string): string {
  return `\`log(${cdf}(thresholdsₓ - location) - ${cdf}(thresholdsₓ₋₁ - location))\``;
}

/** `normal(mean, sd)` */
export function distributionSignature({ name, arguments: list }: Distribution): string {
  return `${name}(${list.map(({ name: argument }) => argument).join(", ")})`;
}

/** Where an argument may be, and what it is where it is not written: "real numbers above 0", "real numbers from 0; 1 if it is not written". */
export function argumentPlace({
  support,
  shape,
  sumsToOne,
  increases,
  defaultValue,
  defaultArgument,
}: ArgumentSpecification): string {
  const many = { scalar: "", vector: "a vector of ", matrix: "a matrix of " }[shape ?? "scalar"];
  const standsFor = defaultArgument === undefined ? null : `\`${defaultArgument}\``;
  const value = defaultValue === undefined ? standsFor : formatNumber(defaultValue);
  const otherwise = value === null ? "" : `; ${value} if it is not written`;
  const sum = sumsToOne === true ? " that sum to 1" : increases === true ? " that increase" : "";
  return `${many}${supportWords(support)}${sum}${otherwise}`;
}

/** Support, log density, moments, and what it can be used for, each a short line of Markdown. */
export function distributionFacts(distribution: Distribution): readonly string[] {
  return [
    `support: ${supportWords(distribution.support)}`,
    `log density: ${logDensity(distribution)}`,
    ...moments(distribution),
    ...abilities(distribution),
  ];
}

function formatNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : "no bound";
}

/** Where a variate may be: "real numbers above 0", "shares that sum to 1, one for each level of its plate". */
export function supportWords(support: Support): string {
  switch (support.kind) {
    case "interval":
      return describeInterval(support);
    case "vector":
      return "a vector of real numbers, one for each level of its last plate";
    case "simplex":
      return "shares that sum to 1, one for each level of its plate";
    case "ordered":
      return "increasing numbers, one for each level of its plate";
    case "correlation":
      return "correlation matrices over a plate";
    case "counts":
      return "whole numbers from 0, one in each of several columns of data";
  }
}

function describeInterval({
  lower,
  upper,
  isInteger,
  isOpen,
}: Extract<Support, { kind: "interval" }>): string {
  const numbers = isInteger === true ? "whole numbers" : "real numbers";
  const [least, most] = [String(lower), String(upper)];
  if (lower === Number.NEGATIVE_INFINITY)
    return upper === Number.POSITIVE_INFINITY ? numbers : `${numbers} up to ${most}`;
  const from = isOpen === true ? `above ${least}` : `from ${least}`;
  if (upper === Number.POSITIVE_INFINITY) return `${numbers} ${from}`;
  return isOpen === true ? `${numbers} between ${least} and ${most}` : `${numbers} ${from} to ${most}`;
}

function logDensity(distribution: Distribution): string {
  if (distribution.kind !== "scalar") {
    const text = vectorDensities[distribution.name];
    if (text === undefined) throw new Error(`say what the density of ${distribution.name} is`);
    return text;
  }
  const density = joinTerms(distribution.logDensity);
  const names = mentioned(density, distribution.where ?? {}).map(
    ([name, formula]) => `\`${name} = ${formula}\``,
  );
  const where = names.length === 0 ? "" : `, where ${names.join(", ")}`;
  return `\`${density}\`${where}`;
}

/** Of the names for parts, those that a formula needs, also by way of others. */
function mentioned(formula: string, parts: Readonly<Record<string, string>>): (readonly [string, string])[] {
  // A part may use those above it.
  let text = formula;
  const found = Object.entries(parts)
    .reverse()
    .filter(([name, part]) => {
      const isThere = new RegExp(`\\b${name}\\b`).test(text);
      if (isThere) text += ` ${part}`;
      return isThere;
    });
  return found.reverse();
}

function joinTerms(terms: readonly string[]): string {
  return terms.reduce((sum, term) =>
    term.startsWith("-") ? `${sum} - ${term.slice(1)}` : `${sum} + ${term}`,
  );
}

function moments(distribution: Distribution): string[] {
  if (distribution.kind !== "scalar") return [];
  const { mean, variance } = distribution;
  const known = [
    ...(mean === undefined ? [] : [`mean ${formula(mean)}`]),
    ...(variance === undefined ? [] : [`variance ${formula(variance)}`]),
  ];
  return known.length === 0 ? [] : [known.join(", ")];
}

/** Where there is none, a formula divides 0 by 0. */
function formula(text: string): string {
  return `\`${text.replaceAll("0 / 0", "undefined")}\``;
}

function abilities(distribution: Distribution): string[] {
  const facts: string[] = [];
  if (distribution.kind === "vector" && distribution.support.kind === "counts") facts.push("for data only");
  else if (distribution.kind === "vector" && distribution.ofColumns === true)
    facts.push("data in several columns may have it, `[y1, y2] ~ …`");
  if (distribution.kind === "choice") facts.push("for data only: a factor, or whole numbers from 1");
  if (distribution.kind === "scalar") {
    if (distribution.support.isInteger === true) facts.push("for data only");
    const fixed = distribution.arguments.filter(({ name }) => distribution.partials[name] === undefined);
    if (fixed.length > 0) {
      facts.push(`${fixed.map(({ name }) => `\`${name}\``).join(" and ")} must be data or numbers`);
    }
    if (canBeNoncentered(distribution)) facts.push("as a prior it can be non-centered");
    if (distribution.logCdf !== undefined) facts.push("can be truncated whatever its arguments are");
  }
  if (distribution.kind === "vector" && distribution.chain !== undefined)
    facts.push("non-centered, in its steps, unless the statement says `centered`");
  return facts;
}
