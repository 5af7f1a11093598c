/**
 * The distributions as functions, `normal(0, "σ_b")` or `normal({ mean: 0, sd: "σ_b" })`, made of the list that the language has.
 * Their types are in `signatures.ts`, which a test makes of the same list.
 */

import { distributions as known } from "../distributions/index.ts";
import { Call } from "./call.ts";
import { expressionPieces, joined, type Piece } from "./piece.ts";
import type { ReferencesOf, Value } from "./references.ts";
import type { Signatures } from "./signatures.ts";

/** Where a distribution is cut off. */
export interface Bounds {
  readonly lower?: Value;
  readonly upper?: Value;
}

interface Modifiers {
  /** The distribution given that the value lies between the bounds, of which one may be left out. */
  truncated<Reference extends string, const Given extends Bounds>(
    distribution: Call<Reference>,
    bounds: Given & { readonly [Name in Exclude<keyof Given, keyof Bounds>]: never },
  ): Call<Reference | ReferencesOf<Given[keyof Given]>>;
  /** Increasing numbers along a plate. */
  ordered<Reference extends string>(distribution: Call<Reference>): Call<Reference>;
}

/** What it refers to is for the types to say. */
function call(name: string, args: readonly (readonly Piece[])[]): Call<never> {
  return new Call([`${name}(`, ...joined(args), ")"]);
}

/** From JavaScript, bounds may be left out, which the checker of the language tells. */
function namedPieces(named: object | undefined): readonly (readonly Piece[])[] {
  return Object.entries(named ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [{ kind: "name", given: name }, ": ", ...expressionPieces(value)]);
}

/** One object that is neither a list nor a distribution. */
function isNamed(values: readonly unknown[]): values is readonly [object] {
  const [first] = values;
  const isObject = typeof first === "object" && first !== null;
  return values.length === 1 && isObject && !Array.isArray(first) && !(first instanceof Call);
}

const functions = known.map(({ name }) => [
  name,
  (...values: readonly unknown[]) =>
    call(name, isNamed(values) ? namedPieces(values[0]) : values.map(expressionPieces)),
]);

const modifiers: Modifiers = {
  truncated: (distribution, bounds) =>
    call("truncated", [[{ kind: "distribution", given: distribution }], ...namedPieces(bounds)]),
  ordered: (distribution) => call("ordered", [[{ kind: "distribution", given: distribution }]]),
};

/** By their names in the language. Arguments are numbers, texts of expressions, or lists of these for a vector. */
// The types are made of the list that the functions are made of.
export const distributions = { ...Object.fromEntries(functions), ...modifiers } as Signatures & Modifiers;
