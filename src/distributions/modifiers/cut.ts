/**
 * A distribution between bounds, as a part of another one. (What is truncated by itself is known as such to the rest of the program,
 * which also makes the draws of both.)
 */

import { type Bound, type Formula, realSupport, type ScalarDistribution } from "../distribution.ts";
import { type At, Component } from "./component.ts";

/** What a bound is: a number that is known, any other argument, or none. */
export type Cut = number | "argument" | null;

/**
 * The arguments are those of the base, then `from` and `to` of the bounds that there are. Where the base has no distribution function,
 * its mass between the bounds is left out; all arguments must be data then.
 */
export function cut(base: ScalarDistribution, lower: Cut, upper: Cut): ScalarDistribution {
  const part = new Component(base);
  const { where, logDensity } = part.at("x");
  const least = lower === null ? null : part.at("least", "_least");
  const most = upper === null ? null : part.at("most", "_most");
  const own = part.support;
  const mass = logMassOf(least, most);
  return {
    kind: "scalar",
    name: "truncated",
    description: "A number of a distribution between bounds.",
    arguments: [
      ...part.arguments,
      ...(least === null ? [] : [{ name: "from", support: realSupport, description: "lower end" }]),
      ...(most === null ? [] : [{ name: "to", support: realSupport, description: "upper end" }]),
    ],
    support: {
      kind: "interval",
      lower: within(own.lower, lower, "from", "max"),
      upper: within(own.upper, upper, "to", "min"),
      isOpen: own.isOpen === true && (lower === null || lower === 0),
    },
    where: {
      ...where,
      ...(least !== null && { least: String(within(own.lower, "argument", "from", "max")), ...least.where }),
      ...(most !== null && { most: String(within(own.upper, "argument", "to", "min")), ...most.where }),
    },
    // log f(x) - log P(from ≤ X ≤ to)
    logDensity: mass === null ? [logDensity] : [logDensity, `-(${mass})`],
    partials: {},
    derived: [...part.differentiable, "from", "to"],
  };
}

/** An end of the support that is left: the inner one of the two. */
function within(own: Bound, bound: Cut, argument: string, inner: "max" | "min"): Bound {
  if (bound === null) return own;
  const isOpen = typeof own === "number" && !Number.isFinite(own);
  if (bound === "argument") return isOpen ? argument : `${inner}(${own}, ${argument})`;
  if (typeof own === "number") return inner === "max" ? Math.max(own, bound) : Math.min(own, bound);
  return `${inner}(${own}, ${bound})`;
}

/** log P(from ≤ X ≤ to), of two bounds by the smaller numbers of the two tails; null where it is not known. */
function logMassOf(least: At | null, most: At | null): Formula | null {
  const known = [least, most].filter((one) => one !== null);
  if (known.some(({ logCdf, logSurvival }) => logCdf === undefined || logSurvival === undefined)) return null;
  if (least === null) return most === null ? null : most.logCdf!;
  if (most === null) return least.logSurvival!;
  const isAbove = `(${least.logSurvival}) < (${most.logCdf})`;
  const larger = `if(${isAbove}, ${least.logSurvival}, ${most.logCdf})`;
  const smaller = `if(${isAbove}, ${most.logSurvival}, ${least.logCdf})`;
  return `log_diff_exp(${larger}, ${smaller})`;
}
