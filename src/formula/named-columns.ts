/** Which columns a formula names, and as what: the factors behind bars, those of `factor(…)` and `relevel(…)`, all others. */

import type { FormulaNode, Identifier, SeriesSyntax } from "../language/syntax.ts";
import { columnsOfSeries, rootOf, withInner } from "./series.ts";
import { summands } from "./summands.ts";
import { type GroupLaw, type ModelFormula, type Predictor, predictorsOf, type Response } from "./syntax.ts";

/** Headers by what they are named as: a column may be numbers in one term and labels in another. */
export interface NamedColumns {
  /** All, as often as they are named, with the place of each. */
  readonly all: readonly Identifier[];
  /** As they stand: numbers, if they are. */
  readonly plain: ReadonlySet<string>;
  /** As groups, or in `factor(…)` and `relevel(…)`. */
  readonly labels: ReadonlySet<string>;
  /** Lags and running sums, those within others first. */
  readonly series: readonly SeriesSyntax[];
  /** That may be missing. */
  readonly missing: ReadonlySet<string>;
  /** That would be admitted to be missing by other words in their place: as the outcome, or as a term of its own. */
  readonly admissible: ReadonlyMap<string, "outcome" | "term">;
}

/** `y` as an outcome by itself, `x` in `y ~ x`; named once, and nowhere else. */
function admissibleIn({ outcomes }: ModelFormula, all: readonly Identifier[]): NamedColumns["admissible"] {
  const found = new Map<string, "outcome" | "term">();
  for (const { response, location } of outcomes) {
    const { column, mayBeMissing: _, isLogarithm: _log, thresholds: _thresholds, ...rest } = response;
    const terms = location.population === null ? [] : summands(location.population);
    for (const { sign, node } of terms)
      if (sign === "+" && node.kind === "name") found.set(node.name.text, "term");
    if (Object.values(rest).every((said) => said === null)) found.set(column.text, "outcome");
  }
  const count = (name: string): number => all.filter(({ text }) => text === name).length;
  return new Map([...found].filter(([name]) => count(name) === 1));
}

/** The columns that a formula names. */
export function namedColumns(formula: ModelFormula): NamedColumns {
  const uses = new ColumnUses();
  const { outcomes, missing } = formula;
  for (const { column } of missing) uses.note(column, uses.plain);
  for (const { response } of outcomes) uses.addResponse(response);
  for (const predictor of predictorsOf(formula)) uses.addPredictor(predictor);
  const responses = outcomes.flatMap(({ response }) => (response.mayBeMissing ? [response] : []));
  const admitted = [...missing, ...responses].map(({ column }) => column.text);
  const { all, plain, labels, series } = uses;
  const admissible = admissibleIn(formula, all);
  return { all, plain, labels, series, missing: new Set(admitted), admissible };
}

/** The columns that a predictor names. */
export function columnsOfPredictor(predictor: Predictor): readonly Identifier[] {
  const uses = new ColumnUses();
  uses.addPredictor(predictor);
  return uses.all;
}

/** Collects the columns that parts of a formula name. */
class ColumnUses {
  readonly all: Identifier[] = [];
  readonly plain = new Set<string>();
  readonly labels = new Set<string>();
  readonly series: SeriesSyntax[] = [];

  note(name: Identifier, uses: Set<string>): void {
    this.all.push(name);
    uses.add(name.text);
  }

  addResponse(response: Response): void {
    const { column, trials, failures, standardError, weights, censoring, truncation } = response;
    const { order, thresholds, otherCounts } = response;
    if (order !== null) this.note(column, this.labels);
    if (thresholds?.group != null) this.note(thresholds.group, this.labels);
    const counts = otherCounts ?? [];
    for (const name of [order === null ? column : null, failures, ...counts, standardError, censoring?.end])
      if (name) this.note(name, this.plain);
    const { lower, upper } = truncation ?? {};
    for (const node of [trials, weights, censoring?.status, lower, upper]) if (node) this.visit(node);
  }

  addPredictor({ population, groups, smooths, offsets, monotonic, missing }: Predictor): void {
    for (const name of missing) this.note(name, this.plain);
    for (const node of monotonic) for (const name of identifiersIn(node)) this.note(name, this.labels);
    for (const node of [...(population === null ? [] : [population]), ...offsets]) this.visit(node);
    for (const { argument, by } of smooths) {
      this.visit(argument);
      if (by !== null) this.visit(by);
    }
    for (const { terms, grouping, law } of groups) {
      this.visit(terms);
      for (const name of identifiersIn(grouping)) this.note(name, this.labels);
      if (law.kind === "by") this.note(law.factor, this.labels);
      for (const node of weightsOf(law)) this.visit(node);
    }
  }

  private addSeries(one: SeriesSyntax): void {
    for (const { column, isLabel } of columnsOfSeries(one))
      this.note(column, isLabel ? this.labels : this.plain);
    this.series.push(...withInner(one));
  }

  private visit(node: FormulaNode): void {
    const factor = factorOf(node);
    const tested = testedFactor(node);
    if (factor !== null) this.note(factor, this.labels);
    else if (tested !== null) this.note(tested, this.labels);
    else if (node.kind === "series") this.addSeries(node.series);
    else if (node.kind === "name") this.note(node.name, this.plain);
    else for (const part of partsOf(node)) this.visit(part);
  }
}

/** The weights of the columns of `mm(…)`. */
export function weightsOf(law: GroupLaw): readonly FormulaNode[] {
  return law.kind === "members" ? (law.weights?.of ?? []) : [];
}

/** What makes labels of a column. */
export const factorCalls: readonly string[] = ["factor", "as.factor", "as_factor", "C", "relevel", "ordered"];

/** The column that `factor(x)`, or `relevel(x, "a")`, is of; null of any other term. */
export function factorOf(node: FormulaNode): Identifier | null {
  if (node.kind !== "call" || !factorCalls.includes(node.callee.text)) return null;
  const [column] = node.arguments;
  return column?.kind === "name" ? column.name : null;
}

/** The column that is compared with a label, `f` of `f == "a"`; null of any other term. */
export function testedFactor(node: FormulaNode): Identifier | null {
  if (node.kind !== "operator" || node.right.kind !== "label") return null;
  return node.left.kind === "name" ? node.left.name : null;
}

/** The columns that a node names. */
export function identifiersIn(node: FormulaNode): Identifier[] {
  const factor = factorOf(node);
  if (factor !== null) return [factor];
  if (node.kind === "series") return [rootOf(node.series)];
  return node.kind === "name" ? [node.name] : partsOf(node).flatMap(identifiersIn);
}

/** The levels that `relevel` makes the first, by the header of their factor. */
export function referencesIn(predictors: readonly Predictor[]): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (node: FormulaNode): void => {
    const [column, label] = node.kind === "call" && node.callee.text === "relevel" ? node.arguments : [];
    if (column?.kind === "name" && label?.kind === "name") found.set(column.name.text, label.name.text);
    else for (const part of partsOf(node)) visit(part);
  };
  for (const { population, groups, smooths } of predictors) {
    if (population !== null) visit(population);
    for (const { by } of smooths) if (by !== null) visit(by);
    for (const { terms } of groups) visit(terms);
  }
  return found;
}

/** Effects along the levels of a factor, one sequence or one for each level of another. */
export interface OrderedGrouping {
  readonly kind: "rw" | "ar1";
  readonly along: Identifier;
  readonly within: Identifier | null;
}

/** What `rw(week)` or `ar1(week, subject)` behind a bar says; null where its arguments are others, undefined of any other term. */
export function orderedOf(node: FormulaNode): OrderedGrouping | null | undefined {
  if (node.kind !== "call") return undefined;
  const { text: kind } = node.callee;
  if (kind !== "rw" && kind !== "ar1") return undefined;
  const [along, within, ...more] = node.arguments;
  if (along?.kind !== "name" || more.length > 0) return null;
  if (within === undefined) return { kind, along: along.name, within: null };
  return within.kind === "name" && within.name.text !== along.name.text
    ? { kind, along: along.name, within: within.name }
    : null;
}

/** The levels of factors as `ordered(…)` lists them, by the header of the factor. */
export function ordersIn(formula: ModelFormula): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const visit = (node: FormulaNode): void => {
    const [column, ...labels] = node.kind === "call" && node.callee.text === "ordered" ? node.arguments : [];
    const texts = labels.flatMap((label) => (label.kind === "name" ? [label.name.text] : []));
    if (column?.kind === "name" && texts.length > 0) found.set(column.name.text, texts);
    else for (const part of partsOf(node)) visit(part);
  };
  for (const { population, groups, monotonic } of predictorsOf(formula)) {
    for (const node of [...(population === null ? [] : [population]), ...monotonic]) visit(node);
    for (const { terms } of groups) visit(terms);
  }
  for (const { response } of formula.outcomes)
    if (response.order !== null) found.set(response.column.text, response.order);
  return found;
}

/** `a/b` is a and a:b, `a*b` is a, b and a:b; null where there is something else than factors. */
export function groupingsOf(node: FormulaNode): readonly (readonly Identifier[])[] | null {
  if (node.kind === "name") return [[node.name]];
  if (node.kind === "parenthesis") return groupingsOf(node.inner);
  if (node.kind !== "operator") return null;
  const [left, right] = [groupingsOf(node.left), groupingsOf(node.right)];
  if (left === null || right === null) return null;
  const [outer, inner] = [left.at(-1)!, right];
  const within = inner.map((one) => [...outer, ...one]);
  if (node.operator === "/") return [...left, ...within];
  if (node.operator === ":" && left.length === 1) return within;
  if (node.operator === "*")
    return [...left, ...right, ...left.flatMap((one) => right.map((other) => [...one, ...other]))];
  return node.operator === "+" ? [...left, ...right] : null;
}

/** The nodes that a node is made of. */
export function partsOf(node: FormulaNode): readonly FormulaNode[] {
  switch (node.kind) {
    case "call":
      return node.arguments;
    case "operator":
      return [node.left, node.right];
    case "sign":
      return [node.operand];
    case "parenthesis":
      return [node.inner];
    default:
      return [];
  }
}
