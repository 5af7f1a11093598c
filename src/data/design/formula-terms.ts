/**
 * Expands a formula in Wilkinson notation into its terms (Wilkinson & Rogers 1973, Applied Statistics 22; the rules are
 * those of R's `terms.formula`).
 *
 * A term is a set of variables; a variable is a name or a call. `a * b` = `a + b + a:b`, `a / b` = `a + a:b`,
 * `(a + b)^2` all terms up to degree two, `-` takes terms away. The intercept is there unless `0` or `-1` says otherwise.
 * Terms come out by degree, and in the order of their writing within a degree. Unlike R, `x^2` of a single variable is a
 * problem and not silently `x`.
 */

import type { FormulaNode, FormulaOf } from "../../language/syntax.ts";
import type { Fix } from "../../problems/make-problem.ts";
import type { Problem } from "../../problems/problem.ts";
import { badFormula } from "../problems-design.ts";
import { foldChain, printFormula } from "./print-formula.ts";

export interface DesignVariable {
  /** The text, in canonical spacing: equal texts are one variable. */
  readonly text: string;
  readonly node: FormulaOf<"name" | "series" | "call">;
}

/** Indices of variables, ascending. */
export type Term = readonly number[];

export interface FormulaTerms {
  /** Whether factors are coded as beside an intercept. */
  readonly hasIntercept: boolean;
  /** Whether that is elsewhere in the model, and no column here: `no_intercept(…)`. */
  readonly isElsewhere: boolean;
  /** In the order in which they appear in the formula. */
  readonly variables: readonly DesignVariable[];
  readonly terms: readonly Term[];
}

/** More terms than this are a mistake. */
const mostTerms = 1000;

type Comparison = Exclude<FormulaOf<"operator">["operator"], "+" | "-" | ":" | "*" | "/" | "^">;

/** Null with at least one problem; a broken node gives null without one, since the parser has spoken of it. */
export function expandFormula(formula: FormulaNode): {
  readonly terms: FormulaTerms | null;
  readonly problems: readonly Problem[];
} {
  const expansion = new Expansion();
  const isElsewhere =
    formula.kind === "call" && formula.callee.text === "no_intercept" && formula.arguments.length === 1;
  const { terms, intercept } = expansion.expand(isElsewhere ? formula.arguments[0]! : formula);
  if (expansion.isBroken || expansion.problems.length > 0)
    return { terms: null, problems: expansion.problems };
  const byDegree = [...terms].sort((a, b) => a.length - b.length);
  return {
    terms: { hasIntercept: intercept ?? true, isElsewhere, variables: expansion.variables, terms: byDegree },
    problems: [],
  };
}

/** `intercept` is null where nothing was said of it. */
interface TermSet {
  readonly terms: readonly Term[];
  readonly intercept: boolean | null;
}

const nothing: TermSet = { terms: [], intercept: null };

class Expansion {
  readonly problems: Problem[] = [];
  readonly variables: DesignVariable[] = [];
  isBroken = false;
  private isTooLong = false;
  private readonly indices = new Map<string, number>();

  expand(node: FormulaNode): TermSet {
    switch (node.kind) {
      case "label":
      case "broken":
        this.isBroken = true;
        return nothing;
      case "number":
        return this.expandNumber(node);
      case "name":
      case "series":
      case "call":
        return { terms: [[this.indexOf(node)]], intercept: null };
      case "parenthesis":
        return this.expand(node.inner);
      case "sign":
        return node.operator === "+"
          ? this.expand(node.operand)
          : without(nothing, this.expand(node.operand));
      case "operator":
        return foldChain(
          node,
          (leftmost) => this.expand(leftmost),
          (left, link) => this.apply(link, left),
        );
    }
  }

  private apply(node: FormulaOf<"operator">, left: TermSet): TermSet {
    if (node.operator === "^") return this.raise(node, left);
    if (isComparison(node.operator)) return this.refuseComparison(node);
    const right = this.expand(node.right);
    switch (node.operator) {
      case "+":
        if (left.terms.length > mostTerms) return this.refuseCount(node, left.terms.length);
        return { terms: union(left.terms, right.terms), intercept: right.intercept ?? left.intercept };
      case "-":
        return without(left, right);
      case ":":
        return this.cross(node, left, right);
      case "*": {
        const main = union(left.terms, right.terms);
        const intercept = left.intercept ?? right.intercept;
        return { terms: union(main, this.products(node, left.terms, right.terms)), intercept };
      }
      case "/": {
        // a / b = a + a:b;  (a + b) / c = a + b + a:b:c
        const all: Term = [...new Set(left.terms.flat())].sort((a, b) => a - b);
        const inner = this.products(node, all.length === 0 ? [] : [all], right.terms);
        return { terms: union(left.terms, inner), intercept: left.intercept };
      }
    }
  }

  private refuseComparison(node: FormulaOf<"operator">): TermSet {
    const text = printFormula(node);
    this.refuse(node, [
      `expected terms of the design, but found the comparison \`${text}\``,
      `write I(${text}) for a column that is 1 where it holds, and 0 elsewhere`,
    ]);
    return nothing;
  }

  private cross(node: FormulaNode, left: TermSet, right: TermSet): TermSet {
    const isEmpty = left.terms.length === 0 || right.terms.length === 0;
    if (isEmpty && this.problems.length === 0 && !this.isBroken) {
      this.refuse(node, [
        `expected columns on both sides of \`:\`, but found \`${printFormula(node)}\``,
        "write an interaction as a:b",
      ]);
    }
    return { terms: this.products(node, left.terms, right.terms), intercept: null };
  }

  private raise(node: FormulaOf<"operator">, base: TermSet): TermSet {
    const exponent = node.right.kind === "number" ? node.right.value : Number.NaN;
    if (!Number.isInteger(exponent) || exponent < 1 || exponent > 100) {
      this.refuse(node.right, [
        `expected a whole number from 1 to 100 after \`^\`, but found \`${printFormula(node.right)}\``,
        "write (a + b + c)^2 for all terms with up to two of them",
      ]);
      return base;
    }
    if (base.terms.length < 2 && exponent > 1) {
      const inner = printFormula(node.left).replace(/^\((.*)\)$/, "$1");
      this.refuse(node, [
        `expected a sum of several columns before \`^\`, but found \`${printFormula(node)}\`, which in a design stands for \`${inner}\` alone`,
        `for a square write square(${inner}) or poly(${inner}, 2)`,
      ]);
      return base;
    }
    let terms = base.terms;
    for (let power = 1; power < exponent; power++) {
      const next = union(terms, this.products(node, terms, base.terms));
      if (next.length === terms.length) break;
      terms = next;
    }
    return { terms, intercept: base.intercept };
  }

  private products(node: FormulaNode, left: readonly Term[], right: readonly Term[]): readonly Term[] {
    if (left.length * right.length > mostTerms)
      return this.refuseCount(node, left.length * right.length).terms;
    const merged = left.flatMap((a) => right.map((b) => [...new Set([...a, ...b])].sort((x, y) => x - y)));
    return union([], merged);
  }

  /** Once per formula. */
  private refuseCount(node: FormulaNode, count: number): TermSet {
    if (!this.isTooLong) {
      this.refuse(node, [
        `expected at most ${mostTerms} terms in a design, but this makes ${count}`,
        "name the interactions that are wanted, such as a:b",
      ]);
    }
    this.isTooLong = true;
    return nothing;
  }

  private refuse({ span }: FormulaNode, fix: Fix): void {
    this.problems.push(badFormula("HP0451", span, fix));
  }

  private expandNumber(node: FormulaOf<"number">): TermSet {
    if (node.value === 0 || node.value === 1) return { terms: [], intercept: node.value === 1 };
    this.refuse(node, [
      `expected 1 (an intercept), 0 (none) or a column, but found \`${printFormula(node)}\``,
      "arithmetic goes inside a function, as in log(x + 2)",
    ]);
    return nothing;
  }

  private indexOf(node: DesignVariable["node"]): number {
    const text = printFormula(node);
    const known = this.indices.get(text);
    if (known !== undefined) return known;
    this.indices.set(text, this.variables.length);
    return this.variables.push({ text, node }) - 1;
  }
}

/** Whether an operator compares numbers. */
function isComparison(operator: FormulaOf<"operator">["operator"]): operator is Comparison {
  return ["<", "<=", ">", ">=", "==", "!="].includes(operator);
}

function union(left: readonly Term[], right: readonly Term[]): readonly Term[] {
  const byKey = new Map<string, Term>();
  for (const term of [...left, ...right]) if (!byKey.has(term.join())) byKey.set(term.join(), term);
  return [...byKey.values()];
}

function without(left: TermSet, right: TermSet): TermSet {
  const taken = new Set(right.terms.map((term) => term.join()));
  return {
    terms: left.terms.filter((term) => !taken.has(term.join())),
    intercept: right.intercept === null ? left.intercept : !right.intercept,
  };
}
