/** Calls: functions, and reductions over a whole plate. */

import { findDistribution } from "../../distributions/index.ts";
import { type ScalarFunction, scalarFunctions } from "../../numeric/scalar-functions.ts";
import { didYouMean } from "../../problems/make-problem.ts";
import { foreignNames, nearestName } from "../../problems/nearest-name.ts";
import type { Expression, ReductionName } from "../checked-model.ts";
import {
  argumentCount,
  distributionAsValue,
  namedArgument,
  nothingToReduce,
  parenthesesForBrackets,
  plateNotKnown,
  unknownFunction,
} from "../problems.ts";
import { isSeriesFunction, seriesFunctions } from "../series.ts";
import type { ExpressionSyntax, SyntaxOf } from "../syntax.ts";
import { type Context, describeContext, isKnown } from "./plates.ts";
import type { Scope } from "./scope.ts";
import { checkSeriesCall } from "./series.ts";
import { checkStatistic, isOfColumns } from "./statistics.ts";

/** `checkNumber` of `expressions.ts`, which is handed in since the two call each other. */
type NumberCheck = (scope: Scope, context: Context, syntax: ExpressionSyntax) => Expression | null;

type Call = SyntaxOf<"call">;

const reductions: readonly ReductionName[] = ["sum", "mean", "sd", "min", "max", "rank"];

const callable: ReadonlyMap<string, ScalarFunction> = new Map(
  Object.values(scalarFunctions)
    .filter((candidate) => candidate.isCallable || candidate.name === "if")
    .map((candidate) => [candidate.name, candidate]),
);

/** What other languages call the functions. */
const foreignFunctions = foreignNames({
  "`log`, the natural logarithm": "ln",
  "`log(x) / log(10)`": "log10",
  "`log(x) / log(2)`": "log2",
  "`x^y`": "pow power",
  "`square`": "sqr",
  "`inv_logit`": "sigmoid logistic expit invlogit ilogit plogis",
  "`logit`": "qlogis",
  "`if(condition, a, b)`": "ifelse if_else where",
  "`normal_cdf`": "phi Phi pnorm",
  "`gamma_ln`": "lgamma gammaln",
  "`abs`": "fabs",
  "`log_sum_exp`": "logsumexp",
  "`sd`": "std",
  "`mean`": "average",
  "`cumulative_sum`": "cumsum",
  "`lag`": "L Lag previous shift",
  "`sd(b)^2`": "var variance",
  "`X = design(…)` as a statement of its own": "design",
  "`X * β` for a design `X`": "dot",
});

/** A call where a number is wanted. */
export function checkCall(
  scope: Scope,
  context: Context,
  syntax: Call,
  checkNumber: NumberCheck,
): Expression | null {
  const name = syntax.callee.text;
  if (isSeriesFunction(name)) return checkSeriesCall(scope, context, syntax);
  const reduction = reductions.find((candidate) => candidate === name);
  const found = callable.get(name);
  if (reduction !== undefined && (found === undefined || syntax.arguments.length === 1)) {
    if (!isOfColumns(scope, syntax)) return checkReduction(scope, context, reduction, syntax);
    const of = checkNumber(scope, { kind: "row" }, syntax.arguments[0]!.value);
    return of && checkStatistic(scope, reduction, of, syntax.span);
  }
  return found === undefined
    ? reportUnknown(scope, syntax)
    : checkFunction(scope, context, found, syntax, checkNumber);
}

function reportUnknown(scope: Scope, syntax: Call): null {
  const { text, span } = syntax.callee;
  const symbol = scope.use(text);
  if (symbol !== null) {
    const plates = symbol.kind === "quantity" ? symbol.plates : [];
    return plates === null ? null : scope.report(parenthesesForBrackets(span, text, plates));
  }
  const foreign = foreignFunctions.get(text);
  if (foreign !== undefined) return scope.report(unknownFunction(span, text, `write ${foreign}`));
  if (findDistribution(text) !== undefined) return scope.report(distributionAsValue(span, text));
  const known = [...new Set([...callable.keys(), ...reductions, ...seriesFunctions])];
  const all = known.map((name) => `\`${name}\``).join(" ");
  return scope.report(
    unknownFunction(span, text, didYouMean(nearestName(text, known), `functions are: ${all}`)),
  );
}

function checkFunction(
  scope: Scope,
  context: Context,
  called: ScalarFunction,
  syntax: Call,
  checkNumber: NumberCheck,
): Expression | null {
  const { name, arity, isFolded } = called;
  const count = syntax.arguments.length;
  const isRight = isFolded ? count >= 2 : count === arity;
  if (!isRight) {
    const expected = isFolded ? "two or more arguments" : arity === 1 ? "one argument" : `${arity} arguments`;
    return scope.report(argumentCount(syntax.span, name, expected, count));
  }
  const checked: Expression[] = [];
  for (const argument of syntax.arguments) {
    if (argument.name !== null) scope.report(namedArgument(argument.name.span, name, argument.name.text));
    const value = checkNumber(scope, context, argument.value);
    if (value !== null) checked.push(value);
  }
  if (checked.length < count) return null;
  const call = (values: readonly Expression[]): Expression => {
    return { kind: "call", function: name, arguments: values, span: syntax.span };
  };
  // f(a, b, c) is f(f(a, b), c).
  return isFolded ? checked.reduce((left, right) => call([left, right])) : call(checked);
}

function checkReduction(
  scope: Scope,
  context: Context,
  reduction: ReductionName,
  syntax: Call,
): Expression | null {
  const [argument, ...more] = syntax.arguments;
  const inner = argument?.value;
  if (inner?.kind === "broken") return null;
  const symbol = inner?.kind === "name" ? scope.require(inner.name) : null;
  if (inner?.kind === "name" && symbol === null) return null;
  const isPlain = inner?.kind === "name" && argument?.name === null && more.length === 0;
  if (!isPlain || symbol?.kind !== "quantity") {
    return scope.report(nothingToReduce(inner?.span ?? syntax.span, reduction));
  }
  if (symbol.plates === null || symbol.meaning === null) return null;
  if (symbol.plates.length === 0) return scope.report(nothingToReduce(inner.span, reduction));
  const unknown =
    reduction === "rank" ? symbol.plates.find((plate) => !isKnown(scope, context, plate)) : undefined;
  if (unknown !== undefined) {
    return scope.report(
      plateNotKnown(syntax.span, `rank(${symbol.name})`, unknown, describeContext(context), false),
    );
  }
  const of = { kind: "quantity", name: symbol.name, indices: [], span: inner.span } as const;
  return { kind: "reduction", reduction, of, span: syntax.span };
}
