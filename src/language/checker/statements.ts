/** The second pass: each statement with its expressions, in an order in which what it needs is known. */

import type {
  CheckedDistribution,
  CheckedStatement,
  Definition,
  Expression,
  Likelihood,
  ParameterStatement,
} from "../checked-model.ts";
import { canonicalName } from "../names.ts";
import { argumentsOf, outcomeName } from "../parts.ts";
import {
  chainTooLong,
  circularDefinition,
  definedTwice,
  otherRows,
  outcomeBrackets,
  parameterizedOutcome,
  rankInDensity,
  repeatedPlate,
  tooFewColumns,
} from "../problems.ts";
import type { DefinitionStatement, DistributionStatement, SyntaxTree, TargetSyntax } from "../syntax.ts";
import { dependsOnParameters, dependsOnRank, variesByRow } from "./dependence.ts";
import { checkDistribution } from "./distributions.ts";
import { withElements } from "./elements.ts";
import { checkNumber } from "./expressions.ts";
import { refuseTestsOfOutcomes } from "./level-tests.ts";
import { namesIn, sortByDependence } from "./order.ts";
import { type Context, resolvePlate } from "./plates.ts";
import { parameterRange, type Range } from "./range.ts";
import type { ColumnSymbol, QuantitySymbol, Scope } from "./scope.ts";
import { refuseSeriesOfOutcomes } from "./series.ts";
import { boundsOfPrior, rangeOf } from "./supports.ts";
import { readWeighted } from "./weights.ts";

/**
 * Statements that each need the one before, at most. Whatever is computed of a model is computed statement by statement, so that a
 * chain may be long; of 2,000 parameters that each have the one before for their mean, `explain` takes 8 s and 0.2 GB.
 */
const longestChain = 2000;

/** All statements that could be checked: parameters and definitions in order of dependence, likelihoods last. */
export function checkStatements(scope: Scope, tree: SyntaxTree): readonly CheckedStatement[] {
  const quantities = [...scope.all()].filter((symbol) => symbol.kind === "quantity");
  const sorted = sortByDependence(
    quantities,
    (symbol) => symbol.name,
    (symbol) => namesNeeded(scope, symbol),
  );
  for (const { item, path } of sorted.circles) scope.report(circularDefinition(item.span, path));
  if (sorted.circles.length === 0) checkChains(scope, sorted.items);
  const checked = sorted.items.flatMap((symbol) => {
    const { syntax } = symbol;
    if (syntax.kind === "distribution") return checkParameter(scope, symbol, syntax) ?? [];
    return checkDefinition(scope, symbol, syntax) ?? [];
  });
  const likelihoods = checkLikelihoods(scope, tree);
  refuseTestsOfOutcomes(scope, likelihoods);
  refuseSeriesOfOutcomes(scope, likelihoods);
  return [...checked, ...likelihoods];
}

function expressionOf({ syntax }: QuantitySymbol) {
  return syntax.kind === "distribution" ? syntax.distribution : syntax.value;
}

function namesNeeded(scope: Scope, symbol: QuantitySymbol): readonly string[] {
  const elements = scope.elements.get(canonicalName(symbol.name)) ?? [];
  return [expressionOf(symbol), ...elements.map(({ distribution }) => distribution)].flatMap((one) => [
    ...namesIn(one),
  ]);
}

/** Reports the first statement at the end of a chain that is too long; each stands behind those that it needs. */
function checkChains(scope: Scope, sorted: readonly QuantitySymbol[]): void {
  const lengths = new Map<string, number>();
  for (const symbol of sorted) {
    const needed = namesNeeded(scope, symbol).map((name) => lengths.get(canonicalName(name)) ?? 0);
    const length = 1 + needed.reduce((longest, one) => Math.max(longest, one), 0);
    lengths.set(canonicalName(symbol.name), length);
    if (length <= longestChain) continue;
    scope.report(chainTooLong(symbol.span, symbol.name, longestChain));
    return;
  }
}

/** At a level of each plate of a statement; on the row of the table where `plates` is null. */
function contextOf(scope: Scope, { span }: TargetSyntax, plates: readonly string[] | null): Context {
  return plates === null ? { kind: "row" } : { kind: "plates", plates, target: scope.written(span) };
}

function checkParameter(
  scope: Scope,
  symbol: QuantitySymbol,
  syntax: DistributionStatement,
): ParameterStatement | null {
  // Brackets that mean nothing have been reported; what stands behind `~` may still hold mistakes of its own.
  if (symbol.plates === null) return null;
  const { name, plates } = symbol;
  const context = contextOf(scope, syntax.target, plates);
  const subject = { kind: "parameter", name, plates } as const;
  const general = checkDistribution(scope, context, subject, syntax.distribution);
  const distribution = general && withElements(scope, context, symbol, general);
  if (distribution === null) return null;
  refuseRank(scope, distribution);
  symbol.meaning = {
    variesByRow: false,
    dependsOnParameters: true,
    dependsOnRank: false,
    range: rangeOfParameter(scope, name, distribution),
    prior: distribution,
    value: null,
  };
  return {
    kind: "parameter",
    name,
    plates,
    distribution,
    parameterization: syntax.parameterization ?? "automatic",
    label: syntax.label?.text ?? null,
    span: syntax.span,
  };
}

/** Bounds that are parameters themselves tie the parameter to them: `x / τ` is below 1 where x ~ uniform(0, τ). */
function rangeOfParameter(scope: Scope, name: string, prior: CheckedDistribution): Range {
  const range = parameterRange(name, boundsOfPrior(scope, prior));
  const ties = boundExpressions(prior).map((bound) => rangeOf(scope, bound).parameters);
  if (ties.includes(null) || range.parameters === null) return { ...range, parameters: null };
  return { ...range, parameters: new Set([...range.parameters, ...ties.flatMap((tie) => [...(tie ?? [])])]) };
}

function boundExpressions(prior: CheckedDistribution): readonly Expression[] {
  if (prior.kind === "truncated") return [prior.lower, prior.upper].filter((bound) => bound !== null);
  if (prior.kind !== "scalar") return [];
  const { lower, upper } = prior.distribution.support;
  return prior.arguments.filter((_, i) => {
    const name = prior.distribution.arguments[i]?.name;
    return name === lower || name === upper;
  });
}

function checkDefinition(
  scope: Scope,
  symbol: QuantitySymbol,
  syntax: DefinitionStatement,
): Definition | null {
  if (symbol.plates === null) return null;
  const { name, plates } = symbol;
  const twice = plates.find((plate, i) => plates.indexOf(plate) < i);
  if (twice !== undefined) return scope.report(repeatedPlate(syntax.target.span, name, twice));
  const context = contextOf(scope, syntax.target, plates.length === 0 ? null : plates);
  const value = checkNumber(scope, context, syntax.value);
  if (value === null) return null;
  const isByRow = plates.length === 0 && variesByRow(scope, value);
  symbol.meaning = {
    variesByRow: isByRow,
    dependsOnParameters: dependsOnParameters(scope, value),
    dependsOnRank: dependsOnRank(scope, value),
    range: rangeOf(scope, value),
    prior: null,
    value,
  };
  return {
    kind: "definition",
    name,
    plates,
    variesByRow: isByRow,
    value,
    label: syntax.label?.text ?? null,
    span: syntax.span,
  };
}

function checkLikelihoods(scope: Scope, tree: SyntaxTree): readonly Likelihood[] {
  const seen = new Map<string, number>();
  return tree.statements.flatMap((statement) => {
    if (statement.kind !== "distribution") return [];
    const { list, name } = statement.target;
    const names = list ?? [name];
    const columns = names.flatMap(({ text }) => scope.column(text) ?? []);
    const repeats = names.flatMap(({ text, span }) => {
      const column = scope.column(text);
      if (column === null) return [];
      const first = seen.get(column.name);
      seen.set(column.name, first ?? statement.span.line);
      scope.use(column.name);
      return first === undefined ? [] : [definedTwice(span, column.name, first)];
    });
    const [first] = columns;
    // What is no column of a list has been reported.
    if (list !== null && (columns.length < list.length || list.length < 2)) {
      if (list.length < 2) {
        const written = scope.written(statement.distribution.span);
        scope.report(tooFewColumns(statement.target.span, first?.name ?? null, written));
      }
      return [];
    }
    if (first === undefined) return [];
    const likelihood = checkLikelihood(scope, first, columns, statement);
    for (const repeat of repeats) scope.report(repeat);
    return likelihood === null || repeats.length > 0 ? [] : [likelihood];
  });
}

function checkLikelihood(
  scope: Scope,
  column: ColumnSymbol,
  columns: readonly ColumnSymbol[],
  syntax: DistributionStatement,
): Likelihood | null {
  const { target } = syntax;
  const other = columns.find(({ per }) => per !== column.per);
  if (other !== undefined) {
    const { span } = target.list?.[columns.indexOf(other)] ?? target;
    return scope.report(otherRows(span, other.name, other.per ?? "row", column.name, column.per ?? "row"));
  }
  if (syntax.parameterization !== null) scope.report(parameterizedOutcome(syntax.span, column.name));
  const [plate, ...more] = target.plates;
  if (plate !== undefined) {
    const isOwn = more.length === 0 && column.per !== null && resolvePlate(scope, plate) === column.per;
    if (!isOwn) scope.report(outcomeBrackets(target.span, column.name));
  }
  const context = contextOf(scope, target, column.per === null ? null : [column.per]);
  const names = columns.map(({ name }) => name);
  const name = outcomeName(names);
  const subject = { kind: "outcome", name, columns } as const;
  const weighted = readWeighted(scope, context, syntax.distribution);
  if (weighted === null) return null;
  const distribution = checkDistribution(scope, context, subject, weighted.distribution);
  if (distribution === null) return null;
  refuseRank(scope, distribution);
  return {
    kind: "likelihood",
    column: column.name,
    columns: names,
    per: column.per,
    distribution,
    weight: weighted.weight,
    label: syntax.label?.text ?? null,
    span: syntax.span,
  };
}

function refuseRank(scope: Scope, distribution: CheckedDistribution): void {
  for (const argument of argumentsOf(distribution)) {
    if (dependsOnRank(scope, argument)) scope.report(rankInDensity(argument.span));
  }
}
