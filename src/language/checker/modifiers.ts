/**
 * Modifiers that make a distribution of one number of others: `zero_inflated`, `hurdle`, `zero_one_inflated`, `mixture` and
 * `censored`. (`truncated` and `ordered` are in `distributions.ts`.)
 */

import { hasCumulative, type ScalarDistribution } from "../../distributions/distribution.ts";
import {
  censored,
  findInflation,
  hasArguments,
  type Inflation,
  type ModifierName,
  mixture,
} from "../../distributions/modifiers/index.ts";
import { type CheckedScalar, type Expression, listedLabels, type ModifiedPart } from "../checked-model.ts";
import {
  componentsDiffer,
  modifiedParameter,
  modifierArguments,
  notCensored,
  notInflated,
  weightsOfMixture,
} from "../problems.ts";
import type { ArgumentSyntax, ExpressionSyntax, SyntaxOf } from "../syntax.ts";
import { checkIndices, checkItems, checkNumber } from "./expressions.ts";
import { warnOfLabels } from "./mixture-labels.ts";
import type { Context } from "./plates.ts";
import type { Scope } from "./scope.ts";
import { checkShares } from "./shares.ts";
import type { Subject } from "./subject.ts";

/** How the distributions within are checked: `checkDistribution`, which is handed in since the two call each other. */
export type BaseCheck = (syntax: ExpressionSyntax) => CheckedScalar | null;

type Call = SyntaxOf<"call">;
type Check = (
  scope: Scope,
  context: Context,
  subject: Subject,
  syntax: Call,
  base: BaseCheck,
) => CheckedScalar | null;

/** How the modifier of this name is checked; undefined where there is none. */
export function findModifier(name: string): Check | undefined {
  if (name === "mixture") return checkMixture;
  if (name === "censored") return checkCensored;
  const inflation = findInflation(name);
  if (inflation === undefined) return undefined;
  return (scope, context, subject, syntax, base) =>
    checkInflation(scope, context, subject, syntax, base, inflation);
}

function made(
  modifier: ModifierName,
  distribution: ScalarDistribution,
  values: readonly Expression[],
  parts: readonly ModifiedPart[],
  { span }: Call,
): CheckedScalar {
  return { kind: "scalar", distribution, arguments: values, modified: { modifier, parts }, span };
}

/** `zero_inflated(p, poisson(λ))`: probabilities, and the distribution last. */
function checkInflation(
  scope: Scope,
  context: Context,
  subject: Subject,
  syntax: Call,
  checkBase: BaseCheck,
  inflation: Inflation & { readonly name: ModifierName },
): CheckedScalar | null {
  const { name, probabilities, example, wanted } = inflation;
  const { arguments: given, span, callee } = syntax;
  const last = given.at(-1);
  const isPlaced = given.every(
    (argument, i) => argument.name === null || argument.name.text === probabilities[i],
  );
  if (last === undefined || given.length !== probabilities.length + 1 || !isPlaced) {
    return scope.report(modifierArguments(span, name, example));
  }
  const values = given.slice(0, -1).map(({ value }) => checkNumber(scope, context, value));
  const base = checkBase(last.value);
  if (subject.kind === "parameter") return scope.report(modifiedParameter(callee.span, name, subject.name));
  if (base === null) return null;
  if (!inflation.suits(base.distribution) || hasArguments(base.distribution, probabilities)) {
    return scope.report(notInflated(last.span, name, wanted, base.distribution.name, example));
  }
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  const parts = known.map((value): ModifiedPart => ({ kind: "argument", name: null, value }));
  return made(
    name,
    inflation.make(base.distribution),
    [...known, ...base.arguments],
    [...parts, { kind: "distribution", distribution: base }],
    syntax,
  );
}

const censorings = ["left", "right", "to"] as const;

/** `censored(weibull(k, s), right: event == 0)`; the ways of censoring have names. */
function checkCensored(
  scope: Scope,
  context: Context,
  subject: Subject,
  syntax: Call,
  checkBase: BaseCheck,
): CheckedScalar | null {
  const [first, ...ways] = syntax.arguments;
  const names = ways.map(({ name }) => name?.text ?? "");
  const isKnown = names.every(
    (name, i) => censorings.some((way) => way === name) && names.indexOf(name) === i,
  );
  if (first === undefined || first.name !== null || ways.length === 0 || !isKnown) {
    return scope.report(
      modifierArguments(syntax.span, "censored", "censored(weibull(k, s), right: event == 0)"),
    );
  }
  const values = new Map(
    ways.map(({ value }, i) => [names[i]!, checkNumber(scope, context, value)] as const),
  );
  const base = checkBase(first.value);
  if (subject.kind === "parameter")
    return scope.report(modifiedParameter(syntax.callee.span, "censored", subject.name));
  if (base === null || [...values.values()].includes(null)) return null;
  if (!hasCumulative(base.distribution) || hasArguments(base.distribution, censorings))
    return scope.report(notCensored(first.span, base.distribution.name));
  const distribution = censored(base.distribution, values.has("to"));
  const otherwise = distribution.arguments.slice(-censorings.length);
  const all = censorings.map(
    (way, i): Expression =>
      values.get(way) ?? { kind: "number", value: otherwise[i]!.defaultValue!, span: syntax.span },
  );
  const parts = [...values].map(([name, value]): ModifiedPart => ({ kind: "argument", name, value: value! }));
  return made(
    "censored",
    distribution,
    [...base.arguments, ...all],
    [{ kind: "distribution", distribution: base }, ...parts],
    syntax,
  );
}

/** `mixture(w, [normal(a, s), normal(b, s)])` */
function checkMixture(
  scope: Scope,
  context: Context,
  subject: Subject,
  syntax: Call,
  checkBase: BaseCheck,
): CheckedScalar | null {
  const [weight, list] = syntax.arguments as [ArgumentSyntax?, ArgumentSyntax?];
  const isPlain = syntax.arguments.every(({ name }) => name === null);
  if (weight === undefined || list?.value.kind !== "list" || syntax.arguments.length !== 2 || !isPlain) {
    return scope.report(
      modifierArguments(syntax.span, "mixture", "mixture(w, [normal(a, s), normal(b, s)])"),
    );
  }
  const components = list.value.items.map(checkBase);
  const given = checkWeights(scope, context, weight.value, components.length);
  const known = components.filter((one) => one !== null);
  if (known.length < components.length || given === null) return null;
  const use = `the weights of \`${subject.name}\``;
  if (given.isVector && !checkShares(scope, use, given.written)) return null;
  const isWhole = known.map(({ distribution }) => distribution.support.isInteger === true);
  if (new Set(isWhole).size > 1) return scope.report(componentsDiffer(list.span));
  warnOfLabels(scope, known, given.values, list.span);
  return made(
    "mixture",
    mixture(known.map(({ distribution }) => distribution)),
    [...given.values, ...known.flatMap((one) => one.arguments)],
    [
      { kind: "argument", name: null, value: given.written },
      { kind: "distributions", distributions: known },
    ],
    syntax,
  );
}

interface Weights {
  readonly written: Expression;
  readonly values: readonly Expression[];
  /** Not one probability, whose complement is the second. */
  readonly isVector: boolean;
}

/** One weight for each of `count` components: of a list, of a vector over `levels`, or of one probability, for two. */
function checkWeights(
  scope: Scope,
  context: Context,
  syntax: ExpressionSyntax,
  count: number,
): Weights | null {
  const { span } = syntax;
  const refuse = (found: number | null): null => scope.report(weightsOfMixture(span, count, found));
  if (syntax.kind === "list") {
    const items = checkItems(scope, context, syntax, null);
    if (items === null) return null;
    return items.length === count
      ? { written: { kind: "list", items, span }, values: items, isVector: true }
      : refuse(items.length);
  }
  const vector = vectorOf(scope, syntax);
  if (vector !== null) {
    const { symbol, indices, plate } = vector;
    const reference = checkIndices(scope, context, symbol, indices, span);
    if (reference === null || reference.kind !== "quantity") return null;
    const size = plate.last - plate.first + 1;
    if (size !== count) return refuse(size);
    const values = listedLabels(plate).map((text): Expression => {
      const label = { kind: "label", label: text, span } as const;
      return { ...reference, indices: [...reference.indices, label] };
    });
    return { written: reference, values, isVector: true };
  }
  const first = checkNumber(scope, context, syntax);
  if (first === null) return null;
  if (count !== 2) return refuse(null);
  const one: Expression = { kind: "number", value: 1, span };
  const second: Expression = { kind: "call", function: "subtract", arguments: [one, first], span };
  return { written: first, values: [first, second], isVector: false };
}

/** A quantity with one plate left, whose levels are listed. */
function vectorOf(scope: Scope, syntax: ExpressionSyntax) {
  if (syntax.kind !== "name" && syntax.kind !== "index") return null;
  const symbol = scope.quantity(syntax.name.text);
  if (symbol === null || symbol.plates === null || symbol.meaning === null) return null;
  const indices = syntax.kind === "index" ? syntax.indices : [];
  const plate = scope.plates.get(symbol.plates.at(-1) ?? "");
  if (symbol.plates.length - indices.length !== 1 || plate?.kind !== "levels") return null;
  return { symbol, indices, plate };
}
