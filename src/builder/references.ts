/**
 * What the text of an expression refers to, as types: `"β" | "b[sample]"` of `"β + 2 * b[sample]"`. So the compiler can tell a name
 * that does not exist. It reads names, brackets and what is called, and nothing else: grammar, shapes and supports are
 * for the checker of the language.
 */

import type { ReductionName } from "../language/checked-model.ts";
import type { SeriesFunction } from "../language/syntax.ts";
import type { FunctionName } from "../numeric/scalar-functions.ts";

/** What an expression may be made of: a number, text of the language, or a list of these for a vector. */
export type Value = number | string | readonly (number | string)[];

/** Functions as they are referred to, with the bracket: a parameter may be called `exp`. */
type Callables = `${FunctionName | ReductionName | SeriesFunction}(`;

type Separator =
  | " "
  | "\n"
  | "\t"
  | "+"
  | "-"
  | "*"
  | "/"
  | "^"
  | "("
  | ")"
  | "]"
  | ","
  | "<"
  | ">"
  | "="
  | "!"
  | "?"
  | ":";

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

/**
 * What a text refers to, without the functions of the language: names, and with their bracket functions that there are none of.
 * Nothing where the text is not known to the compiler.
 */
export type References<Text extends string> = string extends Text ? never : Exclude<Scan<Text>, Callables>;

/** As in `References`, the functions of the language among them. A step of the compiler for each word, of which it takes a thousand. */
export type Scan<Text extends string, Found = never> =
  FirstWord<Text> extends readonly [
    infer Word extends string,
    infer End extends string,
    infer Rest extends string,
  ]
    ? End extends "["
      ? Word extends ""
        ? Scan<Rest, Found>
        : InBrackets<Rest> extends readonly [infer Inside extends string, infer After extends string]
          ? Scan<After, Found | `${Word}[${Inside}]`>
          : Found | NameOf<Word>
      : End extends "("
        ? Scan<Rest, Found | (Word extends "" ? never : `${Word}(`)>
        : Compared<Word, `${End}${Rest}`> extends readonly [
              infer Label extends string,
              infer After extends string,
            ]
          ? Scan<After, Found | `${Word}=="${Label}"`>
          : End extends ":"
            ? Word extends SeriesColumn
              ? FirstWord<WithoutSpace<Rest>> extends readonly [
                  infer Column extends string,
                  infer Next extends string,
                  infer After extends string,
                ]
                ? Scan<`${Next}${After}`, Found | `${Word}: ${Column}`>
                : Found
              : Scan<Rest, Found | Exclude<NameOf<Word>, SeriesNumber>>
            : Scan<Rest, Found | NameOf<Word>>
    : FirstWord<Text> extends readonly [infer Word extends string]
      ? Found | NameOf<Word>
      : Found;

/** Arguments of lags that are columns, which are referred to with the word before them, `within: person`; and that are numbers. */
type SeriesColumn = "within" | "by";
type SeriesNumber = "steps" | "first";

/** How lags may refer to columns that are numbers, and that are factors. */
export type SeriesReferences<Numbers extends string, Factors extends string> =
  | `within: ${Factors}`
  | `by: ${Numbers | Factors}`;

/** `["b", "[", "sample] + 1"]` of `"b[sample] + 1"`: a word, what ends it, and the rest. The last word is alone. */
type FirstWord<Text extends string, Word extends string = ""> = Text extends `${infer First}${infer Rest}`
  ? First extends "[" | Separator
    ? [Word, First, Rest]
    : FirstWord<Rest, `${Word}${First}`>
  : [Word];

/** What stands up to the bracket that closes, and what behind it. A single label may have brackets of its own. */
type InBrackets<Rest extends string> = Rest extends `"${infer Label}"]${infer After}`
  ? Label extends `${string}"${string}`
    ? UpToBracket<Rest>
    : [`"${Spaceless<Label>}"`, After]
  : UpToBracket<Rest>;

type UpToBracket<Rest extends string> = Rest extends `${infer Inside}]${infer After}`
  ? [Spaceless<Inside>, After]
  : null;

/** Behind `sex` in `sex == "male"`, the label and what follows: the comparison of a factor is referred to as `sex=="male"`. */
type Compared<Word extends string, Rest extends string> = Word extends ""
  ? null
  : WithoutSpace<Rest> extends `${"==" | "!="}${infer Right}`
    ? WithoutSpace<Right> extends `"${infer Label}"${infer After}`
      ? [Spaceless<Label>, After]
      : null
    : null;

type WithoutSpace<Text extends string> = Text extends `${" " | "\n" | "\t"}${infer Rest}`
  ? WithoutSpace<Rest>
  : Text;

/** A word that is no number. */
type NameOf<Word extends string> = Word extends "" | `${Digit | "."}${string}` ? never : Word;

/** What a value refers to. */
export type ReferencesOf<Given> = Given extends string
  ? References<Given>
  : Given extends readonly (infer Item)[]
    ? Item extends string
      ? References<Item>
      : never
    : never;

/** `lab:day,K` of `lab:day, K`. */
export type Spaceless<Text extends string> = Text extends `${infer Before} ${infer After}`
  ? Spaceless<`${Before}${After}`>
  : Text;

/** `["lab:day", "K"]` of `"lab:day,K"`. */
type PlateList<Text extends string> = Text extends `${infer First},${infer Rest}`
  ? [First, ...PlateList<Rest>]
  : [Text];

/** The factors of plates: `"lab" | "day" | "K"` of `"lab:day,K"`. */
export type PlateParts<Text extends string> = Text extends `${infer First},${infer Rest}`
  ? FactorsOf<First> | PlateParts<Rest>
  : FactorsOf<Text>;

type FactorsOf<Plate extends string> = Plate extends `${infer First}:${infer Rest}`
  ? First | FactorsOf<Rest>
  : Plate;

/** What stands in the brackets of a target, without spaces; nothing where there are none. */
export type PlatesIn<Target extends string> = Target extends `${string}[${infer Inside}]`
  ? Spaceless<Inside>
  : never;

/** What is known of plates: their labels, `arm="control"`, and which columns have levels of a pool, `home of team`. */
export interface KnownLevels {
  readonly labels: string;
  readonly members: string;
}

/** The labels of a plate: any text where they are not known. */
type LabelsOf<Plate extends string, Levels extends KnownLevels> = [
  Extract<Levels["labels"], `${Plate}="${string}"`>,
] extends [never]
  ? string
  : Levels["labels"] extends infer Entry
    ? Entry extends `${Plate}="${infer Label}"`
      ? Label
      : never
    : never;

/** A label as it stands in brackets: in quotes, or a number without. */
type Written<Label extends string> =
  | `"${Label}"`
  | (string extends Label ? `${number}` : Extract<Label, `${number}`>);

/** What may stand for one plate: itself, a column whose labels are levels of it, or a label. */
type Index<Plate extends string, Levels extends KnownLevels> =
  | Plate
  | (Levels["members"] extends infer Member
      ? Member extends `${infer Column} of ${Plate}`
        ? Column
        : never
      : never)
  | Written<LabelsOf<Plate, Levels>>;

/** What brackets behind a quantity of these plates may hold: something for each plate, the last ones left out. */
type Indices<Plates extends readonly string[], Levels extends KnownLevels> = Plates extends readonly [
  infer First extends string,
  ...infer Rest extends readonly string[],
]
  ?
      | Index<First, Levels>
      | (Rest extends readonly [] ? never : `${Index<First, Levels>},${Indices<Rest, Levels>}`)
  : never;

/** How a quantity may be referred to: `b`, `b[sample]`, `b["A"]`. */
export type ReferencesTo<
  Target extends string,
  Levels extends KnownLevels,
> = Target extends `${infer Name}[${infer Inside}]`
  ? Name | `${Name}[${Indices<PlateList<Spaceless<Inside>>, Levels>}]`
  : Target;

/** How labels of a plate may be compared: `sex=="male"` for `sex == "male"`. */
export type Comparisons<Plate extends string, Labels extends string = string> = `${Plate}=="${Labels}"`;

/** Of what stands in brackets, what is no label. */
type PlatesOf<Inside extends string> = Inside extends `${infer First},${infer Rest}`
  ? NoLabel<First> | PlatesOf<Rest>
  : NoLabel<Inside>;

type NoLabel<Part extends string> = Part extends `"${string}` | `${string}"` | `${number}` ? never : Part;

/** References with a plate in brackets, which in a number without brackets of its own is the level of a row. */
export type AtRow<Reference> = Reference extends `${string}[${infer Inside}]`
  ? [PlatesOf<Inside>] extends [never]
    ? never
    : Reference
  : never;

/** References to single elements: at least one of what stands in brackets is a label. */
export type Elements<Reference> = Reference extends `${string}[${infer Inside}]`
  ? Inside extends
      | `${string}"${string}`
      | `${number}`
      | `${number},${string}`
      | `${string},${number}`
      | `${string},${number},${string}`
    ? Reference
    : never
  : never;

/** The text itself if all that it refers to is known, otherwise a text that says what is not. */
export type Checked<Given, Known extends string> = [Exclude<ReferencesOf<Given>, Known>] extends [never]
  ? Given
  : Unknown<Exclude<ReferencesOf<Given>, Known>>;

/** What the compiler shows in place of a text. */
export type Unknown<Reference> = Reference extends string ? `${Reference} is not declared above` : never;
