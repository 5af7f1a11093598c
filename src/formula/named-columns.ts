/** Which columns a formula names, and as what: the factors behind bars, those of `factor(…)` and `relevel(…)`, all others. */

import type { FormulaNode, Identifier, SeriesSyntax } from "../language/syntax.ts";
import { columnsOfSeries, rootOf, withInner } from "./series.ts";
import { summands } from "./summands.ts";
import { type GroupLaw, type ModelFormula, type Predictor, predictorsOf } from "./syntax.ts";

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
function admissibleIn(
  { response, location }: ModelFormula,
  all: readonly Identifier[],
): NamedColumns["admissible"] {
  const { column, mayBeMissing: _, isLogarithm: _log, thresholds: _thresholds, ...rest } = response;
  const isPlain = Object.values(rest).every((said) => said === null);
  const terms = location.population === null ? [] : summands(location.population);
  const names = terms.flatMap(({ sign, node }) =>
    sign === "+" && node.kind === "name" ? [node.name.text] : [],
  );
  const found = new Map<string, "outcome" | "term">(names.map((name) => [name, "term"]));
  if (isPlain) found.set(column.text, "outcome");
  const count = (name: string): number => all.filter(({ text }) => text === name).length;
  return new Map([...found].filter(([name]) => count(name) === 1));
}

/** The columns that a formula names. */
export function namedColumns(formula: ModelFormula): NamedColumns {
  const all: Identifier[] = [];
  const [plain, labels] = [new Set<string>(), new Set<string>()];
  const note = (name: Identifier, uses: Set<string>): void => {
    all.push(name);
    uses.add(name.text);
  };
  const series: SeriesSyntax[] = [];
  const noteSeries = (one: SeriesSyntax): void => {
    for (const { column, isLabel } of columnsOfSeries(one)) note(column, isLabel ? labels : plain);
    series.push(...withInner(one));
  };
  const visit = (node: FormulaNode): void => {
    const factor = factorOf(node);
    const tested = testedFactor(node);
    if (factor !== null) note(factor, labels);
    else if (tested !== null) note(tested, labels);
    else if (node.kind === "series") noteSeries(node.series);
    else if (node.kind === "name") note(node.name, plain);
    else for (const part of partsOf(node)) visit(part);
  };
  const { response, missing } = formula;
  for (const { column } of missing) note(column, plain);
  const { column, trials, failures, standardError, weights, censoring, truncation } = response;
  const { order, thresholds, otherCounts } = response;
  if (order !== null) note(column, labels);
  if (thresholds?.group != null) note(thresholds.group, labels);
  const counts = otherCounts ?? [];
  for (const name of [order === null ? column : null, failures, ...counts, standardError, censoring?.end])
    if (name) note(name, plain);
  const { lower, upper } = truncation ?? {};
  for (const node of [trials, weights, censoring?.status, lower, upper]) if (node) visit(node);
  for (const { population, groups, smooths, offsets, monotonic, missing: own } of predictorsOf(formula)) {
    for (const name of own) note(name, plain);
    for (const node of monotonic) for (const name of identifiersIn(node)) note(name, labels);
    for (const node of [...(population === null ? [] : [population]), ...offsets]) visit(node);
    for (const { argument, by } of smooths) {
      visit(argument);
      if (by !== null) visit(by);
    }
    for (const { terms, grouping, law } of groups) {
      visit(terms);
      for (const name of identifiersIn(grouping)) note(name, labels);
      if (law.kind === "by") note(law.factor, labels);
      for (const node of weightsOf(law)) visit(node);
    }
  }
  const admitted = [...missing.map((one) => one.column), ...(response.mayBeMissing ? [column] : [])];
  const admissible = admissibleIn(formula, all);
  return { all, plain, labels, series, missing: new Set(admitted.map(({ text }) => text)), admissible };
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
  const { response } = formula;
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
