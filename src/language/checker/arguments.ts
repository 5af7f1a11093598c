/** Arguments of distributions: by position or by name, in the order of the distribution's specification. */

import type { ArgumentSpecification, Distribution } from "../../distributions/distribution.ts";
import { nearestName } from "../../problems/nearest-name.ts";
import type { Problem, Span } from "../../problems/problem.ts";
import { canonicalName } from "../names.ts";
import {
  missingArgument,
  positionalAfterNamed,
  repeatedArgument,
  tooManyArguments,
  unknownArgument,
} from "../problems.ts";
import type { ArgumentSyntax, ExpressionSyntax } from "../syntax.ts";
import type { Scope } from "./scope.ts";

/** The expression for each argument of the specification, null where its default stands. */
export type PlacedArguments = readonly (ExpressionSyntax | null)[];

/** What other programs call arguments. */
const foreignNames: Readonly<Record<string, readonly string[]>> = {
  mu: ["mean", "log_mean"],
  loc: ["mean", "location"],
  location: ["mean"],
  sigma: ["sd", "sds", "scale"],
  sd: ["sds", "scale", "log_sd"],
  scale: ["sd"],
  std: ["sd", "scale"],
  nu: ["df"],
  p: ["probability"],
  prob: ["probability"],
  theta: ["probability", "logit"],
  n: ["trials"],
  size: ["trials"],
  lambda: ["mean", "rate"],
  rate: ["mean"],
  eta: ["shape"],
  alpha: ["shape", "a", "concentration"],
  beta: ["rate", "scale", "b"],
  phi: ["overdispersion"],
  min: ["lower"],
  max: ["upper"],
};

const squaredNames: readonly string[] = ["var", "variance", "sigma2", "sigma_sq"];
const preciseNames: readonly string[] = ["precision", "prec", "tau"];

/** Puts each argument in its place; null where something is wrong, which is reported. */
export function placeArguments(
  scope: Scope,
  distribution: Distribution,
  given: readonly ArgumentSyntax[],
  span: Span,
): PlacedArguments | null {
  const { arguments: specifications } = distribution;
  const placed: (ExpressionSyntax | null)[] = specifications.map(() => null);
  let isFine = true;
  const refuse = (problem: Problem) => {
    scope.report(problem);
    isFine = false;
  };
  if (given.length > specifications.length) {
    refuse(tooManyArguments(span, signature(distribution), given.length));
    return null;
  }
  for (const [i, argument] of given.entries()) {
    const position = argument.name === null ? i : indexOf(specifications, argument.name.text);
    const isAfterNamed = argument.name === null && given.slice(0, i).some(({ name }) => name !== null);
    if (isAfterNamed) refuse(positionalAfterNamed(argument.span));
    else if (position < 0) refuse(unknown(distribution, argument));
    else if (placed[position] !== null)
      refuse(repeatedArgument(argument.span, specifications[position]?.name ?? ""));
    else placed[position] = argument.value;
  }
  // A misspelt name explains why another argument is missing.
  if (!isFine) return null;
  for (const [i, { name, defaultValue, defaultArgument }] of specifications.entries()) {
    if (placed[i] === null && defaultValue === undefined && defaultArgument === undefined) {
      refuse(missingArgument(span, name, signature(distribution)));
    }
  }
  return isFine ? placed : null;
}

function indexOf(specifications: readonly ArgumentSpecification[], name: string): number {
  return specifications.findIndex((specification) => specification.name === canonicalName(name));
}

function unknown(distribution: Distribution, { name, span }: ArgumentSyntax): Problem {
  const text = name?.text ?? "";
  const names = distribution.arguments.map((specification) => specification.name);
  const key = canonicalName(text).toLowerCase();
  const scale = names.find((candidate) => candidate === "sd" || candidate === "sds" || candidate === "scale");
  let hint = `its arguments are \`${signature(distribution)}\``;
  const foreign = Object.hasOwn(foreignNames, key) ? foreignNames[key] : undefined;
  const meant = foreign?.find((candidate) => names.includes(candidate)) ?? nearestName(text, names);
  if (scale !== undefined && squaredNames.includes(key)) {
    hint = `scales are standard deviations here: write \`${scale}: sqrt(…)\` of the variance`;
  } else if (scale !== undefined && preciseNames.includes(key)) {
    hint = `scales are standard deviations here: write \`${scale}: 1 / sqrt(…)\` of the precision`;
  } else if (meant !== null) hint = `write \`${meant}: …\`; ${hint}`;
  return unknownArgument(name?.span ?? span, text, distribution.name, hint);
}

/** `normal(mean, sd)`, `flat(lower: -Infinity, upper: Infinity)` without the infinities. */
function signature({ name, arguments: specifications }: Distribution): string {
  const parts = specifications.map(({ name: argument, defaultValue, defaultArgument }) => {
    if (defaultArgument !== undefined) return `${argument}: …`;
    if (defaultValue === undefined) return argument;
    return `${argument}: ${Number.isFinite(defaultValue) ? defaultValue : "…"}`;
  });
  return `${name}(${parts.join(", ")})`;
}
