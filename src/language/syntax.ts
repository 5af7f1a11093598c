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
  | MatrixStatement
  | DistributionStatement
  | ElementStatement
  | DefinitionStatement
  | DesignStatement;

/** A node of a tree: its kind, its parts, and its place in the text. */
export type TreeNode<Kind extends string, Parts = unknown> = Readonly<Parts> & {
  readonly kind: Kind;
  readonly span: Span;
};

/** A statement that ends with a label or with none. */
type Labelled<Kind extends string, Parts = unknown> = TreeNode<Kind, Parts & { label: Text | null }>;

/** `data { … }` or `data per county { … }`, `data per lab:day { … }`. */
export type DataBlock = TreeNode<"data", { per: PlateSyntax | null; columns: readonly ColumnSyntax[] }>;

export interface ColumnSyntax {
  readonly name: Identifier;
  readonly type: "real" | "int" | "factor";
  /** `factor in batch`: labels are unique only within their batch. */
  readonly within: Identifier | null;
  /** `factor across lab`: one label is one level, whatever the lab. */
  readonly across: PlateSyntax | null;
  /** `factor of team`: one of several columns whose labels are levels of one plate. */
  readonly pool: Identifier | null;
  /** `reference "placebo"`: the level that is the first one. */
  readonly reference: Text | null;
  /** `ordered [low, high]`: the labels of its levels, in their order. */
  readonly order: readonly Text[] | null;
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
export type ConstantStatement = Labelled<"constant", { name: Identifier; value: ExpressionSyntax }>;

/** `levels K = 1..3`, `levels K = [low, high]` */
export interface LevelsStatement extends Labelled<"levels"> {
  readonly name: Identifier;
  readonly listed: ListedLevels;
}

/** Numbers in a row, or labels. */
export type ListedLevels =
  | { readonly kind: "numbers"; readonly first: ExpressionSyntax; readonly last: ExpressionSyntax }
  | { readonly kind: "labels"; readonly labels: readonly Text[] };

/** `matrix A[animal, animal]`, with `inverse` behind it or not. */
export interface MatrixStatement extends Labelled<"matrix"> {
  readonly name: Identifier;
  /** Null where the brackets could not be read, which has been told. */
  readonly plates: readonly PlateSyntax[] | null;
  /** The table has the inverse of the matrix. */
  readonly isInverse: boolean;
}

/** `target ~ distribution`, with `centered` or `noncentered` before it or not. */
export interface DistributionStatement extends Labelled<"distribution"> {
  readonly parameterization: "centered" | "noncentered" | null;
  readonly target: TargetSyntax;
  /** An expression: it must turn out to be a call of a distribution. */
  readonly distribution: ExpressionSyntax;
}

/** `β["days"] ~ distribution`: the prior of some elements of a parameter that has a statement for all of them. */
export type ElementStatement = TreeNode<"element", { target: ElementSyntax; distribution: ExpressionSyntax }>;

/** `β["days"]`, `θ[lab, 2]` on a left side: at least one of the indices is a label. */
export interface ElementSyntax {
  readonly name: Identifier;
  readonly indices: readonly IndexSyntax[];
  readonly span: Span;
}

/** `target = expression` */
export type DefinitionStatement = Labelled<"definition", { target: TargetSyntax; value: ExpressionSyntax }>;

/** `X = design(1 + days)` */
export type DesignStatement = Labelled<"design", { name: Identifier; formula: FormulaNode }>;

/** `b`, `b[sample]`, `b[lab:day]`, `u[subject, Z]`, `[y1, y2]` */
export interface TargetSyntax {
  /** Of a list, the first of its names. */
  readonly name: Identifier;
  /** All names of a list of columns, `[y1, y2]`; null of one name. */
  readonly list: readonly Identifier[] | null;
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
  | TreeNode<"number", { value: number; text: string }>
  | TreeNode<"name", { name: Identifier }>
  | TreeNode<"index", { name: Identifier; indices: readonly IndexSyntax[] }>
  | TreeNode<"unary", { operator: "-" | "+"; operand: ExpressionSyntax }>
  | TreeNode<"binary", { operator: BinaryOperator; left: ExpressionSyntax; right: ExpressionSyntax }>
  | TreeNode<"call", { callee: Identifier; arguments: readonly ArgumentSyntax[] }>
  | TreeNode<"list", { items: readonly ExpressionSyntax[] }>
  | TreeNode<"parenthesis", { inner: ExpressionSyntax }>
  /** The label in `sex == "male"`, right of a comparison and nowhere else. */
  | TreeNode<"label", { label: string }>
  /** Stands where the parser found a problem and went on; the checker says nothing about it. */
  | TreeNode<"broken">;

/** Expressions of one kind, or of several. */
export type SyntaxOf<Kind extends ExpressionSyntax["kind"]> = Extract<ExpressionSyntax, { kind: Kind }>;

/** `b[sample]`, `b[lab:day]`, or one level by its label: `b["A"]`, `μ[2]`. */
export type IndexSyntax =
  | TreeNode<"plate", { plate: PlateSyntax }>
  | TreeNode<"label", { label: string; isQuoted: boolean }>;

export interface ArgumentSyntax {
  /** `mean` in `normal(mean: 0, sd: 1)`. */
  readonly name: Identifier | null;
  readonly value: ExpressionSyntax;
  readonly span: Span;
}

/** Wilkinson notation, as in `design(1 + days + dose * sex)`. */
export type FormulaNode =
  | TreeNode<"number", { value: number }>
  | TreeNode<"name", { name: Identifier }>
  /** `center(x)`, `scale(x)`, `poly(x, 2)`, `log(x)`, … */
  | TreeNode<"call", { callee: Identifier; arguments: readonly FormulaNode[] }>
  | TreeNode<
      "operator",
      {
        operator:
          | "+"
          | "-"
          | ":"
          | "*"
          | "/"
          | "^"
          | Extract<BinaryOperator, "<" | "<=" | ">" | ">=" | "==" | "!=">;
        left: FormulaNode;
        right: FormulaNode;
      }
    >
  /** `-1` and `+x` at the head of a formula. */
  | TreeNode<"sign", { operator: "+" | "-"; operand: FormulaNode }>
  /** `lag(y, within: person, by: week)`; `text` is how the language writes it. */
  | TreeNode<"series", { series: SeriesSyntax; text: string }>
  | TreeNode<"parenthesis", { inner: FormulaNode }>
  /** The label in `I(sex == "male")`, right of a comparison and nowhere else. */
  | TreeNode<"label", { label: string }>
  | TreeNode<"broken">;

/** Formulas of one kind, or of several. */
export type FormulaOf<Kind extends FormulaNode["kind"]> = Extract<FormulaNode, { kind: Kind }>;

/** Functions of a column whose value in a row is made of other rows. */
export type SeriesFunction = "lag" | "cumulative_sum";

/** `lag(y, within: person, by: week, steps: 2, first: 0)`, with its arguments where they belong. */
export interface SeriesSyntax {
  readonly function: SeriesFunction;
  /** A column, or what such a function makes of one. */
  readonly of: Identifier | SeriesSyntax;
  /** The factor that has a series in each of its levels; null where all rows are one. */
  readonly within: Identifier | null;
  /** The column that the rows of a series are ordered by; null where they stand in order. */
  readonly by: Identifier | null;
  /** How many rows back. */
  readonly steps: number;
  /** What rows have that have none so many rows before them; null where they lack a value. */
  readonly first: number | null;
  readonly span: Span;
}
