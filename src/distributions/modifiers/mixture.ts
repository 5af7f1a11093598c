/** One of several distributions, nobody knows which. Source: McLachlan & Peel (2000), Finite Mixture Models, chapter 1. */

import type { RandomStream } from "../../numeric/random-stream.ts";
import { type Formula, type IntervalSupport, type ScalarDistribution, unitSupport } from "../distribution.ts";
import { Component } from "./component.ts";

/** Of the distributions in order, each with its weight: `weight_1`, …, and the arguments `mean_1`, `sd_1`, `mean_2`, …. */
export function mixture(bases: readonly ScalarDistribution[]): ScalarDistribution {
  const parts = bases.map((base, k) => new Component(base, `_${k + 1}`));
  const support = hullOf(parts.map((part) => part.support));
  const at = parts.map((part, k) => part.at(isWithin(support, part.support) ? "x" : `inner_${k + 1}`));
  const weights = parts.map((_, k) => `weight_${k + 1}`);
  const inner = parts.map((part, k) => [`inner_${k + 1}`, innerFormula(part.support)] as const);
  const densities = parts.map((part, k) =>
    isWithin(support, part.support)
      ? at[k]!.logDensity
      : `if(x == inner_${k + 1}, ${at[k]!.logDensity}, -infinity)`,
  );
  const isWhole = parts.every((part) => isWithin(support, part.support));
  const [logCdf, logSurvival] = isWhole
    ? [mixed(at.map((one) => one.logCdf)), mixed(at.map((one) => one.logSurvival))]
    : [null, null];
  const moments = momentsOf(parts, weights);
  const canDraw = bases.every(({ draw }) => draw !== undefined);
  return {
    kind: "scalar",
    name: "mixture",
    description: "A number of one of several distributions, each with its probability.",
    arguments: [
      ...weights.map((name, k) => ({
        name,
        support: unitSupport,
        description: `weight of component ${k + 1}`,
      })),
      ...parts.flatMap((part) => part.arguments),
    ],
    support,
    where: Object.assign({}, Object.fromEntries(inner), ...at.map((one) => one.where)),
    // log Σₖ wₖ fₖ(x)
    logDensity: [mixed(densities)!],
    partials: {},
    derived: [...weights, ...new Set(parts.flatMap((part) => part.differentiable))],
    ...moments,
    ...(logCdf !== null && logSurvival !== null && { logCdf, logSurvival }),
    ...(canDraw && { draw: drawOf(bases) }),
  };
}

/** log Σ wₖ exp(formulaₖ); null where one of them is not known. */
function mixed(formulas: readonly (Formula | undefined)[]): Formula | null {
  if (formulas.includes(undefined)) return null;
  return formulas
    .map((formula, k) => `log(weight_${k + 1}) + (${formula})`)
    .reduce((sum, term) => `log_sum_exp(${sum}, ${term})`);
}

function drawOf(bases: readonly ScalarDistribution[]) {
  return (stream: RandomStream, values: readonly number[]): number => {
    let left = stream.uniform();
    let start = bases.length;
    for (const [k, base] of bases.entries()) {
      left -= values[k]!;
      const end = start + base.arguments.length;
      if (left < 0 || k === bases.length - 1) return base.draw!(stream, values.slice(start, end));
      start = end;
    }
    throw new Error("a mixture has components");
  };
}

function momentsOf(parts: readonly Component[], weights: readonly string[]) {
  const means = parts.map(({ distribution: { mean } }) => mean);
  const variances = parts.map(({ distribution: { variance } }) => variance);
  if (means.includes(undefined)) return {};
  const mean = parts.map((part, k) => `${weights[k]} * (${part.formula(means[k]!)})`).join(" + ");
  if (variances.includes(undefined)) return { mean };
  const squares = parts.map(
    (part, k) =>
      `${weights[k]} * ((${part.formula(variances[k]!)}) + square((${part.formula(means[k]!)}) - (${mean})))`,
  );
  return { mean, variance: squares.join(" + ") };
}

/** Where any of them has mass; ends that are arguments are those of the first. */
function hullOf(supports: readonly IntervalSupport[]): IntervalSupport {
  const [first] = supports as [IntervalSupport];
  const lowers = supports.map(({ lower }) => lower);
  const uppers = supports.map(({ upper }) => upper);
  const lower = lowers.every((one) => typeof one === "number")
    ? Math.min(...lowers)
    : unboundedOr(lowers, -Infinity);
  const upper = uppers.every((one) => typeof one === "number")
    ? Math.max(...uppers)
    : unboundedOr(uppers, Infinity);
  return { ...first, lower, upper, isOpen: supports.every(({ isOpen }) => isOpen === true) };
}

function unboundedOr(ends: readonly IntervalSupport["lower"][], infinite: number): IntervalSupport["lower"] {
  return ends.includes(infinite) ? infinite : ends[0]!;
}

/** Whether a component has mass wherever the mixture has. */
function isWithin(whole: IntervalSupport, part: IntervalSupport): boolean {
  const sameEnds = whole.lower === part.lower && whole.upper === part.upper;
  return sameEnds || (typeof part.lower === "string" && whole.lower === part.lower);
}

/** The variate, or where it lies outside of a component's support a number within. */
function innerFormula({ lower, upper, isOpen }: IntervalSupport): Formula {
  const [low, high] = [`(${lower})`, `(${upper})`];
  if (lower !== -Infinity && upper !== Infinity) {
    return `if((x < ${low}) + (x > ${high}), 0.5 * ${low} + 0.5 * ${high}, x)`;
  }
  if (lower !== -Infinity) return `if(x ${isOpen === true ? "<=" : "<"} ${low}, ${low} + 1, x)`;
  if (upper !== Infinity) return `if(x > ${high}, ${high} - 1, x)`;
  return "x";
}
