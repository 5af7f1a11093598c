/**
 * A checked model: every name resolved, every shape and support found consistent; it still knows no data.
 *
 * Names are canonical here (`names.ts`): the spelling that the author used at the definition.
 */

import type {
  ChoiceDistribution,
  ScalarDistribution,
  VectorDistribution,
} from "../distributions/distribution.ts";
import type { ModifierName } from "../distributions/modifiers/index.ts";
import type { FunctionName } from "../numeric/scalar-functions.ts";
import type { Span } from "../problems/problem.ts";
import type { FormulaNode, SeriesFunction, TreeNode } from "./syntax.ts";

export interface CheckedModel {
  readonly name: string | null;
  readonly label: string | null;
  /** The text that was checked, and the name of its file (`<model>` where there is none). */
  readonly source: string;
  readonly file: string;
  readonly columns: readonly Column[];
  readonly constants: readonly Constant[];
  /** Lists of numbers over plates, by the name of the column that stands for them in expressions. */
  readonly lists: ReadonlyMap<string, PlateList>;
  /** Numbers that the data have, such as `mean(y)`, by the name of the constant that stands for them in expressions; each below those it needs. */
  readonly statistics: ReadonlyMap<string, Statistic>;
  /** `sex == "male"`, by the name of the column that stands for it in expressions. */
  readonly levelTests: ReadonlyMap<string, LevelTest>;
  /** `lag(y, within: person)`, by the name of the column that stands for it in expressions and designs; each below those it is made of. */
  readonly series: ReadonlyMap<string, Series>;
  /** Matrices that are known, `matrix A[animal, animal]`, by name. */
  readonly matrices: ReadonlyMap<string, KnownMatrix>;
  /** Every plate that the model names, by name; combinations as `lab:day`. */
  readonly plates: ReadonlyMap<string, Plate>;
  /** In an order in which each statement uses only what stands before it; likelihoods last. */
  readonly statements: readonly CheckedStatement[];
  /** Those of them that have a name, by it, in the same order. */
  readonly declarations: ReadonlyMap<string, Declaration>;
}

export interface Column {
  readonly name: string;
  readonly type: "real" | "int" | "factor";
  /** The header of the column in the table. */
  readonly from: string;
  /** The plate with one value per level, or null: one value per row. */
  readonly per: string | null;
  /** `factor in batch`. */
  readonly within: string | null;
  /** `factor across lab`: factors in whose levels equal labels are one level; said, not assumed. */
  readonly across: readonly string[];
  /** `factor of team`: the plate that has the levels of this column and of others. */
  readonly pool: string | null;
  /** The label of the level that comes first, or null: the first in order. */
  readonly reference: string | null;
  /** The labels of its levels in their order, or null: as labels are ordered. */
  readonly order: readonly string[] | null;
  readonly mayBeMissing: boolean;
  readonly bounds: readonly ColumnBound[];
  readonly label: string | null;
  readonly span: Span;
}

export interface ColumnBound {
  readonly operator: ">" | ">=" | "<" | "<=";
  /** A number, constants, or other columns of the same rows. */
  readonly value: Expression;
}

export interface Constant {
  readonly name: string;
  /** A number, or arithmetic on numbers and constants above. */
  readonly value: Expression;
  readonly label: string | null;
  readonly span: Span;
}

/** A covariance matrix of the levels of a plate, which a table of its own has. */
export interface KnownMatrix {
  readonly name: string;
  /** A factor of the rows, or a pool. */
  readonly plate: string;
  /** The table has its inverse. */
  readonly isInverse: boolean;
  readonly label: string | null;
  readonly span: Span;
}

/** What a column stands for that is a list of the model: the list as it is written, and its plate. */
export interface WrittenList {
  readonly written: string;
  readonly plate: string;
}

/** `[300, 50]` where one number for each level of a plate is wanted: a column that the model itself has. */
export interface PlateList {
  readonly plate: string;
  /** Numbers, constants and arithmetic on them. */
  readonly items: readonly Expression[];
  readonly span: Span;
}

/** `sex == "male"`: a column of 1 where the level is that of the label and 0 elsewhere; the other way round if not `isEqual`. */
export interface LevelTest {
  readonly factor: string;
  /** The plate whose level is asked for, or null: that of the column, which has one in each row or for each level of its own plate. */
  readonly plate: string | null;
  readonly label: string;
  readonly isEqual: boolean;
  /** Of the label. */
  readonly span: Span;
}

/** A column whose value in a row is made of other rows of the table, before any of them are dropped. */
export interface Series {
  readonly function: SeriesFunction;
  /** A column of the rows, or another series. */
  readonly of: string;
  /** The column that the values are those of, whatever was made of it. */
  readonly root: string;
  /** A factor of the rows; null where all rows are one series. */
  readonly within: string | null;
  /** A column of the rows in whose order those of a series stand; null for the order of the table. */
  readonly by: string | null;
  readonly steps: number;
  readonly first: number | null;
  readonly span: Span;
}

/** `sd(y)`: a number that is known when the model meets its data, and stays as it is when outcomes are simulated. */
export interface Statistic {
  readonly reduction: Exclude<ReductionName, "rank">;
  /** Of columns, constants, numbers and other statistics. */
  readonly of: Expression;
  /** The plate that all its columns have one value per level of, or null: over the rows of the table. */
  readonly per: string | null;
  readonly span: Span;
}

/** Levels that the model lists: numbers in a row, or labels, which are counted from 1. */
export interface LevelsPlate {
  readonly kind: "levels";
  readonly name: string;
  readonly first: number;
  readonly last: number;
  /** Null where the levels are the numbers. */
  readonly labels: readonly string[] | null;
}

/** The labels of listed levels, in their order. */
export function listedLabels({ first, last, labels }: LevelsPlate): readonly string[] {
  return labels ?? Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
}

export type Plate =
  | { readonly kind: "factor"; readonly name: string; readonly within: string | null }
  | { readonly kind: "combination"; readonly name: string; readonly factors: readonly string[] }
  /** Its levels are the labels of several columns over the rows, each of which is a plate with all of these levels. */
  | { readonly kind: "pool"; readonly name: string; readonly columns: readonly string[] }
  | LevelsPlate
  | {
      readonly kind: "design";
      readonly name: string;
      readonly formula: FormulaNode;
      /** The plate whose levels are the design's rows, or null: the rows of the table. */
      readonly per: string | null;
      readonly span: Span;
    };

/** A statement whose names are resolved and whose plates are known. */
export type CheckedStatement = ParameterStatement | Definition | Likelihood;

/** What a name stands for that is no data. */
export type Declaration = ParameterStatement | Definition;

/** A parameter with its prior. */
export interface ParameterStatement {
  readonly kind: "parameter";
  readonly name: string;
  readonly plates: readonly string[];
  readonly distribution: CheckedDistribution;
  readonly parameterization: "automatic" | "centered" | "noncentered";
  readonly label: string | null;
  readonly span: Span;
}

/** A value defined with `=`. */
export interface Definition {
  readonly kind: "definition";
  readonly name: string;
  readonly plates: readonly string[];
  /** Varies along the rows of the table: used, never stored. */
  readonly variesByRow: boolean;
  readonly value: Expression;
  readonly label: string | null;
  readonly span: Span;
}

/** A data column with its distribution; several that have one together, `[y1, y2] ~ multi_normal(…)`. */
export interface Likelihood {
  readonly kind: "likelihood";
  /** The first of `columns`, and the only one of a distribution of one number. */
  readonly column: string;
  /** In the order of the elements of a vector, each with one value for each row or level of `per`. */
  readonly columns: readonly string[];
  /** The plate of a group-level column, or null: the rows of the table. */
  readonly per: string | null;
  readonly distribution: CheckedDistribution;
  /** Of columns and constants: for how many rows each row stands, `weighted(normal(μ, σ), w)`; null where each is one. */
  readonly weight: Expression | null;
  readonly label: string | null;
  readonly span: Span;
}

/**
 * A distribution with its arguments in the order of its specification, defaults filled in. `truncated` and `ordered`
 * are distributions of distributions; what the other modifiers make is a distribution of one number like any other.
 */
export type CheckedDistribution =
  | CheckedScalar
  | TreeNode<"vector", { distribution: VectorDistribution; arguments: readonly Expression[] }>
  | TreeNode<"choice", { distribution: ChoiceDistribution; arguments: readonly Expression[] }>
  | TreeNode<"truncated", { base: CheckedScalar; lower: Expression | null; upper: Expression | null }>
  /** An increasing vector whose elements have the base distribution. */
  | TreeNode<"ordered", { base: CheckedScalar }>;

/** Distributions of one kind, or of several. */
export type DistributionOf<Kind extends CheckedDistribution["kind"]> = Extract<
  CheckedDistribution,
  { kind: Kind }
>;

/** A distribution of one number; with `modified` where it was made of others, whose arguments are among its own. */
export type CheckedScalar = TreeNode<
  "scalar",
  {
    distribution: ScalarDistribution;
    arguments: readonly Expression[];
    modified?: Modified;
    elements?: Elements;
  }
>;

/** What was written of a parameter some of whose elements have priors of their own. */
export interface Elements {
  readonly general: CheckedDistribution;
  /** In the order of the text; of elements that several are of, the last one counts. */
  readonly single: readonly {
    readonly element: QuantityReference;
    readonly distribution: CheckedDistribution;
  }[];
  /**
   * The distributions that the first argument numbers, from 0, whose arguments follow it in order; empty where all elements have one
   * distribution, with arguments that differ.
   */
  readonly parts: readonly DistributionOf<"scalar" | "truncated">[];
}

/** What stands in the parentheses of a modifier such as `zero_inflated(p, poisson(λ))`, in order. */
export interface Modified {
  readonly modifier: ModifierName;
  readonly parts: readonly ModifiedPart[];
}

/** An argument, a distribution, or distributions in brackets. */
export type ModifiedPart =
  | { readonly kind: "argument"; readonly name: string | null; readonly value: Expression }
  | { readonly kind: "distribution"; readonly distribution: CheckedScalar }
  | { readonly kind: "distributions"; readonly distributions: readonly CheckedScalar[] };

/** Functions of all elements of a plate. */
export type ReductionName = "sum" | "mean" | "sd" | "min" | "max" | "rank";

export type Expression =
  | TreeNode<"number", { value: number }>
  /** A constant of the model, or a number that its data have: `s`, `mean(y)`. */
  | TreeNode<"constant", { name: string; statistic?: Pick<Statistic, "reduction" | "of"> }>
  /** A data column: of the row, or of the level of its plate that the context has. */
  | TreeNode<"column", { name: string; list?: WrittenList; test?: LevelTest; series?: Series }>
  | QuantityReference
  /** A matrix that is known, as the argument of a distribution. */
  | TreeNode<"matrix", { name: string }>
  /** A function of `numeric/scalar-functions.ts`; operators are functions too (`add`, `less`). */
  | TreeNode<"call", { function: FunctionName; arguments: readonly Expression[] }>
  /** `X * β`, `Z * u[subject]`: the row of a design times coefficients. */
  | TreeNode<"product", { design: string; coefficients: QuantityReference }>
  /** `sd(b)`: over all levels of the plates of `of`. `rank` gives one number per level, the others one in all. */
  | TreeNode<"reduction", { reduction: ReductionName; of: QuantityReference }>
  /** `[a, b, c]`, as an argument that is a vector. */
  | TreeNode<"list", { items: readonly Expression[] }>;

/**
 * A parameter or defined value. With as many indices as it has plates it is one number; with fewer (none, or all
 * but the last) it stands for the vector or matrix over the plates that are left, which only arguments of
 * vector distributions, designs' coefficients and reductions may be.
 */
export type QuantityReference = TreeNode<"quantity", { name: string; indices: readonly Index[] }>;

/** Expressions of one kind, or of several. */
export type ExpressionOf<Kind extends Expression["kind"]> = Extract<Expression, { kind: Kind }>;

/**
 * The level that the context has for a plate, or one level by its label. Where the quantity's plate is a pool (`skill[team]`), the plate may
 * be one of its columns: `skill[home]`.
 */
export type Index =
  | { readonly kind: "plate"; readonly plate: string }
  | { readonly kind: "label"; readonly label: string; readonly span: Span };
