/**
 * Functions of a column whose value in a row is made of other rows: `lag(y, within: person, by: week)`, `cumulative_sum(x)`. Their
 * arguments are read alike wherever they stand, in expressions, in designs and in formulas.
 */

import type { Problem, Span } from "../problems/problem.ts";
import { printNumber } from "./print-expression.ts";
import { seriesArguments } from "./problems-series.ts";
import type { Identifier, SeriesFunction, SeriesSyntax } from "./syntax.ts";

/** An argument as it is given: the name of a column, a number, another such function, or something that cannot be one. */
export interface GivenArgument {
  readonly name: Identifier | null;
  readonly value:
    | { readonly kind: "name"; readonly name: Identifier }
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "series"; readonly series: SeriesSyntax }
    | { readonly kind: "other" };
  /** Of the value. */
  readonly span: Span;
}

/** Arguments in the order of their positions. */
const argumentNames: { readonly [Name in SeriesFunction]: readonly string[] } = {
  lag: ["of", "within", "by", "steps", "first"],
  cumulative_sum: ["of", "within", "by"],
};

/** Their names. */
export const seriesFunctions: readonly string[] = Object.keys(argumentNames);

/** How each is written with all that it can have. */
const wholeCall: { readonly [Name in SeriesFunction]: string } = {
  lag: "lag(y, within: person, by: week, steps: 2, first: 0)",
  cumulative_sum: "cumulative_sum(x, within: person, by: week)",
};

function howToWrite(name: SeriesFunction): string {
  return `write \`${wholeCall[name]}\`, where what is not needed is left out`;
}

/** Whether a function of this name is one of them. */
export function isSeriesFunction(name: string): name is SeriesFunction {
  return Object.hasOwn(argumentNames, name);
}

/** The function with its arguments where they belong, or what is wrong with them. */
export function readSeries(
  name: SeriesFunction,
  given: readonly GivenArgument[],
  span: Span,
):
  | { readonly series: SeriesSyntax; readonly problem: null }
  | { readonly series: null; readonly problem: Problem } {
  const { byName, problem } = namedArguments(name, given);
  const wrong = problem ?? findWrong(name, byName, span);
  if (wrong !== null) return { series: null, problem: wrong };
  const [of, steps, first] = ["of", "steps", "first"].map((word) => byName.get(word)?.value);
  const column = (word: string): Identifier | null => {
    const value = byName.get(word)?.value;
    return value?.kind === "name" ? value.name : null;
  };
  const series: SeriesSyntax = {
    function: name,
    of: of?.kind === "series" ? of.series : column("of")!,
    within: column("within"),
    by: column("by"),
    steps: steps?.kind === "number" ? steps.value : 1,
    first: first?.kind === "number" ? first.value : null,
    span,
  };
  return { series, problem: null };
}

type ByName = ReadonlyMap<string, GivenArgument>;

/** Arguments by the names of their places. */
function namedArguments(
  name: SeriesFunction,
  given: readonly GivenArgument[],
): { readonly byName: ByName; readonly problem: Problem | null } {
  const known = argumentNames[name];
  const byName = new Map<string, GivenArgument>();
  for (const [position, argument] of given.entries()) {
    const word = argument.name?.text ?? known[position];
    const place = argument.name?.span ?? argument.span;
    const wrong = (message: string) => ({
      byName,
      problem: seriesArguments(place, message, howToWrite(name)),
    });
    if (word === undefined) return wrong(`\`${name}\` has ${known.length} arguments at most`);
    if (argument.name !== null && !known.slice(1).includes(word))
      return wrong(`\`${name}\` has no argument \`${word}:\``);
    if (byName.has(word)) return wrong(`\`${name}\` has its argument \`${word}:\` twice`);
    byName.set(word, argument);
  }
  return { byName, problem: null };
}

/** An argument that is not what it has to be. */
function findWrong(name: SeriesFunction, byName: ByName, span: Span): Problem | null {
  const of = byName.get("of");
  if (of?.value.kind !== "name" && of?.value.kind !== "series")
    return seriesArguments(
      of?.span ?? span,
      `what \`${name}\` is of is the name of a column`,
      `write \`${name}(y)\`; functions are taken of the whole, \`log(${name}(y))\``,
    );
  for (const [word, { value, span: place }] of byName) {
    const wanted = wantedOf(word, value);
    if (wanted !== null)
      return seriesArguments(place, `\`${word}:\` of \`${name}\` is ${wanted}`, howToWrite(name));
  }
  return null;
}

/** What should stand there, in words; null where it does. */
function wantedOf(word: string, value: GivenArgument["value"]): string | null {
  const number = value.kind === "number" ? value.value : Number.NaN;
  if (word === "steps")
    return Number.isInteger(number) && number >= 1 && number <= mostSteps
      ? null
      : `how many rows back it looks, a whole number from 1 to ${mostSteps}`;
  if (word === "first")
    return Number.isFinite(number) ? null : "the number that rows without an earlier one have";
  return word === "of" || value.kind === "name" ? null : "the name of a column";
}

/** Further back than that is a mistake. */
const mostSteps = 10_000;

/** What a series is made of, with names of columns as texts; `of` may be the text of another one. */
export interface SeriesWords {
  readonly function: SeriesFunction;
  readonly of: string;
  readonly within: string | null;
  readonly by: string | null;
  readonly steps: number;
  readonly first: number | null;
}

/** `lag(y, within: person, by: week)`, without what is as it is anyhow; it reads back as the same in expressions, designs and formulas. */
export function printSeries(series: SeriesWords): string {
  const { within, by, steps, first } = series;
  const named = [
    ...(within === null ? [] : [`within: ${within}`]),
    ...(by === null ? [] : [`by: ${by}`]),
    ...(steps === 1 ? [] : [`steps: ${steps}`]),
    ...(first === null ? [] : [`first: ${printNumber(first)}`]),
  ];
  return `${series.function}(${[series.of, ...named].join(", ")})`;
}

/** The same of one that was written, with the names that `nameOf` and for factors `factorOf` give its columns. */
export function printWritten(
  series: SeriesSyntax,
  nameOf: (column: Identifier) => string = ({ text }) => text,
  factorOf: (column: Identifier) => string = nameOf,
): string {
  return printSeries(wordsOf(series, nameOf, factorOf));
}

/** What one that was written is made of. */
export function wordsOf(
  { function: name, of, within, by, steps, first }: SeriesSyntax,
  nameOf: (column: Identifier) => string,
  factorOf: (column: Identifier) => string,
): SeriesWords {
  return {
    function: name,
    of: "function" in of ? printWritten(of, nameOf, factorOf) : nameOf(of),
    within: within && factorOf(within),
    by: by && nameOf(by),
    steps,
    first,
  };
}
