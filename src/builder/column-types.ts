/** Declarations of columns as types: the column of the table that is read, what its cells may be, and what is wrong with it. */

import type { Comparisons, PlateParts, References, Spaceless, Unknown } from "./references.ts";

/** The columns of a data block: how each is declared, by name. With a parameter for the texts, TypeScript 5.0 takes them as they stand. */
export type Declarations<Text extends string = string> = Readonly<Record<string, Text>>;

/** A cell of a number, or of a label. */
export type NumberCell = number | boolean | null | undefined;
/** Numbers are labels too. */
export type LabelCell = number | string | boolean | null | undefined;

/** The type with its bounds, without what stands in quotes behind it. */
type Head<Declaration extends string> = Declaration extends `${infer Before} from "${string}`
  ? Before
  : Declaration extends `${infer Before} "${string}`
    ? Before
    : Declaration;

/** The name in the table: that of the model, or what follows `from`. */
export type HeaderOf<Name, Declaration> = Declaration extends `${string} from "${infer Header}"${string}`
  ? Header
  : Name;

/** What the cells of a column may be. */
export type CellOf<Declaration> = Declaration extends `factor${string}` ? LabelCell : NumberCell;

/** The names of the columns that are factors. */
export type FactorNames<Given> = {
  [Name in keyof Given]: Given[Name] extends `factor${string}` ? Name : never;
}[keyof Given] &
  string;

/** The names of those that are numbers. */
export type NumberNames<Given> = Exclude<keyof Given & string, FactorNames<Given>>;

/** Rows that have these columns. */
export type RowOf<Given> = {
  [Name in keyof Given as HeaderOf<Name, Given[Name]> & string]: CellOf<Given[Name]>;
};

/** What a bound refers to. */
type InBounds<Text extends string> = Text extends `${infer Lower}..${infer Upper}`
  ? Exclude<References<Lower>, "in"> | References<Upper>
  : References<Text>;

type Until<Text extends string, Mark extends string> = Text extends `${infer Before}${Mark}${string}`
  ? Before
  : Text;

/** `batch` of `batch ordered [a, b] reference "a"?`. */
type Named<Text extends string> = Spaceless<
  Until<Until<Until<Until<Text, " from ">, " ordered">, " reference">, "?">
>;

/** The factors that a declaration says something of. */
type WithinOf<Rest extends string> = Rest extends ` in ${infer Factor}`
  ? Named<Factor>
  : Rest extends ` across ${infer Plate}`
    ? PlateParts<Named<Plate>>
    : never;

/** The pools whose levels are the labels of these columns, `team` of `factor of team`. */
export type PoolNames<Given> = PoolOf<Given[keyof Given]>;

type PoolOf<Declaration> = Declaration extends `factor of ${infer Pool}` ? Named<Pool> : never;

/** Which column has levels of which pool: `home of team`. */
export type MembersOf<Given> = {
  [Name in keyof Given & string]: Given[Name] extends `factor of ${infer Pool}`
    ? `${Name} of ${Named<Pool>}`
    : never;
}[keyof Given & string];

/** The names of columns that may lack values. */
export type MissingNames<Given> = {
  [Name in keyof Given & string]: Given[Name] extends string
    ? WithoutTexts<Given[Name]> extends `${string}?${string}`
      ? Name
      : never
    : never;
}[keyof Given & string];

type WithoutTexts<Text extends string> = Text extends `${infer Before}"${string}"${infer After}`
  ? WithoutTexts<`${Before}${After}`>
  : Text;

/** Labels of the factors among the columns, `arm="control"`, as the type of the rows or an order says; any, where neither does. */
export type KnownLabels<Given, Row> = {
  [Name in keyof Given & string]: Given[Name] extends `factor${string}`
    ? `${Name | PoolOf<Given[Name]>}="${DeclaredLabels<Given[Name], CellIn<Row, HeaderOf<Name, Given[Name]>>>}"`
    : never;
}[keyof Given & string];

/** How labels of these factors are compared. */
export type LabelComparisons<Given, Row> = {
  [Name in keyof Given & string]: Given[Name] extends `factor${string}`
    ? Comparisons<
        Name | PoolOf<Given[Name]>,
        DeclaredLabels<Given[Name], CellIn<Row, HeaderOf<Name, Given[Name]>>>
      >
    : never;
}[keyof Given & string];

type CellIn<Row, Header> = unknown extends Row ? string : Header extends keyof Row ? Row[Header] : string;

/** Those of a factor within another one have its label before them, and are not known. */
type DeclaredLabels<Declaration extends string, Cell> = Declaration extends `factor in ${string}`
  ? string
  : Declaration extends `factor${string}ordered [${infer List}]${string}`
    ? LabelList<List>
    : CellLabels<Exclude<Cell, null | undefined>>;

/** Of `low, medium, "very high"`. */
type LabelList<List extends string> = List extends `${" " | "," | "\n"}${infer Rest}`
  ? LabelList<Rest>
  : List extends `"${infer Label}"${infer Rest}`
    ? Spaceless<Label> | LabelList<Rest>
    : List extends `${infer Label},${infer Rest}`
      ? Spaceless<Label> | LabelList<Rest>
      : List extends ""
        ? never
        : Spaceless<List>;

/** Texts and numbers that are all known; otherwise any text. */
type CellLabels<Cell> = [Cell] extends [string | number]
  ? string extends Cell
    ? string
    : number extends Cell
      ? string
      : Spaceless<`${Cell}`>
  : string;

/** What a declaration refers to that is not there. */
type Missing<Declaration extends string, Numbers extends string, Factors extends string> =
  Head<Declaration> extends `factor${infer Rest}`
    ? Exclude<WithinOf<Rest>, Factors>
    : Head<Declaration> extends `${"real" | "int"}${infer Rest}`
      ? Exclude<InBounds<Rest>, Numbers>
      : never;

type WithType<Declaration> = string extends Declaration
  ? Declaration
  : Declaration extends `${"real" | "int" | "factor"}${string}`
    ? Declaration
    : Fault<"a column is declared as real, int or factor">;

/** Names that declarations may refer to: columns that are numbers, constants; factors. */
interface Referable {
  readonly numbers: string;
  readonly references: string;
  readonly factors: string;
}

/** The declarations; in place of one that is at fault, a text that says what is wrong with it. */
export type CheckedColumns<Given, Row, Names extends Referable> = {
  [Name in keyof Given]: Given[Name] extends string
    ? CheckedColumn<
        Given[Name],
        Missing<Given[Name], Names["references"] | NumberNames<Given>, Names["factors"] | FactorNames<Given>>,
        HeaderOf<Name, Given[Name]>,
        Row
      >
    : never;
};

type CheckedColumn<Declaration extends string, Absent, Header, Row> = [Absent] extends [never]
  ? unknown extends Row
    ? WithType<Declaration>
    : Header extends keyof Row
      ? Row[Header] extends CellOf<Declaration>
        ? WithType<Declaration>
        : Fault<`the cells of ${Header & string} are no ${Declaration extends `factor${string}` ? "labels" : "numbers"}`>
      : Fault<`the rows have no column ${Header & string}`>
  : Fault<Unknown<Absent>>;

/** No text is one: the compiler shows it in place of a declaration. */
interface Fault<Message> {
  readonly fault: Message;
}
