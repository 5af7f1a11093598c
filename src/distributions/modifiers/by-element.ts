/**
 * Several distributions of which each element has one: priors of single elements, `β["days"] ~ student_t(3, 10, 5)` beside
 * `β[X] ~ normal(0, 5)`.
 *
 * Which one an element has is data, so the density is that of a choice, and what the other distributions would say of the element must
 * be finite only: they are asked at a number within their own support, since its derivative is multiplied by 0.
 */

import { type Formula, type IntervalSupport, realSupport, type ScalarDistribution } from "../distribution.ts";
import { Component } from "./component.ts";

/** Element by element the distribution that the argument `which`, which must be data, numbers from 0. Draws are made by those parts. */
export function byElement(bases: readonly ScalarDistribution[]): ScalarDistribution {
  const parts = bases.map((base, k) => new Component(base, `_${k}`));
  const at = parts.map((part, k) => part.at(`own_${k}`));
  const supports = parts.map(({ support }) => support);
  const own = supports.map((support, k) => [`own_${k}`, ownFormula(support, k)] as const);
  const texts = parts.map(({ distribution: { mean, variance } }, k) => ({
    mean: mean && parts[k]!.formula(mean),
    variance: variance && parts[k]!.formula(variance),
  }));
  const known = {
    logCdf: chosen(at.map(({ logCdf }) => logCdf)),
    logSurvival: chosen(at.map(({ logSurvival }) => logSurvival)),
    mean: chosen(texts.map(({ mean }) => mean)),
    variance: chosen(texts.map(({ variance }) => variance)),
  };
  return {
    kind: "scalar",
    name: "by_element",
    description: "A number whose distribution is that of its element.",
    arguments: [
      { name: "which", support: realSupport, description: "the distribution of the element, from 0" },
      ...parts.flatMap((part) => part.arguments),
    ],
    support: hullOf(supports),
    ...(supports.some((one) => !isSame(one, supports[0]!)) && { supports }),
    where: Object.assign(Object.fromEntries(own), ...at.map(({ where }) => where)),
    logDensity: [chosen(at.map(({ logDensity }) => logDensity))!],
    partials: {},
    derived: [...new Set(parts.flatMap((part) => part.differentiable))],
    ...Object.fromEntries(Object.entries(known).filter(([, formula]) => formula !== null)),
  };
}

/** The formula of the element's distribution; null where one of them is not known. */
function chosen(formulas: readonly (Formula | undefined)[]): Formula | null {
  if (formulas.includes(undefined)) return null;
  return formulas
    .map((formula) => formula!)
    .reduceRight((rest, one, k) => `if(which == ${k}, ${one}, ${rest})`);
}

const isSame = (one: IntervalSupport, other: IntervalSupport): boolean =>
  typeof one.lower === "number" &&
  typeof one.upper === "number" &&
  one.lower === other.lower &&
  one.upper === other.upper;

/** Where any of them has mass; without an end where one is an argument. */
function hullOf(supports: readonly IntervalSupport[]): IntervalSupport {
  const lowers = supports.map(({ lower }) => (typeof lower === "number" ? lower : -Infinity));
  const uppers = supports.map(({ upper }) => (typeof upper === "number" ? upper : Infinity));
  return {
    kind: "interval",
    lower: Math.min(...lowers),
    upper: Math.max(...uppers),
    isOpen: supports.every(({ isOpen }) => isOpen === true),
  };
}

/** The variate, or of an element with another distribution a number within the support. */
function ownFormula({ lower, upper }: IntervalSupport, k: number): Formula {
  const [low, high] = [`(${lower})`, `(${upper})`];
  let inside = "1";
  if (lower !== -Infinity && upper !== Infinity) inside = `0.5 * ${low} + 0.5 * ${high}`;
  else if (lower !== -Infinity) inside = `${low} + 1`;
  else if (upper !== Infinity) inside = `${high} - 1`;
  return `if(which == ${k}, x, ${inside})`;
}
