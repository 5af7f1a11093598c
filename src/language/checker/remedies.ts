/** What to write instead of a prior or an expression that leaves its support. */

import type { Distribution, IntervalSupport } from "../../distributions/distribution.ts";
import { distributions, findDistribution } from "../../distributions/index.ts";
import type { CheckedDistribution, Expression } from "../checked-model.ts";
import { printExpression, printNumber } from "../print-expression.ts";
import type { Scope } from "./scope.ts";

/** Where an argument stands and what it may be. */
export interface Wanted {
  readonly use: string;
  readonly support: IntervalSupport;
  readonly distribution: Distribution;
}

/** For a parameter whose prior is too wide: "write `half_normal(5)`". */
export function remedyForPrior(
  scope: Scope,
  wanted: Wanted,
  name: string,
  prior: CheckedDistribution,
): string {
  const { lower, upper } = wanted.support;
  if (prior.kind === "vector") return remedyForExpression(wanted, name);
  if (lower === 0 && upper === 1) {
    const logit = otherForm(wanted.distribution, "logit");
    return `write \`beta(1, 1)\`${logit === null ? "" : `, or \`${logit}\`, which takes any number`}`;
  }
  if (lower === 0 && upper === Infinity) {
    const log = otherForm(wanted.distribution, "log");
    const note = log === null ? "" : `; or use \`${log}\`, which takes any number`;
    return `write \`${positiveForm(scope, prior)}\`${note}`;
  }
  const ends = [
    typeof lower === "number" && lower > -Infinity ? `lower: ${printNumber(lower)}` : "",
    typeof upper === "number" && upper < Infinity ? `upper: ${printNumber(upper)}` : "",
  ].filter((end) => end !== "");
  return `write \`truncated(${scope.written(prior.span)}, ${ends.join(", ")})\``;
}

/** For an expression: "write `exp(…)`". */
export function remedyForExpression(wanted: Wanted, written: string): string {
  const inner = written.length > 40 ? "…" : written;
  const { lower, upper } = wanted.support;
  if (lower === 0 && upper === 1) {
    const logit = otherForm(wanted.distribution, "logit");
    return logit === null
      ? `write \`inv_logit(${inner})\``
      : `write \`${logit}\`, which takes any number, or \`inv_logit(${inner})\``;
  }
  if (lower === 0 && upper === Infinity) {
    const log = otherForm(wanted.distribution, "log");
    return log === null
      ? `write \`exp(${inner})\``
      : `write \`${log}\`, which takes any number, or \`exp(${inner})\``;
  }
  return "bring it within, with `min`, `max` or `inv_logit`";
}

function otherForm(distribution: Distribution, scale: "log" | "logit"): string | null {
  return findDistribution(`${distribution.name}_${scale}`)?.name ?? null;
}

/** The prior cut at 0, by its own name where it has one. */
function positiveForm(scope: Scope, prior: CheckedDistribution): string {
  const written = scope.written(prior.span);
  if (prior.kind !== "scalar") return `truncated(${withoutTruncation(scope, prior)}, lower: 0)`;
  const { name } = prior.distribution;
  const values = new Map(
    prior.distribution.arguments.map((specification, i) => [specification.name, prior.arguments[i]]),
  );
  const half = distributions.find((candidate) => candidate.name === `half_${name}`);
  const center = values.get("mean") ?? values.get("location");
  if (half !== undefined && isZero(center)) {
    const texts = half.arguments.map(({ name: argument }) => {
      const value = values.get(argument);
      return value === undefined
        ? argument
        : written === ""
          ? printExpression(value)
          : scope.written(value.span);
    });
    return `${half.name}(${texts.join(", ")})`;
  }
  if (name === "flat") return "flat(lower: 0)";
  const upper = values.get("upper");
  if (name === "uniform" && upper?.kind === "number" && upper.value > 0)
    return `uniform(0, ${printNumber(upper.value)})`;
  return `truncated(${written}, lower: 0)`;
}

function withoutTruncation(scope: Scope, prior: CheckedDistribution): string {
  return scope.written(prior.kind === "truncated" ? prior.base.span : prior.span);
}

function isZero(value: Expression | undefined): boolean {
  return value?.kind === "number" && value.value === 0;
}
