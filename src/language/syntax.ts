/**
 * The syntax tree: a model file as its author wrote it, before names mean anything.
 *
 * Every node has its span. Names are kept as written (`β` or `beta`); `names.ts` says which are the same.
 */

import type { Span } from "../problems/problem.ts";

export interface SyntaxTree {
  readonly source: string;
  /** The name after `model`, if there is one. */
  readonly name: Identifier | null;
  readonly label: Text | null;
  readonly statements: readonly Statement[];
}

/** A name as it was written, with its place. */
export interface Identifier {
  readonly text: string;
  readonly span: Span;
}

export interface Text {
  /** Without its quotes, escapes resolved. */
  readonly text: string;
  readonly span: Span;
}

/** A line of the model. */
export type Statement =
  | DataBlock
  | ConstantStatement
  | LevelsStatement
  | DistributionStatement
  | DefinitionStatement
  | DesignStatement;

/** `data { … }` or `data per county { … }`, `data per lab:day { … }`. */
export interface DataBlock {
  readonly kind: "data";
  readonly per: PlateSyntax | null;
  readonly columns: readonly ColumnSyntax[];
  readonly span: Span;
}

export interface ColumnSyntax {
  readonly name: Identifier;
  readonly type: "real" | "int" | "factor";
  /** `factor in batch`: labels are unique only within their batch. */
  readonly within: Identifier | null;
  /** `factor across lab`: one label is one level, whatever the lab. */
  readonly across: PlateSyntax | null;
  /** `reference "placebo"`: the level that is the first one. */
  readonly reference: Text | null;
  readonly bounds: readonly BoundSyntax[];
  /** `?` after the type. */
  readonly mayBeMissing: boolean;
  /** `from "Any Column"`. */
  readonly from: Text | null;
  readonly label: Text | null;
  readonly span: Span;
}

/** `> 0`, `>= 0`, `< 1`, `<= n`; `in a..b` becomes `>= a` and `<= b`. */
export interface BoundSyntax {
  readonly operator: ">" | ">=" | "<" | "<=";
  readonly value: ExpressionSyntax;
  readonly span: Span;
}

/** `constant s = 5` */
export interface ConstantStatement {
  readonly kind: "constant";
  readonly name: Identifier;
  readonly value: ExpressionSyntax;
  readonly label: Text | null;
  readonly span: Span;
}

/** `levels K = 1..3` */
export interface LevelsStatement {
  readonly kind: "levels";
  readonly name: Identifier;
  readonly first: ExpressionSyntax;
  readonly last: ExpressionSyntax;
  readonly label: Text | null;
  readonly span: Span;
}

/** `target ~ distribution`, with `centered` or `noncentered` before it or not. */
export interface DistributionStatement {
  readonly kind: "distribution";
  readonly parameterization: "centered" | "noncentered" | null;
  readonly target: TargetSyntax;
  /** An expression: it must turn out to be a call of a distribution. */
  readonly distribution: ExpressionSyntax;
  readonly label: Text | null;
  readonly span: Span;
}

/** `target = expression` */
export interface DefinitionStatement {
  readonly kind: "definition";
  readonly target: TargetSyntax;
  readonly value: ExpressionSyntax;
  readonly label: Text | null;
  readonly span: Span;
}

/** `X = design(1 + days)` */
export interface DesignStatement {
  readonly kind: "design";
  readonly name: Identifier;
  readonly formula: FormulaNode;
  readonly label: Text | null;
  readonly span: Span;
}

/** `b`, `b[sample]`, `b[lab:day]`, `u[subject, Z]` */
export interface TargetSyntax {
  readonly name: Identifier;
  /** Empty without brackets. */
  readonly plates: readonly PlateSyntax[];
  readonly span: Span;
}

/** A name, or several joined by `:`. */
export interface PlateSyntax {
  readonly parts: readonly Identifier[];
  readonly span: Span;
}

/** In ASCII, however the operator was written. */
export type BinaryOperator = "+" | "-" | "*" | "/" | "^" | "<" | "<=" | ">" | ">=" | "==" | "!=";

export type ExpressionSyntax =
  | { readonly kind: "number"; readonly value: number; readonly text: string; readonly span: Span }
  | { readonly kind: "name"; readonly name: Identifier; readonly span: Span }
  | {
      readonly kind: "index";
      readonly name: Identifier;
      readonly indices: readonly IndexSyntax[];
      readonly span: Span;
    }
  | {
      readonly kind: "unary";
      readonly operator: "-" | "+";
      readonly operand: ExpressionSyntax;
      readonly span: Span;
    }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: ExpressionSyntax;
      readonly right: ExpressionSyntax;
      readonly span: Span;
    }
  | {
      readonly kind: "call";
      readonly callee: Identifier;
      readonly arguments: readonly ArgumentSyntax[];
      readonly span: Span;
    }
  | { readonly kind: "list"; readonly items: readonly ExpressionSyntax[]; readonly span: Span }
  | { readonly kind: "parenthesis"; readonly inner: ExpressionSyntax; readonly span: Span }
  /** Stands where the parser found a problem and went on; the checker says nothing about it. */
  | { readonly kind: "broken"; readonly span: Span };

/** `b[sample]`, `b[lab:day]`, or one level by its label: `b["A"]`, `μ[2]`. */
export type IndexSyntax =
  | { readonly kind: "plate"; readonly plate: PlateSyntax; readonly span: Span }
  | { readonly kind: "label"; readonly label: string; readonly isQuoted: boolean; readonly span: Span };

export interface ArgumentSyntax {
  /** `mean` in `normal(mean: 0, sd: 1)`. */
  readonly name: Identifier | null;
  readonly value: ExpressionSyntax;
  readonly span: Span;
}

/** Wilkinson notation, as in `design(1 + days + dose * sex)`. */
export type FormulaNode =
  | { readonly kind: "number"; readonly value: number; readonly span: Span }
  | { readonly kind: "name"; readonly name: Identifier; readonly span: Span }
  /** `center(x)`, `scale(x)`, `poly(x, 2)`, `log(x)`, … */
  | {
      readonly kind: "call";
      readonly callee: Identifier;
      readonly arguments: readonly FormulaNode[];
      readonly span: Span;
    }
  | {
      readonly kind: "operator";
      readonly operator: "+" | "-" | ":" | "*" | "/" | "^";
      readonly left: FormulaNode;
      readonly right: FormulaNode;
      readonly span: Span;
    }
  /** `-1` and `+x` at the head of a formula. */
  | {
      readonly kind: "sign";
      readonly operator: "+" | "-";
      readonly operand: FormulaNode;
      readonly span: Span;
    }
  | { readonly kind: "parenthesis"; readonly inner: FormulaNode; readonly span: Span }
  | { readonly kind: "broken"; readonly span: Span };
