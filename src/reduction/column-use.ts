/**
 * How columns of real numbers stand in a model: affinely, given all others, as in `β * x` and `center(x)`, or in any other way. What stands
 * affinely in the mean of a normal outcome is told by sums and products; rows are grouped by what does not.
 */

import { expandFormula } from "../data/design/formula-terms.ts";
import { productName } from "../data/design/product-name.ts";
import type { CheckedModel, Expression, ExpressionOf, Plate } from "../language/checked-model.ts";
import { namesInFormula, partsWithin } from "../language/parts.ts";
import { printExpression } from "../language/print-expression.ts";
import type { FormulaNode, FormulaOf } from "../language/syntax.ts";
import { factorsOf, isBareColumn } from "../model/product-columns.ts";

type Names = ReadonlySet<string>;

const none: Names = new Set();

/** Marks the columns that stand otherwise than affinely, with the reason. */
export class ColumnUse {
  /** By column, why rows must be grouped by it: "it stands inside `log`". */
  readonly marked = new Map<string, string>();
  /** By name, products of two columns that stand affinely, as columns do. */
  private readonly pairs = new Map<string, readonly [string, string]>();
  private readonly model: CheckedModel;
  private readonly candidates: Names;
  /** The columns that definitions and designs are affine in. */
  private readonly within = new Map<string, Names>();
  /** Of a product one side is marked, which is done when all else is known. */
  private marksProducts = false;

  /** `candidates` are the columns that may stand affinely; no other is looked at. */
  constructor(model: CheckedModel, candidates: Names) {
    this.model = model;
    this.candidates = candidates;
  }

  /** Marks what stands in definitions and designs, then what `readOthers` reads. */
  read(readOthers: () => void): void {
    for (const marksProducts of [false, true]) {
      this.marksProducts = marksProducts;
      for (const plate of this.model.plates.values())
        if (plate.kind === "design") this.within.set(plate.name, this.design(plate));
      for (const one of this.model.statements)
        if (one.kind === "definition") this.within.set(one.name, this.affine(one.value));
      readOthers();
    }
  }

  /** Products of two columns of which neither is marked, by their names. */
  get products(): ReadonlyMap<string, readonly [string, string]> {
    const isFree = (name: string): boolean => !this.marked.has(name);
    return new Map([...this.pairs].filter(([, [one, other]]) => isFree(one) && isFree(other)));
  }

  /** Marks all columns that an expression depends on. */
  markAll(expression: Expression, because: string): void {
    this.mark(this.affine(expression), because);
  }

  /** The columns that an expression is affine in; others that it has are marked. */
  affine(expression: Expression): Names {
    switch (expression.kind) {
      case "column":
        return this.column(expression.name);
      case "quantity":
        return this.within.get(expression.name) ?? none;
      case "product":
        return this.within.get(expression.design) ?? none;
      case "call":
        return this.call(expression);
      default:
        return union(partsWithin(expression).map((part) => this.affine(part)));
    }
  }

  private column(name: string): Names {
    return this.candidates.has(name) ? new Set([name]) : none;
  }

  private mark(names: Names, because: string): void {
    for (const name of names)
      for (const one of this.pairs.get(name) ?? [name])
        if (!this.marked.has(one)) this.marked.set(one, because);
  }

  private call(expression: ExpressionOf<"call">): Names {
    const { function: name, arguments: given } = expression;
    if (name === "multiply") return this.multiplied(factorsOf(expression));
    const [first, ...others] = given.map((argument) => this.affine(argument)) as [Names, ...Names[]];
    switch (name) {
      case "add":
      case "subtract":
      case "negate":
        return union([first, ...others]);
      case "divide":
        this.mark(others[0]!, "it stands in a denominator");
        return first;
      case "if":
        this.mark(first, "it stands in the condition of an `if`");
        return union(others);
      default:
        this.mark(union([first, ...others]), `it stands inside \`${name}\``);
        return none;
    }
  }

  private multiplied(factors: readonly Expression[]): Names {
    const all = factors.map((one) => ({
      bare: isBareColumn(one) ? one.name : null,
      names: this.affine(one),
    }));
    const pair = this.pairOf(all);
    if (pair !== null) return pair;
    return all.slice(1).reduce((before, { names }, i) => {
      const texts = (): readonly string[] => [
        factors
          .slice(0, i + 1)
          .map(printExpression)
          .join(" * "),
        printExpression(factors[i + 1]!),
      ];
      return this.product(before, names, texts);
    }, all[0]!.names);
  }

  /** Of a product of two columns one is a key, the one of fewer columns, or the second; the other is affine given that. */
  private product(a: Names, b: Names, texts: () => readonly string[]): Names {
    if (!this.marksProducts) return union([a, b]);
    const [left, right] = [a, b].map((names) => this.unmarked(names)) as [Names, Names];
    if (left.size === 0 || right.size === 0) return union([left, right]);
    const isLeftKept = right.size <= left.size;
    const [kept, lost] = isLeftKept ? [left, right] : [right, left];
    this.mark(lost, `it is multiplied by \`${texts()[isLeftKept ? 0 : 1]!}\``);
    return this.unmarked(kept);
  }

  /** The product of the only two of several factors that are not known, given the keys, if both are columns by themselves. */
  private pairOf(factors: readonly { readonly bare: string | null; readonly names: Names }[]): Names | null {
    if (!this.marksProducts) return null;
    const open = factors.filter(({ names }) => this.unmarked(names).size > 0);
    const [one, other] = open.map(({ bare }) => bare);
    if (open.length !== 2 || one == null || other == null) return null;
    const name = productName(one, other);
    this.pairs.set(name, [one, other]);
    return new Set([name]);
  }

  /** Of a product with a column that is a key, the other one. */
  private unmarked(names: Names): Names {
    const isFree = (name: string): boolean => !this.marked.has(name);
    return new Set(
      [...names].flatMap((name) => {
        const left = (this.pairs.get(name) ?? [name]).filter(isFree);
        return left.length === 2 ? [name] : left;
      }),
    );
  }

  /** The columns that the columns of a design are affine in. */
  private design({ formula, per }: Extract<Plate, { kind: "design" }>): Names {
    if (per !== null) return none;
    const { terms } = expandFormula(formula);
    if (terms === null) {
      this.mark(union(namesInFormula(formula).map((name) => this.column(name))), "it stands in a design");
      return none;
    }
    const variables = terms.variables.map(({ node, text }) => ({ names: this.formula(node), text }));
    return union(
      terms.terms.map((term) => {
        const pair = this.pairOf(
          term.map((v) => {
            const { node } = terms.variables[v]!;
            return { bare: node.kind === "name" ? node.name.text : null, names: variables[v]!.names };
          }),
        );
        if (pair !== null) return pair;
        const [first, ...others] = term.map((v) => variables[v]!);
        return others.reduce(
          (before, { names, text }) => ({
            names: this.product(before.names, names, () => [before.text, text]),
            text: `${before.text}:${text}`,
          }),
          first!,
        ).names;
      }),
    );
  }

  /** The columns that a variable of a design is affine in. */
  private formula(node: FormulaNode): Names {
    switch (node.kind) {
      case "name":
        return this.column(node.name.text);
      case "parenthesis":
        return this.formula(node.inner);
      case "sign":
        return this.formula(node.operand);
      case "operator":
        return this.arithmetic(node);
      case "call": {
        const names = union(node.arguments.map((argument) => this.formula(argument)));
        if (["center", "scale", "I"].includes(node.callee.text)) return names;
        this.mark(names, `it stands inside \`${node.callee.text}\``);
        return none;
      }
      default:
        return none;
    }
  }

  private arithmetic({ operator, left, right }: FormulaOf<"operator">): Names {
    const [a, b] = [this.formula(left), this.formula(right)];
    if (operator === "+" || operator === "-") return union([a, b]);
    if (operator === "*")
      return this.product(a, b, () => [left, right].map((one) => namesInFormula(one).join(", ")));
    if (operator !== "/") {
      this.mark(union([a, b]), `it stands beside \`${operator}\``);
      return none;
    }
    this.mark(b, "it stands in a denominator");
    return a;
  }
}

function union(sets: readonly Names[]): Names {
  const filled = sets.filter(({ size }) => size > 0);
  return filled.length <= 1 ? (filled[0] ?? none) : new Set(filled.flatMap((names) => [...names]));
}
