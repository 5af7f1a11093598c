/** What to write instead of a prior or an expression that leaves its support. */

import type { Distribution, IntervalSupport } from "../../distributions/distribution.ts";
import { distributions, findDistribution } from "../../distributions/index.ts";
import type { CheckedDistribution } from "../checked-model.ts";
import { printExpression, printNumber, withPlates } from "../print-expression.ts";
import type { Scope } from "./scope.ts";

/** Where an argument stands and what it may be. */
export interface Wanted {
  readonly use: string;
  readonly support: IntervalSupport;
  readonly distribution: Distribution;
  /** Of the argument among those of the distribution. */
  readonly position: number;
}

/** For a parameter whose prior is too wide: "write `half_normal(5)`". */
export function remedyForPrior(
  scope: Scope,
  wanted: Wanted,
  name: string,
  prior: CheckedDistribution,
): string {
  const { lower, upper } = wanted.support;
  if (prior.kind === "vector" || prior.kind === "ordered") return remedyForVector(scope, wanted, name);
  if (lower === 0 && upper === 1) {
    const logit = otherForm(wanted, "logit");
    return `write \`beta(1, 1)\`${logit === null ? "" : `, or \`${logit}\`, which takes any number`}`;
  }
  if (lower === 0 && upper === Infinity) {
    const log = otherForm(wanted, "log");
    const note = log === null ? "" : `; or use \`${log}\`, which takes any number`;
    return `write \`${positiveForm(scope, prior)}\`${note}`;
  }
  const ends = [
    typeof lower === "number" && lower > -Infinity ? `lower: ${printNumber(lower)}` : "",
    typeof upper === "number" && upper < Infinity ? `upper: ${printNumber(upper)}` : "",
  ].filter((end) => end !== "");
  return `write \`truncated(${withoutTruncation(scope, prior)}, ${ends.join(", ")})\``;
}

/** For the elements of a vector, which cannot be cut one by one: another vector, made of it. */
function remedyForVector(scope: Scope, wanted: Wanted, name: string): string {
  const { lower, upper } = wanted.support;
  const whole = withPlates(name, scope.quantity(name)?.plates ?? []);
  if (lower !== 0) return remedyForExpression(wanted, name);
  const transform = upper === 1 ? "inv_logit" : "exp";
  return `define \`${transform}_${whole} = ${transform}(${whole})\`, and use that`;
}

/** For an expression: "write `exp(…)`". */
export function remedyForExpression(wanted: Wanted, written: string): string {
  const inner = written.length > 40 ? "…" : written;
  const { lower, upper } = wanted.support;
  // Probabilities of several categories sum to 1, which `inv_logit` of one of them does not bring about.
  if (wanted.distribution.kind === "choice") {
    return "take all of them from `θ[K] ~ dirichlet(1)`, where `levels K = 1..3`, or write `categorical_logit`, which takes any number";
  }
  if (lower !== 0 || (upper !== 1 && upper !== Infinity))
    return "bring it within, with `min`, `max` or `inv_logit`";
  const [scale, transform] = upper === 1 ? (["logit", "inv_logit"] as const) : (["log", "exp"] as const);
  const other = otherForm(wanted, scale);
  return `write ${other === null ? "" : `\`${other}\`, which takes any number, or `}\`${transform}(${inner})\``;
}

/** The distribution whose argument in the same place is a logarithm or log odds, and so takes any number. */
function otherForm({ distribution, position }: Wanted, scale: "log" | "logit"): string | null {
  const other = findDistribution(`${distribution.name}_${scale}`);
  return other?.arguments[position]?.support.lower === -Infinity ? other.name : null;
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
  if (half !== undefined && center?.kind === "number" && center.value === 0) {
    const texts = half.arguments.map(({ name: argument }) => {
      const value = values.get(argument);
      if (value === undefined) return argument;
      return written === "" ? printExpression(value) : scope.written(value.span);
    });
    return `${half.name}(${texts.join(", ")})`;
  }
  if (name === "flat") return "flat(lower: 0)";
  const [lower, upper] = [values.get("lower"), values.get("upper")];
  if (name === "uniform" && lower?.kind === "number" && upper?.kind === "number")
    return `uniform(0, ${printNumber(upper.value > 0 ? upper.value : -lower.value)})`;
  return `truncated(${scope.written(prior.span)}, lower: 0)`;
}

function withoutTruncation(scope: Scope, prior: CheckedDistribution): string {
  return scope.written(prior.kind === "truncated" ? prior.base.span : prior.span);
}
