/**
 * Numbers of all rows within a text, as types: `"exp() + β"` of `"exp(mean(y)) + β"`, in which nothing is of one row. It is no text
 * of the language, but refers to what the rest of the text refers to.
 */

import type { ReductionName } from "../language/checked-model.ts";

/** The text without what `mean(…)` and the like are of. `min(x, 1)` and `max(x, 1)`, of several numbers, stay. */
export type WithoutStatistics<
  Text extends string,
  Before extends string = "",
> = Text extends `${infer Head}(${infer Rest}`
  ? EndsInReduction<Head> extends true
    ? Balanced<Rest> extends [infer After extends string]
      ? WithoutStatistics<After, `${Before}${Head}()`>
      : WithoutStatistics<Rest, `${Before}${Head}(`>
    : WithoutStatistics<Rest, `${Before}${Head}(`>
  : `${Before}${Text}`;

type EndsInReduction<Head extends string> = Head extends
  | ReductionName
  | `${string}${" " | "\n" | "(" | "," | "+" | "-" | "*" | "/" | "^" | "<" | ">" | "="}${ReductionName}`
  ? true
  : false;

/** What stands behind the bracket that closes, in a list; null where several arguments stand before it. */
type Balanced<
  Text extends string,
  Depth extends readonly 1[] = [],
> = Text extends `${infer First}${infer Rest}`
  ? First extends ")" | "]"
    ? Depth extends readonly [1, ...infer Outer extends readonly 1[]]
      ? Balanced<Rest, Outer>
      : [Rest]
    : First extends "(" | "["
      ? Balanced<Rest, [1, ...Depth]>
      : First extends ","
        ? Depth extends readonly []
          ? null
          : Balanced<Rest, Depth>
        : Balanced<Rest, Depth>
  : null;
