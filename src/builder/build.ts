/**
 * A model built in TypeScript, statement by statement. Names are in the types: the compiler refuses a column that the rows do not have,
 * a plate or a parameter that is not declared above, a distribution without its arguments, and a variable that the fitted model does
 * not have. What it writes is the model's text, which is checked as every text is; so it is the same model, with the same draws.
 */

import { type Model, parseModel } from "../api/model.ts";
import { ProblemError } from "../api/problem-error.ts";
import { format } from "../language/format.ts";
import type { Call } from "./call.ts";
import type { CheckedColumns, Declarations } from "./column-types.ts";
import type {
  CheckedElement,
  CheckedFormula,
  CheckedPlate,
  CheckedTarget,
  Declared,
  Known,
  Nothing,
  NumberLabels,
  With,
  WithColumns,
  WithDefinition,
  WithDesign,
  WithGroupColumns,
  WithMatrix,
  WithParameter,
  WithPlate,
} from "./known.ts";
import { expressionPieces, isRecord, joined, type Piece } from "./piece.ts";
import type { Checked, Spaceless, Value } from "./references.ts";
import { write } from "./write.ts";

/** What stands together, apart from the rest, in the text that is written. */
type Group = "head" | "data" | "constant" | "design" | "parameter" | "effect" | "outcome" | "value";

interface Line {
  readonly group: Group;
  readonly pieces: readonly Piece[];
}

/** A model that is being built. Each call gives another one and leaves this as it is. */
export class ModelBuilder<Row, Columns, Names extends Known> {
  private readonly lines: readonly Line[];

  constructor(lines: readonly Line[]) {
    this.lines = lines;
  }

  /** Columns of the table, each as the language declares it: `{ y: "real > 0", sample: "factor", days: 'real from "Days"' }`. */
  data<Text extends string, Given extends Declarations<Text>>(
    columns: Given & CheckedColumns<Given, Row, Names>,
  ): ModelBuilder<Row, Columns & Given, WithColumns<Names, Given, Row>> {
    return this.with("data", ["data {\n", ...columnLines(columns), "}"]);
  }

  /** Columns with one value for each level of a factor, `dataPer("county", { uranium: "real" })`, or for each combination of `lab:day`. */
  dataPer<const Plate extends string, Text extends string, Given extends Declarations<Text>>(
    plate: CheckedPlate<Plate, Names>,
    columns: Given & CheckedColumns<Given, unknown, Names>,
  ): ModelBuilder<Row, Columns, WithGroupColumns<Names, Given, Plate>> {
    const head: readonly Piece[] = ["data per ", { kind: "plate", given: plate }, " {\n"];
    return this.with("data", [...head, ...columnLines(columns), "}"]);
  }

  /** A number that `constants` of `fit` can change. */
  constant<const Name extends string, const Given extends Value>(
    name: Name,
    value: Checked<Given, Names["references"]>,
    label?: string,
  ): ModelBuilder<Row, Columns, With<Names, { references: Name }>> {
    return this.with("constant", ["constant ", named(name), " = ", ...expressionPieces(value)], label);
  }

  /** A plate that no column has, its levels numbered from the first to the last. */
  levels<const Name extends string, const First extends number, const Last extends number>(
    name: Name,
    first: First,
    last: Last,
    label?: string,
  ): ModelBuilder<Row, Columns, WithPlate<Names, Name, NumberLabels<First, Last>>>;
  /** One whose levels have labels: `levels("K", ["low", "high"])`. */
  levels<const Name extends string, const Labels extends readonly (string | number)[]>(
    name: Name,
    labels: Labels,
    label?: string,
  ): ModelBuilder<Row, Columns, WithPlate<Names, Name, Spaceless<`${Labels[number]}`>>>;
  levels(
    name: string,
    first: unknown,
    second: unknown,
    third?: unknown,
  ): ModelBuilder<Row, Columns, WithPlate<Names, string, string>> {
    const isListed = Array.isArray(first);
    const listed: readonly Piece[] = isListed
      ? ["[", ...joined(first.map((one: unknown): readonly Piece[] => [{ kind: "level", given: one }])), "]"]
      : [...expressionPieces(first), "..", ...expressionPieces(second)];
    return this.with("constant", ["levels ", named(name), " = ", ...listed], isListed ? second : third);
  }

  /**
   * A known covariance matrix of the levels of a factor, `matrix("A[animal, animal]")`. Its table goes to `fit` as `groups: { A: … }`.
   */
  matrix<const Target extends string>(
    target: CheckedTarget<Target, Names>,
    label?: string,
  ): ModelBuilder<Row, Columns, WithMatrix<Names, Target>> {
    return this.with("constant", ["matrix ", { kind: "matrix", given: target }], label);
  }

  /** A matrix of which the table has the inverse. */
  inverseMatrix<const Target extends string>(
    target: CheckedTarget<Target, Names>,
    label?: string,
  ): ModelBuilder<Row, Columns, WithMatrix<Names, Target>> {
    return this.with("constant", ["matrix ", { kind: "matrix", given: target }, " inverse"], label);
  }

  /** A design matrix: `design("X", "1 + days * sex")`. Its columns are a plate, and `X * β` is the linear predictor. */
  design<const Name extends string, const Formula extends string>(
    name: Name,
    formula: CheckedFormula<Formula, Names>,
    label?: string,
  ): ModelBuilder<Row, Columns, WithDesign<Names, Name>> {
    return this.with("design", [named(name), " = design(", { kind: "formula", given: formula }, ")"], label);
  }

  /** A parameter with its prior, or one for each level: `parameter("b[sample]", normal(0, "σ_b"))`. */
  parameter<const Target extends string>(
    target: CheckedTarget<Target, Names>,
    prior: Call<Names["references"]>,
    label?: string,
  ): ModelBuilder<Row, Columns, WithParameter<Names, Target>> {
    return this.parameterized("", target, prior, label);
  }

  /** A parameter that the sampler moves in as it is. */
  centered<const Target extends string>(
    target: CheckedTarget<Target, Names>,
    prior: Call<Names["references"]>,
    label?: string,
  ): ModelBuilder<Row, Columns, WithParameter<Names, Target>> {
    return this.parameterized("centered ", target, prior, label);
  }

  /** A parameter that the sampler moves in less its location, divided by its scale. */
  noncentered<const Target extends string>(
    target: CheckedTarget<Target, Names>,
    prior: Call<Names["references"]>,
    label?: string,
  ): ModelBuilder<Row, Columns, WithParameter<Names, Target>> {
    return this.parameterized("noncentered ", target, prior, label);
  }

  /** The prior of a single element, beside that of all: `element('β["days"]', normal(0, 1))`, `element("θ[lab, 2]", normal(1, 2))`. */
  element<const Target extends string>(
    target: CheckedElement<Target, Names>,
    prior: Call<Names["references"]>,
  ): ModelBuilder<Row, Columns, Names> {
    const pieces: readonly Piece[] = [{ kind: "element", given: target }, " ~ ", distributed(prior)];
    return this.with("effect", pieces);
  }

  /** The distribution of a column, or of several columns together: `outcome(["y1", "y2"], multi_normal(["α", "β"], "σ", "Ω"))`. */
  outcome(
    column: Names["numbers"] | Names["factors"] | readonly Names["numbers"][],
    distribution: Call<Names["references"]>,
    label?: string,
  ): ModelBuilder<Row, Columns, Names> {
    const left: readonly Piece[] = Array.isArray(column)
      ? ["[", ...joined(column.map((one: unknown) => [named(one)])), "]"]
      : [named(column)];
    return this.with("outcome", [...left, " ~ ", distributed(distribution)], label);
  }

  /** A value: `define("icc", "σ_b^2 / (σ_b^2 + σ^2)")`. One that does not vary by row has draws. */
  define<const Target extends string, const Given extends Value>(
    target: CheckedTarget<Target, Names>,
    value: Checked<Given, Names["references"]>,
    label?: string,
  ): ModelBuilder<Row, Columns, WithDefinition<Names, Target, Given>> {
    const left: Piece = { kind: "target", given: target };
    return this.with("value", [left, " = ", ...expressionPieces(value)], label);
  }

  /** The model, checked. Throws a `ProblemError` that lists every mistake with its place in the text that the model has. */
  model(): Model<Names["variables"], Declared<Row, Columns>> {
    const { text, problems } = write(piecesOf(this.lines));
    if (problems.length > 0) throw new ProblemError(problems, text, "<model>");
    // Names and rows are for the compiler alone.
    return parseModel(format(text)) as Model<Names["variables"], Declared<Row, Columns>>;
  }

  private parameterized<New extends Known>(
    word: string,
    target: unknown,
    prior: unknown,
    label: string | undefined,
  ): ModelBuilder<Row, Columns, New> {
    const isScalar = typeof target === "string" && !target.includes("[");
    const left: readonly Piece[] = [word, { kind: "target", given: target }];
    return this.with(isScalar ? "parameter" : "effect", [...left, " ~ ", distributed(prior)], label);
  }

  /** What is known then is for who calls to say. */
  private with<NewColumns, New extends Known>(
    group: Group,
    pieces: readonly Piece[],
    label?: unknown,
  ): ModelBuilder<Row, NewColumns, New> {
    return new ModelBuilder([...this.lines, { group, pieces: [...pieces, ...labelPieces(label)] }]);
  }
}

/**
 * Begins a model. `build<Row>()` takes its columns from the type of the rows; without it, the columns that are declared say what
 * rows `fit` takes.
 */
export function build<Row = unknown>(name?: string, label?: string): ModelBuilder<Row, object, Nothing> {
  if (name === undefined) return new ModelBuilder([]);
  return new ModelBuilder([{ group: "head", pieces: ["model ", named(name), ...labelPieces(label)] }]);
}

function named(given: unknown): Piece {
  return { kind: "name", given };
}

function distributed(given: unknown): Piece {
  return { kind: "distribution", given };
}

function labelPieces(label: unknown): readonly Piece[] {
  return label === undefined ? [] : [" ", { kind: "label", given: label }];
}

/** From JavaScript, anything may come. */
function columnLines(columns: unknown): readonly Piece[] {
  if (!isRecord(columns)) return [{ kind: "columns", given: columns }];
  return Object.entries(columns).flatMap(([name, given]): readonly Piece[] => {
    return ["  ", named(name), ": ", { kind: "column", given }, "\n"];
  });
}

/** Statements of one group below each other, an empty line between groups. */
function piecesOf(lines: readonly Line[]): readonly Piece[] {
  return lines.flatMap(({ group, pieces }, i): readonly Piece[] => {
    const before = lines[i - 1];
    const isApart = before !== undefined && (before.group !== group || group === "data");
    return [isApart ? "\n" : "", ...pieces, "\n"];
  });
}
