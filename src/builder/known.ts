/** The names that a model has so far, as types, and what each statement adds to them. */

import type { VariablesOf } from "../language/name-types.ts";
import type { SeriesFunction } from "../language/syntax.ts";
import type {
  FactorNames,
  HeaderOf,
  KnownLabels,
  LabelComparisons,
  MembersOf,
  MissingNames,
  NumberNames,
  PoolNames,
  RowOf,
} from "./column-types.ts";
import type {
  AtRow,
  Comparisons,
  Elements,
  KnownLevels,
  PlateParts,
  PlatesIn,
  References,
  ReferencesTo,
  Scan,
  SeriesReferences,
  Spaceless,
  Unknown,
} from "./references.ts";
import type { WithoutStatistics } from "./statistics.ts";

/** The names that there are, a union of texts for each kind. */
export interface Known extends KnownLevels {
  /** Columns that are numbers, and that are factors. */
  readonly numbers: string;
  readonly factors: string;
  /** What may stand in brackets besides factors: pools, levels and designs. */
  readonly plates: string;
  /** All that an expression may refer to. */
  readonly references: string;
  /** Of these, what has another value in each row. */
  readonly byRow: string;
  /** What the fitted model will have draws of. */
  readonly variables: string;
}

/** What is known at the beginning. */
export type Nothing = { readonly [Kind in keyof Known]: never };

/** With other names beside those that are known. */
export type With<Before extends Known, New extends Partial<Known>> = {
  readonly [Kind in keyof Known]:
    | Before[Kind]
    | (New extends { readonly [K in Kind]: infer Names extends string } ? Names : never);
};

/** With the columns of a block; `Row` is the type of the rows that they are in, or unknown. */
export type WithColumns<Before extends Known, Columns, Row> = With<
  Before,
  {
    numbers: NumberNames<Columns>;
    factors: FactorNames<Columns>;
    plates: PoolNames<Columns>;
    labels: KnownLabels<Columns, Row>;
    members: MembersOf<Columns>;
    references:
      | NumberNames<Columns>
      | LabelComparisons<Columns, Row>
      | SeriesReferences<NumberNames<Columns>, FactorNames<Columns>>;
    byRow: NumberNames<Columns> | Comparisons<FactorNames<Columns>>;
    variables: VariablesOf<`${MissingNames<Columns>}[]`>;
  }
>;

/** With columns of a plate, which may be written with it, `uranium[county]`. */
export type WithGroupColumns<Before extends Known, Columns, Plate extends string> = WithColumns<
  With<Before, { references: `${NumberNames<Columns>}[${Spaceless<Plate>}]` }>,
  Columns,
  unknown
>;

/** A plate that no column has, with its labels where they are known. */
export type WithPlate<Before extends Known, Name extends string, Labels extends string> = With<
  Before,
  { plates: Name; references: Comparisons<Name, Labels>; labels: `${Name}="${Labels}"` }
>;

/** With a design, whose columns are a plate. */
export type WithDesign<Before extends Known, Name extends string> = With<
  Before,
  { plates: Name; references: Name | Comparisons<Name>; byRow: Name }
>;

/** With a matrix, which stands as an argument of distributions. */
export type WithMatrix<Before extends Known, Target extends string> = With<
  Before,
  { references: Target extends `${infer Name}[${string}` ? Name : Target }
>;

/** With a parameter, and all ways to refer to it. */
export type WithParameter<Before extends Known, Target extends string> = With<
  Before,
  { references: ReferencesTo<Target, Before>; variables: VariablesOf<Target> }
>;

/** With a value: one that varies by row has no draws. */
export type WithDefinition<
  Before extends Known,
  Target extends string,
  Given,
> = Target extends `${string}[${string}`
  ? WithParameter<Before, Target>
  : VariesByRow<Given, Before> extends true
    ? With<Before, { references: Target; byRow: Target }>
    : WithParameter<Before, Target>;

/** Whether a value without brackets of its own is another one in each row. */
type VariesByRow<Given, Names extends Known> = Given extends string
  ? [RowReferences<References<WithoutStatistics<Given>>, Names>] extends [never]
    ? false
    : true
  : false;

type RowReferences<Reference extends string, Names extends Known> =
  | Extract<Reference, Names["byRow"]>
  | AtRow<Reference>;

/** `"1" | "2" | "3"` of 1 and 3; any text where they are not known, or many. */
export type NumberLabels<
  First extends number,
  Last extends number,
  Count extends readonly 1[] = [],
  Found extends string = never,
> = number extends First | Last
  ? string
  : Count["length"] extends 31
    ? string
    : Count["length"] extends Last
      ? [Found] extends [never]
        ? First extends Last
          ? `${Last}`
          : string
        : Found | `${Last}`
      : NumberLabels<
          First,
          Last,
          [1, ...Count],
          | Found
          | ([Found] extends [never]
              ? Count["length"] extends First
                ? `${First}`
                : never
              : `${Count["length"] & number}`)
        >;

/** What `fit` takes rows of: those columns of `Row` that are declared, or what the declarations say. */
export type Declared<Row, Columns> = unknown extends Row
  ? RowOf<Columns>
  : Pick<Row, { [Name in keyof Columns]: HeaderOf<Name, Columns[Name]> }[keyof Columns] & keyof Row>;

/** The text itself where nothing in it is missing, otherwise a text that says what is. */
type UnlessMissing<Text extends string, Missing> = [Missing] extends [never] ? Text : Unknown<Missing>;

/** A target whose plates must be known. */
export type CheckedTarget<Target extends string, Names extends Known> = UnlessMissing<
  Target,
  Exclude<PlateParts<PlatesIn<Target>>, Names["factors"] | Names["plates"]>
>;

/** One element of a parameter above, with a label in its brackets. */
export type CheckedElement<Target extends string, Names extends Known> = string extends Target
  ? Target
  : UnlessMissing<Target, Exclude<Scan<Target>, Elements<Names["references"]>>>;

/** A plate whose factors must be known. */
export type CheckedPlate<Plate extends string, Names extends Known> = UnlessMissing<
  Plate,
  Exclude<PlateParts<Plate>, Names["factors"]>
>;

/** A formula of columns, and of the functions of designs. */
export type CheckedFormula<Formula extends string, Names extends Known> = string extends Formula
  ? Formula
  : UnlessMissing<
      Formula,
      Exclude<
        Scan<Formula>,
        | Names["numbers"]
        | Names["factors"]
        | Extract<Names["references"], Comparisons<string>>
        | SeriesReferences<Names["numbers"], Names["factors"]>
        | `${SeriesFunction}(`
        | `${DesignFunction}(`
      >
    >;

/** The functions that a design may have, `spline(`; a test holds that they are those of the language. */
export type DesignFunction =
  | "center"
  | "scale"
  | "poly"
  | "spline"
  | "sum"
  | "helmert"
  | "steps"
  | "I"
  | "log"
  | "log1p"
  | "log2"
  | "log10"
  | "exp"
  | "sqrt"
  | "square"
  | "abs"
  | "no_intercept";
