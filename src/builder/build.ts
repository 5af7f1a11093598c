/**
 * A model built in TypeScript, statement by statement. Names are in the types: the compiler refuses a column that the rows do not have,
 * a plate or a parameter that is not declared above, a distribution without its arguments, and a variable that the fitted model does
 * not have. What it writes is the model's text, which is checked as every text is; so it is the same model, with the same draws.
 */

import { type Model, parseModel } from "../api/model.ts";
import { ProblemError } from "../api/problem-error.ts";
import { format } from "../language/format.ts";
import type { VariablesOf } from "../language/name-types.ts";
import type { Call } from "./call.ts";
import type {
  CheckedColumns,
  Declarations,
  FactorNames,
  HeaderOf,
  NumberNames,
  RowOf,
} from "./column-types.ts";
import { expressionPieces, type Piece, quoted } from "./piece.ts";
import type {
  AtRow,
  Checked,
  PlateParts,
  PlatesIn,
  References,
  ReferencesOf,
  ReferencesTo,
  Unknown,
  Value,
} from "./references.ts";
import { write } from "./write.ts";

/** What stands together, apart from the rest, in the text that is written. */
type Group = "head" | "data" | "constant" | "design" | "parameter" | "effect" | "outcome" | "value";

interface Line {
  readonly group: Group;
  readonly pieces: readonly Piece[];
}

/** The names that there are, a union of texts for each kind. */
interface Known {
  /** Columns that are numbers, and that are factors. */
  readonly numbers: string;
  readonly factors: string;
  /** What may stand in brackets besides factors: levels and designs. */
  readonly plates: string;
  /** All that an expression may refer to. */
  readonly references: string;
  /** Of these, what has another value in each row. */
  readonly byRow: string;
  /** What the fitted model will have draws of. */
  readonly variables: string;
}

/** What is known at the beginning. */
type Nothing = { readonly [Kind in keyof Known]: never };

/** With other names beside those that are known. */
type With<Before extends Known, New extends Partial<Known>> = {
  readonly [Kind in keyof Known]:
    | Before[Kind]
    | (New extends { readonly [K in Kind]: infer Names extends string } ? Names : never);
};

type WithColumns<Before extends Known, Columns> = With<
  Before,
  {
    numbers: NumberNames<Columns>;
    factors: FactorNames<Columns>;
    references: NumberNames<Columns>;
    byRow: NumberNames<Columns>;
  }
>;

/** What `fit` takes rows of: those columns of `Row` that are declared, or what the declarations say. */
type Declared<Row, Columns> = unknown extends Row
  ? RowOf<Columns>
  : Pick<Row, { [Name in keyof Columns]: HeaderOf<Name, Columns[Name]> }[keyof Columns] & keyof Row>;

/** The text itself where nothing in it is missing, otherwise a text that says what is. */
type UnlessMissing<Text extends string, Missing> = [Missing] extends [never] ? Text : Unknown<Missing>;

/** A target whose plates must be known. */
type CheckedTarget<Target extends string, Names extends Known> = UnlessMissing<
  Target,
  Exclude<PlateParts<PlatesIn<Target>>, Names["factors"] | Names["plates"]>
>;

/** A plate whose factors must be known. */
type CheckedPlate<Plate extends string, Names extends Known> = UnlessMissing<
  Plate,
  Exclude<PlateParts<Plate>, Names["factors"]>
>;

/** A formula of columns; its functions are told apart by the bracket, and judged by the checker. */
type CheckedFormula<Formula extends string, Names extends Known> = UnlessMissing<
  Formula,
  Exclude<References<Formula>, Names["numbers"] | Names["factors"] | `${string}(`>
>;

type WithParameter<Before extends Known, Target extends string> = With<
  Before,
  { references: ReferencesTo<Target>; variables: VariablesOf<Target> }
>;

/** Whether a value without brackets of its own is another one in each row. */
type VariesByRow<Given, Names extends Known> = [
  Extract<ReferencesOf<Given>, Names["byRow"]> | AtRow<ReferencesOf<Given>>,
] extends [never]
  ? false
  : true;

type WithDefinition<Before extends Known, Target extends string, Given> = Target extends `${string}[${string}`
  ? WithParameter<Before, Target>
  : VariesByRow<Given, Before> extends true
    ? With<Before, { references: Target; byRow: Target }>
    : WithParameter<Before, Target>;

/** A model that is being built. Each call gives another one and leaves this as it is. */
export class ModelBuilder<Row, Columns, Names extends Known> {
  private readonly lines: readonly Line[];

  constructor(lines: readonly Line[]) {
    this.lines = lines;
  }

  /** Columns of the table, each as the language declares it: `{ y: "real > 0", sample: "factor", days: 'real from "Days"' }`. */
  data<Text extends string, Given extends Declarations<Text>>(
    columns: Given & CheckedColumns<Given, Row, Names>,
  ): ModelBuilder<Row, Columns & Given, WithColumns<Names, Given>> {
    return this.with("data", ["data {\n", ...columnLines(columns), "}"]);
  }

  /** Columns with one value for each level of a factor, `dataPer("county", { uranium: "real" })`, or for each combination of `lab:day`. */
  dataPer<const Plate extends string, Text extends string, Given extends Declarations<Text>>(
    plate: CheckedPlate<Plate, Names>,
    columns: Given & CheckedColumns<Given, unknown, Names>,
  ): ModelBuilder<Row, Columns, WithColumns<Names, Given>> {
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
  levels<const Name extends string>(
    name: Name,
    first: number,
    last: number,
    label?: string,
  ): ModelBuilder<Row, Columns, With<Names, { plates: Name }>> {
    const range = [...expressionPieces(first), "..", ...expressionPieces(last)];
    return this.with("constant", ["levels ", named(name), " = ", ...range], label);
  }

  /** A design matrix: `design("X", "1 + days * sex")`. Its columns are a plate, and `X * β` is the linear predictor. */
  design<const Name extends string, const Formula extends string>(
    name: Name,
    formula: CheckedFormula<Formula, Names>,
    label?: string,
  ): ModelBuilder<Row, Columns, With<Names, { plates: Name; references: Name; byRow: Name }>> {
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

  /** The distribution of a column. */
  outcome(
    column: Names["numbers"] | Names["factors"],
    distribution: Call<Names["references"]>,
    label?: string,
  ): ModelBuilder<Row, Columns, Names> {
    const pieces: readonly Piece[] = [named(column), " ~ ", { kind: "distribution", given: distribution }];
    return this.with("outcome", pieces, label);
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
    const pieces: readonly Piece[] = [...left, " ~ ", { kind: "distribution", given: prior }];
    return this.with(isScalar ? "parameter" : "effect", pieces, label);
  }

  /** What is known then is for who calls to say. */
  private with<NewColumns, New extends Known>(
    group: Group,
    pieces: readonly Piece[],
    label?: string,
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

function labelPieces(label: string | undefined): readonly Piece[] {
  return label === undefined ? [] : [` ${quoted(String(label))}`];
}

function columnLines(columns: Declarations): readonly Piece[] {
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
