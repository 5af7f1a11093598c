/**
 * What the text of an expression refers to, as types: `"β" | "b[sample]"` of `"β + 2 * b[sample]"`. So the compiler can tell a name
 * that does not exist. It reads names, brackets and what is called, and nothing else: grammar, shapes and supports are
 * for the checker of the language.
 */

import type { ReductionName } from "../language/checked-model.ts";
import type { FunctionName } from "../numeric/scalar-functions.ts";

/** What an expression may be made of: a number, text of the language, or a list of these for a vector. */
export type Value = number | string | readonly (number | string)[];

/** Functions as they are referred to, with the bracket: a parameter may be called `exp`. */
type Callables = `${FunctionName | ReductionName}(`;

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
  | ":";

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

/**
 * What a text refers to, without the functions of the language: names, and with their bracket functions that there are none of.
 * Nothing where the text is not known to the compiler.
 */
export type References<Text extends string> = string extends Text ? never : Exclude<Scan<Text>, Callables>;

type Scan<
  Text extends string,
  Word extends string = "",
  Found = never,
> = Text extends `${infer First}${infer Rest}`
  ? First extends "["
    ? Word extends ""
      ? Scan<Rest, "", Found>
      : Rest extends `"${infer Label}"]${infer After}`
        ? Scan<After, "", Found | `${Word}["${Label}"]`>
        : Rest extends `${infer Inside}]${infer After}`
          ? Scan<After, "", Found | `${Word}[${Spaceless<Inside>}]`>
          : Found | NameOf<Word>
    : First extends "("
      ? Scan<Rest, "", Found | (Word extends "" ? never : `${Word}(`)>
      : First extends Separator
        ? Scan<Rest, "", Found | NameOf<Word>>
        : Scan<Rest, `${Word}${First}`, Found>
  : Found | NameOf<Word>;

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

type Label = `"${string}"` | `${number}`;

/** What brackets behind a quantity of these plates may hold: each plate or a label, the last ones left out. */
type Indices<Plates extends readonly string[]> = Plates extends readonly [
  infer First extends string,
  ...infer Rest extends readonly string[],
]
  ? First | Label | (Rest extends readonly [] ? never : `${First | Label},${Indices<Rest>}`)
  : never;

/** How a quantity may be referred to: `b`, `b[sample]`, `b["A"]`. */
export type ReferencesTo<Target extends string> = Target extends `${infer Name}[${infer Inside}]`
  ? Name | `${Name}[${Indices<PlateList<Spaceless<Inside>>>}]`
  : Target;

/** References with a plate in brackets, which in a number without brackets of its own is the level of a row. */
export type AtRow<Reference> = Reference extends `${string}[${infer Inside}]`
  ? Inside extends `"${string}` | `${number}` | `${number},${string}`
    ? never
    : Reference
  : never;

/** The text itself if all that it refers to is known, otherwise a text that says what is not. */
export type Checked<Given, Known extends string> = [Exclude<ReferencesOf<Given>, Known>] extends [never]
  ? Given
  : Unknown<Exclude<ReferencesOf<Given>, Known>>;

/** What the compiler shows in place of a text. */
export type Unknown<Reference> = Reference extends string ? `${Reference} is not declared above` : never;
