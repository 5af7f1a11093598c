/**
 * Lags and running sums of columns, which are columns themselves, made when the table is read. Of outcomes they have to look back: then
 * the product over the rows is the density of all outcomes, each given the earlier ones.
 */

import type { Expression, Likelihood, Series } from "../checked-model.ts";
import {
  rowValueElsewhere,
  seriesByOutcome,
  seriesColumn,
  seriesInOtherOrder,
  seriesOfSameRow,
} from "../problems.ts";
import { type GivenArgument, isSeriesFunction, printSeries, printWritten, readSeries } from "../series.ts";
import type { ArgumentSyntax, ExpressionSyntax, Identifier, SeriesSyntax, SyntaxOf } from "../syntax.ts";
import { type Context, describeContext } from "./plates.ts";
import { type ColumnSymbol, isLost, type Scope } from "./scope.ts";

type Call = SyntaxOf<"call">;

/** The column that stands for a call; null where something is wrong, which is reported. */
export function checkSeriesCall(scope: Scope, context: Context, syntax: Call): Expression | null {
  const written = syntaxOf(scope, syntax);
  if (written === null) return null;
  if (context.kind !== "row") {
    const text = printWritten(written);
    return scope.report(rowValueElsewhere(syntax.span, text, describeContext(context), false));
  }
  const named = useSeries(scope, written);
  return named && { kind: "column", name: named.name, series: named.series, span: syntax.span };
}

/** A call with its arguments where they belong; null where that is not possible, which is reported. */
function syntaxOf(scope: Scope, { callee, arguments: list, span }: Call): SeriesSyntax | null {
  if (!isSeriesFunction(callee.text)) return null;
  const given: GivenArgument[] = [];
  for (const argument of list) {
    const value = argumentValue(scope, argument.value);
    if (value === null) return null;
    given.push({ name: argument.name, value, span: argument.value.span });
  }
  const { series, problem } = readSeries(callee.text, given, span);
  return series ?? scope.report(problem!);
}

function argumentValue(scope: Scope, syntax: ArgumentSyntax["value"]): GivenArgument["value"] | null {
  if (syntax.kind === "broken") return null;
  if (syntax.kind === "name") return { kind: "name", name: syntax.name };
  if (syntax.kind === "call" && isSeriesFunction(syntax.callee.text)) {
    const series = syntaxOf(scope, syntax);
    return series && { kind: "series", series };
  }
  const number = numberOf(syntax);
  return number === null ? { kind: "other" } : { kind: "number", value: number };
}

/** A number, with its sign. */
function numberOf(syntax: ExpressionSyntax): number | null {
  if (syntax.kind === "number") return syntax.value;
  if (syntax.kind !== "unary") return null;
  const value = numberOf(syntax.operand);
  return value === null || syntax.operator === "+" ? value : -value;
}

/** What stands in an expression or a design by itself, and is not only a part of another one. */
function useSeries(scope: Scope, written: SeriesSyntax): NamedSeries | null {
  const named = checkSeries(scope, written);
  if (named !== null) scope.usedSeries.add(named.name);
  return named;
}

/** A series and its name, under which it is then among those of the model. */
interface NamedSeries {
  readonly name: string;
  readonly series: Series;
}

/** Null where a column cannot be what it is to be, which is reported. */
function checkSeries(scope: Scope, written: SeriesSyntax): NamedSeries | null {
  const { function: called, of, steps, first, span } = written;
  const inner = "function" in of ? checkSeries(scope, of) : null;
  const column = "function" in of ? null : requireNumbers(scope, called, of);
  const [within, by] = [requireGroups(scope, written), requireOrder(scope, written)];
  const source = inner?.name ?? column?.name;
  const root = inner?.series.root ?? column?.name;
  if (source === undefined || root === undefined || within === undefined || by === undefined) return null;
  const series: Series = { function: called, of: source, root, within, by, steps, first, span };
  const name = printSeries(series);
  if (!scope.series.has(name)) scope.series.set(name, series);
  return { name, series };
}

/** As a design has it, whose columns are found by what is written: there `β` and `beta` are two texts. */
export function checkSeriesInDesign(scope: Scope, written: SeriesSyntax, text: string): boolean {
  const named = useSeries(scope, written);
  if (named !== null && !scope.series.has(text)) scope.series.set(text, named.series);
  return named !== null;
}

/** A column of numbers, each of them there. */
function requireNumbers(scope: Scope, called: string, of: Identifier): ColumnSymbol | null {
  const column = requireColumn(scope, called, of, "the first argument", "the name of a column of numbers");
  if (column === null) return null;
  const { name } = column;
  const refuse = (found: string, remedy: string): null =>
    scope.report(
      seriesColumn(
        of.span,
        called,
        "the first argument",
        `a column of numbers, and \`${name}\` ${found}`,
        remedy,
        null,
      ),
    );
  if (column.syntax.type === "factor")
    return refuse(
      "is a factor",
      `give the table a column of numbers in place of the labels, or a column with the earlier label`,
    );
  return column.syntax.mayBeMissing ? refuse("may be missing", withoutMark(column)) : column;
}

/** `within:`; undefined where something is wrong. */
function requireGroups(scope: Scope, { function: called, within }: SeriesSyntax): string | null | undefined {
  if (within === null) return null;
  const column = requireColumn(scope, called, within, "`within:`", "the name of a factor");
  if (column === null) return undefined;
  if (column.syntax.type === "factor") return column.name;
  const { name } = column;
  const found = `a factor, and \`${name}\` has numbers`;
  const remedy = `declare \`${name}: factor\`, or beside it \`${name}_label: factor from "${column.syntax.from?.text ?? name}"\``;
  scope.report(seriesColumn(within.span, called, "`within:`", found, remedy, null));
  return undefined;
}

/** `by:`; undefined where something is wrong. */
function requireOrder(scope: Scope, { function: called, by }: SeriesSyntax): string | null | undefined {
  if (by === null) return null;
  const column = requireColumn(
    scope,
    called,
    by,
    "`by:`",
    "the name of a column of numbers, or of an ordered factor",
  );
  if (column === null) return undefined;
  if (!column.syntax.mayBeMissing) return column.name;
  const found = `what the rows are ordered by, and \`${column.name}\` may be missing`;
  scope.report(seriesColumn(by.span, called, "`by:`", found, withoutMark(column), null));
  return undefined;
}

function withoutMark({ name, syntax: { type } }: ColumnSymbol): string {
  return `declare \`${name}: ${type}\`, without \`?\`, and leave out the rows that lack it with --drop-missing`;
}

/** A column with one value for each row. */
function requireColumn(
  scope: Scope,
  called: string,
  { text, span }: Identifier,
  argument: string,
  wanted: string,
): ColumnSymbol | null {
  const symbol = scope.use(text);
  if (isLost(symbol)) return null;
  if (symbol?.kind === "column" && symbol.per === null) return symbol;
  if (symbol?.kind === "column") {
    const found = `a column with a value for each row, and \`${text}\` has one for each ${symbol.per}`;
    return scope.report(
      seriesColumn(span, called, argument, found, `declare \`${text}\` in \`data { }\``, null),
    );
  }
  const nearest = symbol === null ? scope.nearest(text, ({ kind }) => kind === "column") : null;
  const remedy = `declare \`${text}\` in \`data { }\``;
  return scope.report(
    seriesColumn(span, called, argument, `${wanted}, and \`${text}\` is none`, remedy, nearest),
  );
}

/** Reports series in which an outcome would depend on itself, or on a later one. */
export function refuseSeriesOfOutcomes(scope: Scope, likelihoods: readonly Likelihood[]): void {
  const outcomes = new Set(likelihoods.flatMap(({ columns }) => columns));
  let first: NamedSeries | null = null;
  for (const [name, series] of scope.series) {
    const { span, within, by } = series;
    if (within !== null && outcomes.has(within)) scope.report(seriesByOutcome(span, name, within, "within"));
    if (by !== null && outcomes.has(by)) scope.report(seriesByOutcome(span, name, by, "by"));
    if (!outcomes.has(series.root)) continue;
    if (first === null) first = { name, series };
    else if (by !== first.series.by)
      scope.report(seriesInOtherOrder(span, name, orderOf(series), first.name, orderOf(first.series)));
    if (!scope.usedSeries.has(name) || looksBack(scope, series)) continue;
    scope.report(seriesOfSameRow(span, series.root, name));
  }
}

function orderOf({ by }: Series): string {
  return by === null ? "the table" : `\`${by}\``;
}

/** Whether it has no value of the row itself. */
function looksBack(scope: Scope, { function: called, of }: Series): boolean {
  const inner = scope.series.get(of);
  return called === "lag" || (inner !== undefined && looksBack(scope, inner));
}
