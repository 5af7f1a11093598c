/**
 * Design matrices from Wilkinson notation: `design(1 + days + dose * sex)`.
 *
 * Which terms there are says `design/formula-terms.ts`. A factor is coded by treatment contrasts (one 0/1 column for each level
 * but the first) where the term without it stands in the design too, and by a column for every level where it does
 * not; so `0 + sex` has all levels, and `a:b` alone spans all combinations. These are the rules of R's `model.matrix`
 * (Chambers & Hastie 1992, Statistical Models in S, §2.4), and its results. `no_intercept(…)`, which R lacks, codes factors as beside an
 * intercept that has no column here: thresholds stand for it.
 *
 * Columns are named `intercept`, `days`, `center(days)`, `poly(days).1`, `sex=male`, and interactions `dose:sex=male`, so
 * that coefficients read `β[sex=male]`. In an interaction the first variable varies fastest.
 */

import type { FormulaNode } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import {
  type DesignBasis,
  type DesignRows,
  VariableReader,
  type VariableValues,
} from "./design/design-variables.ts";
import { expandFormula, type FormulaTerms, type Term } from "./design/formula-terms.ts";
import { productName } from "./design/product-name.ts";
import { distinctRows, findDependentColumns } from "./design/rank.ts";
import {
  dependentColumn,
  emptyDesign,
  rankUnchecked,
  sameColumnNames,
  singleLevel,
  tooLarge,
} from "./problems-design.ts";

export type { DesignBasis, DesignRows } from "./design/design-variables.ts";

export interface Design {
  readonly columnNames: readonly string[];
  readonly rowCount: number;
  /** Row-major: `rowCount` rows of `columnNames.length` entries. */
  readonly matrix: Float64Array;
  readonly terms: readonly DesignTerm[];
  /** What `center`, `scale`, `poly` and `spline` took from these rows; give it to `buildDesign` to code other rows alike. */
  readonly basis: DesignBasis;
}

export interface DesignTerm {
  /** `intercept`, `days`, `dose:sex`. */
  readonly name: string;
  /** Its columns are the `count` from `start` on. */
  readonly start: number;
  readonly count: number;
}

export interface DesignResult {
  /** Null if some problem is an error, or the formula has a part that the parser gave up on. */
  readonly design: Design | null;
  readonly problems: readonly Problem[];
}

/** A matrix of more entries than this (400 MB) is refused. */
const mostEntries = 5e7;
const mostColumns = 1e5;

/** Distinct rows × columns²: with more work than this (some seconds) a design is not checked for dependent columns. */
const mostRankWork = 2e9;

/** `basis`: of an earlier design, for new rows. Warns of columns that are combinations of others. */
export function buildDesign(
  formula: FormulaNode,
  rows: DesignRows,
  basis: DesignBasis | null = null,
): DesignResult {
  const expanded = expandFormula(formula);
  if (!expanded.terms) return { design: null, problems: expanded.problems };
  const reader = new VariableReader(rows, basis);
  const values = expanded.terms.variables.map((variable) => reader.read(variable));
  if (!values.every((value) => value !== null)) return { design: null, problems: reader.problems };
  const problems: Problem[] = [...reader.problems];
  const coded = codeTerms(expanded.terms, values, formula, problems).map((term) => withProduct(term, rows));
  const columnCount = coded.reduce((sum, term) => sum + countColumns(term), 0);
  if (columnCount * rows.rowCount > mostEntries || columnCount > mostColumns) {
    return { design: null, problems: [...problems, tooLarge(columnCount, rows.rowCount, formula.span)] };
  }
  const names = coded.flatMap(columnNamesOf);
  const fault = checkNames(names, formula);
  if (fault) return { design: null, problems: [...problems, fault] };
  const matrix = new Float64Array(rows.rowCount * names.length);
  const terms: DesignTerm[] = [];
  let start = 0;
  for (const term of coded) {
    const count = fillColumns(matrix, names.length, start, term, rows.rowCount);
    terms.push({ name: term.name, start, count });
    start += count;
  }
  problems.push(...warnOfDependence(matrix, names, formula));
  const design = { columnNames: names, rowCount: rows.rowCount, matrix, terms, basis: reader.basis };
  return { design, problems };
}

function warnOfDependence(matrix: Float64Array, names: readonly string[], formula: FormulaNode): Problem[] {
  const distinct = distinctRows(matrix, names.length);
  if (distinct.length * names.length > mostRankWork) return [rankUnchecked(names.length, formula.span)];
  return findDependentColumns(distinct, names.length).map(({ column, on }) => {
    const others = on.map((other) => names[other]!);
    return dependentColumn(names[column]!, others, formula.span);
  });
}

/** One variable of a term: numeric columns, or 0/1 columns for the levels of a factor from `firstLevel` on. */
type CodedVariable =
  | Extract<VariableValues, { kind: "numeric" }>
  | (Extract<VariableValues, { kind: "factor" }> & { readonly firstLevel: 0 | 1 });

interface CodedTerm {
  readonly name: string;
  /** Empty for the intercept. */
  readonly variables: readonly CodedVariable[];
}

/** Terms with the coding of their factors, without those that have no columns, of which `problems` then tells. */
function codeTerms(
  formula: FormulaTerms,
  values: readonly VariableValues[],
  node: FormulaNode,
  problems: Problem[],
): CodedTerm[] {
  const hasColumn = formula.hasIntercept && !formula.isElsewhere;
  const terms: CodedTerm[] = hasColumn ? [{ name: "intercept", variables: [] }] : [];
  const firstWithFactor = formula.terms.findIndex((term) => term.some((v) => values[v]!.kind === "factor"));
  formula.terms.forEach((term, t) => {
    // Without an intercept the first factor of the first term that has one takes its place.
    const hasStandIn = !formula.hasIntercept && t === firstWithFactor;
    const standIn = hasStandIn ? term.find((v) => values[v]!.kind === "factor") : undefined;
    const variables = term.map((v): CodedVariable => {
      const value = values[v]!;
      if (value.kind === "numeric") return value;
      const isContrast = v !== standIn && isMarginPresent(formula.terms, t, v);
      return { ...value, firstLevel: isContrast ? 1 : 0 };
    });
    const name = term.map((v) => formula.variables[v]!.text).join(":");
    const empty = variables.find((v) => v.kind === "factor" && v.levels.length - v.firstLevel === 0);
    if (empty?.kind === "factor")
      problems.push(singleLevel(name, empty.name, empty.levels[0] ?? "", node.span));
    else terms.push({ name, variables });
  });
  return terms;
}

/** A term of two columns of which the rows have the product as a column of its own: that, and ones in place of the other. */
function withProduct(term: CodedTerm, { lookup, rowCount }: DesignRows): CodedTerm {
  for (const [i, one] of term.variables.entries()) {
    for (const [j, other] of term.variables.entries()) {
      if (j <= i || one.kind !== "numeric" || other.kind !== "numeric") continue;
      // Of what is no column by itself there is no product under such a name.
      const product = lookup(productName(one.names[0]!, other.names[0]!));
      if (product?.kind !== "numeric") continue;
      const ones = new Float64Array(rowCount).fill(1);
      const columns = (k: number): readonly Float64Array[] | null =>
        k === i ? [product.values] : k === j ? [ones] : null;
      const variables = term.variables.map((variable, k): CodedVariable => {
        const own = columns(k);
        return own === null || variable.kind !== "numeric" ? variable : { ...variable, columns: own };
      });
      return { ...term, variables };
    }
  }
  return term;
}

/** Whether term `t` without `variable` is the empty term, or part of a term before it (R's TermCode). */
function isMarginPresent(terms: readonly Term[], t: number, variable: number): boolean {
  const margin = terms[t]!.filter((v) => v !== variable);
  return margin.length === 0 || terms.slice(0, t).some((term) => margin.every((v) => term.includes(v)));
}

function checkNames(names: readonly string[], formula: FormulaNode): Problem | null {
  if (names.length === 0) return emptyDesign(formula.span);
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) return sameColumnNames(name, formula.span);
    seen.add(name);
  }
  return null;
}

function countColumns({ variables }: CodedTerm): number {
  return variables.reduce((product, variable) => product * widthOf(variable), 1);
}

function widthOf(variable: CodedVariable): number {
  return variable.kind === "numeric" ? variable.columns.length : variable.levels.length - variable.firstLevel;
}

function columnNamesOf({ name, variables }: CodedTerm): string[] {
  if (variables.length === 0) return [name];
  return variables
    .map((variable) =>
      variable.kind === "numeric"
        ? [...variable.names]
        : variable.levels.slice(variable.firstLevel).map((level) => `${variable.name}=${level}`),
    )
    .reduce((heads, own) => own.flatMap((tail) => heads.map((head) => `${head}:${tail}`)));
}

/** Writes the columns of a term from column `start` on, and returns how many they are. */
function fillColumns(
  matrix: Float64Array,
  width: number,
  start: number,
  term: CodedTerm,
  rowCount: number,
): number {
  const count = countColumns(term);
  for (let column = 0; column < count; column++) {
    for (let row = 0; row < rowCount; row++) {
      let entry = 1;
      let rest = column;
      for (const variable of term.variables) {
        const own = rest % widthOf(variable);
        rest = Math.trunc(rest / widthOf(variable));
        if (variable.kind === "numeric") entry *= variable.columns[own]![row]!;
        else if (variable.codes[row] !== own + variable.firstLevel) entry = 0;
      }
      matrix[row * width + start + column] = entry;
    }
  }
  return count;
}
