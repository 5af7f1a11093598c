/** The columns of a table as the model of a formula has them: by name, in designs, as numbers. */

import { printFormula } from "../data/design/print-formula.ts";
import { buildDesign, type DesignResult } from "../data/design-matrix.ts";
import { canonicalName } from "../language/names.ts";
import type { FormulaNode } from "../language/syntax.ts";
import type { Problem } from "../problems/problem.ts";
import { callOf } from "./calls.ts";
import { type FormulaTable, freshName } from "./columns.ts";
import { type DesignColumns, describeColumns, intercept, isEmpty } from "./design-columns.ts";
import { factorOf, testedFactor } from "./named-columns.ts";
import { numbersUnit, type Unit } from "./outcome.ts";
import { seriesText } from "./series.ts";

/** Names that are taken, and designs that were built; what is wrong with these is kept. */
export class ModelColumns {
  readonly problems: Problem[] = [];
  private readonly found: FormulaTable;
  private readonly taken = new Set<string>();
  private readonly built = new Map<string, DesignResult>();

  constructor(found: FormulaTable) {
    this.found = found;
    for (const { name } of [...found.columns.values(), ...found.labels.values()])
      this.taken.add(canonicalName(name));
  }

  /** A column of the table by the name that it has in the model. */
  column(name: string) {
    return this.found.table.columns.get(name);
  }

  /** The name itself, or the first with a number behind that no column and no other quantity has. */
  fresh(name: string): string {
    const free = freshName(name, (one) => this.taken.has(canonicalName(one)));
    this.taken.add(canonicalName(free));
    return free;
  }

  /** Keeps a name that the user has given; false where a column has it. */
  reserve(name: string): boolean {
    if (this.taken.has(canonicalName(name))) return false;
    this.taken.add(canonicalName(name));
    return true;
  }

  /** Of a column by its header. */
  nameOf(header: string): string {
    return this.found.columns.get(header)!.name;
  }

  /** Of a column of numbers, as far as it is known. */
  unitOf(header: string): Unit {
    return numbersUnit(header, this.found);
  }

  /** As a factor. */
  factorNameOf(header: string): string {
    return this.found.labels.get(header)?.name ?? this.nameOf(header);
  }

  /** Over all rows; 0 of what has no value. */
  meanOf(offset: FormulaNode): number {
    const values = this.valuesOf(offset);
    return values === null ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
  }

  /** Whether it is a column of numbers. */
  isNumeric(node: FormulaNode): boolean {
    return node.kind === "name" && this.found.columns.get(node.name.text)?.type === "real";
  }

  /** The value of an expression of columns in each row; null where it has none. */
  valuesOf(node: FormulaNode): Float64Array | null {
    const { design } = this.build(callOf("I", [this.renamed(node)], node.span));
    if (design === null) return null;
    const { matrix, rowCount } = design;
    const width = matrix.length / rowCount;
    return Float64Array.from({ length: rowCount }, (_, row) => matrix[(row + 1) * width - 1]!);
  }

  /** Of the columns of a design. */
  namesOf(terms: FormulaNode): readonly string[] {
    return this.columnsOf(terms, true)?.names ?? [];
  }

  /** The columns of a design; an intercept alone where nothing is written and it `isWanted`. Null where there are none, or a problem. */
  columnsOf(terms: FormulaNode | null, isWanted: boolean): DesignColumns | null {
    if (terms === null && !isWanted) return describeColumns(["intercept"], new Float64Array([1]), 1);
    const node = this.renamed(terms ?? intercept);
    if (isEmpty(node)) return null;
    const { design, problems } = this.build(node);
    if (design === null) {
      this.problems.push(...problems.filter(({ severity }) => severity === "error"));
      return null;
    }
    return describeColumns(design.columnNames, design.matrix, design.rowCount);
  }

  /** Of each text once: a design is asked for its names, its spread and its values. */
  private build(node: FormulaNode): DesignResult {
    const text = printFormula(node);
    const result = this.built.get(text) ?? this.buildAnew(node);
    this.built.set(text, result);
    return result;
  }

  private buildAnew(node: FormulaNode): DesignResult {
    const { table } = this.found;
    return buildDesign(node, {
      rowCount: table.rowCount,
      lookup: (name) => table.columns.get(name) ?? null,
      known: [...table.columns.keys()],
      name: table.name,
      lines: table.lines,
      counts: null,
    });
  }

  /** With the intercept written, that formulas need not write. */
  designText(terms: FormulaNode, { hasIntercept }: DesignColumns): string {
    const text = printFormula(this.renamed(terms));
    return hasIntercept && !/^1( |$)/.test(text) ? `1 + ${text}` : text;
  }

  /** With the names that columns have in the model, and without `factor(…)`. */
  renamed(node: FormulaNode): FormulaNode {
    const factor = factorOf(node);
    const tested = testedFactor(node);
    switch (node.kind) {
      case "name":
        return { ...node, name: { ...node.name, text: this.nameOf(node.name.text) } };
      case "series":
        return {
          ...node,
          text: seriesText(node.series, {
            nameOf: (header) => this.nameOf(header),
            factorNameOf: (header) => this.factorNameOf(header),
          }),
        };
      case "call":
        if (factor !== null)
          return { kind: "name", name: { ...factor, text: this.factorNameOf(factor.text) }, span: node.span };
        return { ...node, arguments: node.arguments.map((part) => this.renamed(part)) };
      case "operator":
        if (tested !== null) {
          const name = { ...tested, text: this.factorNameOf(tested.text) };
          return { ...node, left: { kind: "name", name, span: node.left.span } };
        }
        return { ...node, left: this.renamed(node.left), right: this.renamed(node.right) };
      case "sign":
        return { ...node, operand: this.renamed(node.operand) };
      case "parenthesis":
        return { ...node, inner: this.renamed(node.inner) };
      default:
        return node;
    }
  }
}
