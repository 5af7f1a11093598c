/**
 * Wilkinson notation (Wilkinson & Rogers 1973), as in `design(1 + days + dose * sex)`.
 *
 * `^` binds tightest, then `:`, then `* /`, then `+ -`, then comparisons: a formula's operators join sets of terms, they do not
 * compute, but inside of functions, `log(x + 1)`, `I(x > 3)`.
 */

import type { Span } from "../problems/problem.ts";
import { parseCommaSeparated } from "./expressions.ts";
import { referenceInFormula } from "./problems-declarations.ts";
import { type GivenArgument, isSeriesFunction, printWritten, readSeries } from "./series.ts";
import type { FormulaNode, FormulaOf, Identifier, SeriesFunction, SeriesSyntax } from "./syntax.ts";
import { identifier, type TokenCursor } from "./token-cursor.ts";

type FormulaOperator = FormulaOf<"operator">["operator"];

const binding: { readonly [operator in FormulaOperator]: number } = {
  "<": 0,
  "<=": 0,
  ">": 0,
  ">=": 0,
  "==": 0,
  "!=": 0,
  "+": 1,
  "-": 1,
  "*": 2,
  "/": 2,
  ":": 3,
  "^": 4,
};

/** What a formula in place of a model has besides the notation of designs. */
export interface FormulaWords {
  /** Reads a bracket from its bar on, `| subject` of `(1 + days | subject)`; `start` is the place of the bracket. */
  readonly readGroup: (terms: FormulaNode, start: Span) => FormulaNode;
  /** Reads a call from its `(` on; whether a term may stand in its place or a number, as within a function, `isTerm` says. */
  readonly readCall: (callee: Identifier, isTerm: boolean) => FormulaNode;
}

/** Where in a formula something stands, and what words it has. */
interface Place {
  readonly words: FormulaWords | null;
  /** Whether a bar makes a group. */
  readonly hasGroups: boolean;
  readonly isTerm: boolean;
}

/** Reads as much as is a formula; without `words` bars have no meaning. */
export function parseFormula(cursor: TokenCursor, words: FormulaWords | null = null): FormulaNode {
  return parseTerms(cursor, 0, { words, hasGroups: words !== null, isTerm: true });
}

/** Reads what stands behind a bar. */
export function parseGrouping(cursor: TokenCursor, words: FormulaWords): FormulaNode {
  return parseTerms(cursor, 0, { words, hasGroups: false, isTerm: true });
}

/** Reads an argument of a function, in which numbers are numbers. */
export function parseFormulaArgument(cursor: TokenCursor, words: FormulaWords | null): FormulaNode {
  return parseTerms(cursor, 0, { words, hasGroups: false, isTerm: false });
}

function broken(span: Span): FormulaNode {
  return { kind: "broken", span };
}

function parseTerms(cursor: TokenCursor, weakest: number, place: Place): FormulaNode {
  let left: FormulaNode = cursor.nested(() => parseTerm(cursor, place)) ?? broken(cursor.emptySpan());
  for (;;) {
    const operator = cursor.operatorOf(binding);
    if (operator === null || binding[operator] < weakest || !cursor.countOperator()) return left;
    cursor.next();
    const right = parseRight(cursor, binding[operator], place);
    left = { kind: "operator", operator, left, right, span: cursor.spanFrom(left.span) };
  }
}

/** What stands right of an operator; of a comparison it may be a label. */
function parseRight(cursor: TokenCursor, bound: number, place: Place): FormulaNode {
  if (bound > 0 || cursor.current.kind !== "text") return parseTerms(cursor, bound + 1, place);
  const { text, span } = cursor.next();
  return { kind: "label", label: text, span };
}

function parseTerm(cursor: TokenCursor, place: Place): FormulaNode {
  const token = cursor.current;
  if (cursor.accept("+") || cursor.accept("-")) {
    const operand = cursor.nested(() => parseTerms(cursor, 2, place)) ?? broken(cursor.emptySpan());
    return { kind: "sign", operator: token.text as "+" | "-", operand, span: cursor.spanFrom(token.span) };
  }
  if (token.kind === "number") {
    cursor.next();
    return { kind: "number", value: Number(token.text), span: token.span };
  }
  if (token.kind === "name") return parseNamed(cursor, place);
  if (cursor.accept("(")) {
    const inner = parseTerms(cursor, 0, place);
    const { words, hasGroups } = place;
    const isGroup = words !== null && hasGroups && (cursor.at("|") || cursor.at("||"));
    const group = isGroup ? words.readGroup(inner, token.span) : null;
    cursor.expect(")", "write `)` where the bracket of the formula ends");
    if (group !== null) return group;
    return { kind: "parenthesis", inner, span: cursor.spanFrom(token.span) };
  }
  cursor.failExpecting(
    "a column, `1`, `0` or `(` in the formula",
    "write a formula such as `design(1 + days + dose * sex)`",
  );
  return broken(cursor.emptySpan());
}

function parseNamed(cursor: TokenCursor, { words, isTerm }: Place): FormulaNode {
  const name = identifier(cursor.next());
  if (!cursor.at("(")) return { kind: "name", name, span: name.span };
  if (isSeriesFunction(name.text)) return parseSeries(cursor, name, name.text, words !== null);
  if (name.text === "relevel")
    return words !== null ? parseRelevel(cursor, name) : refuseRelevel(cursor, name);
  if (words !== null && (name.text === "ordered" || name.text === "factor")) return parseLevels(cursor, name);
  if (words !== null) return words.readCall(name, isTerm);
  cursor.next();
  const args = parseCommaSeparated(cursor, ")", () => parseFormulaArgument(cursor, null));
  return { kind: "call", callee: name, arguments: args, span: cursor.spanFrom(name.span) };
}

/** `lag(y, within: person)`, from `(` on; in a formula `within = person`, too. */
function parseSeries(
  cursor: TokenCursor,
  callee: Identifier,
  called: SeriesFunction,
  isFormula: boolean,
): FormulaNode {
  const written = parseSeriesCall(cursor, callee, called, isFormula);
  if (written === null) return broken(cursor.spanFrom(callee.span));
  return { kind: "series", series: written, text: printWritten(written), span: written.span };
}

function parseSeriesCall(
  cursor: TokenCursor,
  callee: Identifier,
  called: SeriesFunction,
  isFormula: boolean,
): SeriesSyntax | null {
  cursor.next();
  const given = parseCommaSeparated(cursor, ")", (): GivenArgument => {
    const sign = cursor.ahead(1).text;
    const isNamed = cursor.atName() && (sign === ":" || (isFormula && sign === "="));
    const name = isNamed ? identifier(cursor.next()) : null;
    if (isNamed) cursor.next();
    const start = cursor.current.span;
    const value = cursor.nested(() => parseSeriesArgument(cursor, isFormula)) ?? { kind: "other" };
    return { name, value, span: cursor.spanFrom(start) };
  });
  if (cursor.isBroken) return null;
  const { series, problem } = readSeries(called, given, cursor.spanFrom(callee.span));
  if (problem !== null) cursor.fail(problem);
  return series;
}

function parseSeriesArgument(cursor: TokenCursor, isFormula: boolean): GivenArgument["value"] {
  const { kind, text } = cursor.current;
  if (kind === "name" && isSeriesFunction(text) && cursor.ahead(1).text === "(") {
    const series = parseSeriesCall(cursor, identifier(cursor.next()), text, isFormula);
    return series === null ? { kind: "other" } : { kind: "series", series };
  }
  const isLast = (count: number): boolean => [",", ")"].includes(cursor.ahead(count).text);
  if (kind === "name" && isLast(1)) return { kind: "name", name: identifier(cursor.next()) };
  const isSigned = cursor.at("-") && cursor.ahead(1).kind === "number";
  const node = parseTerms(cursor, 0, { words: null, hasGroups: false, isTerm: false });
  if (node.kind === "number") return { kind: "number", value: node.value };
  const inner = isSigned && node.kind === "sign" ? node.operand : null;
  return inner?.kind === "number" ? { kind: "number", value: -inner.value } : { kind: "other" };
}

/** `relevel(treatment, "placebo")`, `relevel(treatment, ref = "placebo")` where no model declares the reference. */
function parseRelevel(cursor: TokenCursor, callee: Identifier): FormulaNode {
  const remedy = 'write `relevel(treatment, "placebo")`';
  cursor.next();
  const column = cursor.expectName("a column", remedy);
  cursor.expect(",", remedy);
  if (cursor.atName("ref")) {
    cursor.next();
    cursor.expect("=", remedy);
  }
  const isNumber = cursor.current.kind === "number";
  const label = isNumber ? identifier(cursor.next()) : cursor.expectName("a label in quotes", remedy);
  cursor.expect(")", remedy);
  const names = [column, label].map((name): FormulaNode => ({ kind: "name", name, span: name.span }));
  return { kind: "call", callee, arguments: names, span: cursor.spanFrom(callee.span) };
}

/**
 * `ordered(dose, levels = [low, medium, high])`, and as R writes it: `factor(dose, levels = c("low", "high"), ordered = TRUE)`. With levels
 * it is a call of `ordered`, whose other arguments are the labels.
 */
export function parseLevels(cursor: TokenCursor, callee: Identifier): FormulaNode {
  const remedy = `write \`${callee.text}(dose, levels = [low, medium, "very high"])\``;
  cursor.next();
  const column = cursor.expectName("a column", remedy);
  const labels: Identifier[] = [];
  while (!cursor.isBroken && cursor.accept(",")) {
    if (cursor.acceptName("ordered")) {
      cursor.expect("=", remedy);
      cursor.expectName("`TRUE` or `FALSE`", remedy);
      continue;
    }
    if (cursor.acceptName("levels")) cursor.expect("=", remedy);
    labels.push(...parseLabels(cursor, remedy));
  }
  cursor.expect(")", remedy);
  const word = labels.length > 0 ? { ...callee, text: "ordered" } : callee;
  const names = [column, ...labels].map((name): FormulaNode => ({ kind: "name", name, span: name.span }));
  return { kind: "call", callee: word, arguments: names, span: cursor.spanFrom(callee.span) };
}

/** `[low, high]`, `c("low", "high")`, `c(1, 2, 3)` */
function parseLabels(cursor: TokenCursor, remedy: string): readonly Identifier[] {
  const isList = cursor.accept("[");
  if (!isList) {
    if (!cursor.acceptName("c")) cursor.failExpecting("a list of labels", remedy);
    cursor.expect("(", remedy);
  }
  const labels: Identifier[] = [];
  do {
    if (cursor.isBroken) return [];
    const { kind } = cursor.current;
    labels.push(
      kind === "number" || kind === "text" ? identifier(cursor.next()) : cursor.expectName("a label", remedy),
    );
  } while (cursor.accept(","));
  cursor.expect(isList ? "]" : ")", remedy);
  return labels;
}

/** `relevel(treatment, "placebo")`, from `(` on: what R writes in a formula, a declaration says here. */
function refuseRelevel(cursor: TokenCursor, { text, span }: Identifier): FormulaNode {
  const column = cursor.ahead(1);
  const isArgument = (count: number): boolean =>
    ["text", "name", "number"].includes(cursor.ahead(count).kind);
  // `relevel(x, "a")`, or with a name before the text: `relevel(x, ref = "a")`.
  const label = [5, 3].filter(isArgument).map((count) => cursor.ahead(count).text)[0] ?? "…";
  cursor.fail(referenceInFormula(span, text, column.kind === "name" ? column.text : "treatment", label));
  return broken(span);
}
