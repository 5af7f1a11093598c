/** Distributions that are made of others, `truncated(normal(0, 1), { lower: 0 })`, `mixture("w", [normal("a", 1), normal("b", 1)])`. */

import { inflations } from "../distributions/modifiers/index.ts";
import { type Call, call } from "./call.ts";
import { expressionPieces, joined, namedPieces, type Piece } from "./piece.ts";
import type { ReferencesOf, Value } from "./references.ts";

/** Where a distribution is cut off. */
export interface Bounds {
  readonly lower?: Value;
  readonly upper?: Value;
}

/** Where values are bounds: those with a `right` that is not 0 from below, with such a `left` from above, and of intervals the upper end. */
export interface Censoring {
  readonly left?: Value;
  readonly right?: Value;
  readonly to?: Value;
}

/** No other names than these. */
type Only<Given, Known> = Given & { readonly [Name in Exclude<keyof Given, keyof Known>]: never };

/** What any of several distributions refers to. */
type ReferencesIn<Calls extends readonly Call[]> =
  Calls[number] extends Call<infer Reference> ? Reference : never;

/** A function for each of them, by its name in the language. */
export interface Modifiers {
  /** The distribution given that the value lies between the bounds, of which one may be left out. */
  truncated<Reference extends string, const Given extends Bounds>(
    distribution: Call<Reference>,
    bounds: Only<Given, Bounds>,
  ): Call<Reference | ReferencesOf<Given[keyof Given]>>;
  /** Increasing numbers along a plate. */
  ordered<Reference extends string>(distribution: Call<Reference>): Call<Reference>;
  /** 0 with a probability, otherwise a count, of which 0 may be one. */
  zero_inflated<const Zeros extends Value, Reference extends string>(
    zeros: Zeros,
    distribution: Call<Reference>,
  ): Call<Reference | ReferencesOf<Zeros>>;
  /** 0 with a probability, otherwise a positive number. */
  hurdle<const Zeros extends Value, Reference extends string>(
    zeros: Zeros,
    distribution: Call<Reference>,
  ): Call<Reference | ReferencesOf<Zeros>>;
  /** 0 or 1 with the probability `ends`, which is 1 with the probability `ones`; otherwise a share. */
  zero_one_inflated<const Ends extends Value, const Ones extends Value, Reference extends string>(
    ends: Ends,
    ones: Ones,
    distribution: Call<Reference>,
  ): Call<Reference | ReferencesOf<Ends> | ReferencesOf<Ones>>;
  /** One of several distributions: of two with the probability of the first, otherwise with the weights of all, a vector or a list. */
  mixture<const Weights extends Value, const Calls extends readonly Call[]>(
    weights: Weights,
    distributions: Calls,
  ): Call<ReferencesOf<Weights> | ReferencesIn<Calls>>;
  /** A value of which some are known to lie above, below or between numbers only. */
  censored<Reference extends string, const Given extends Censoring>(
    distribution: Call<Reference>,
    ways: Only<Given, Censoring>,
  ): Call<Reference | ReferencesOf<Given[keyof Given]>>;
  /** An outcome of which each row stands for as many rows as its weight. */
  weighted<Reference extends string, const Weight extends Value>(
    distribution: Call<Reference>,
    weight: Weight,
  ): Call<Reference | ReferencesOf<Weight>>;
}

function distributionPieces(given: unknown): readonly Piece[] {
  return [{ kind: "distribution", given }];
}

function listPieces(given: unknown): readonly Piece[] {
  if (!Array.isArray(given)) return [{ kind: "distributions", given }];
  return ["[", ...joined(given.map(distributionPieces)), "]"];
}

/** Probabilities, and the distribution as the last; what is given beyond that goes to the checker of the language. */
const inflated = Object.entries(inflations).map(([name, { probabilities }]) => [
  name,
  (...values: readonly unknown[]) => {
    const count = Math.max(values.length, probabilities.length + 1);
    return call(
      name,
      Array.from({ length: count }, (_, i) =>
        i === probabilities.length ? distributionPieces(values[i]) : expressionPieces(values[i]),
      ),
    );
  },
]);

const others: Omit<Modifiers, keyof typeof inflations> = {
  truncated: (distribution, bounds) =>
    call("truncated", [distributionPieces(distribution), ...namedPieces(bounds)]),
  ordered: (distribution) => call("ordered", [distributionPieces(distribution)]),
  mixture: (weights, distributions) =>
    call("mixture", [expressionPieces(weights), listPieces(distributions)]),
  censored: (distribution, ways) =>
    call("censored", [distributionPieces(distribution), ...namedPieces(ways)]),
  weighted: (distribution, weight) =>
    call("weighted", [distributionPieces(distribution), expressionPieces(weight)]),
};

/** By their names in the language. */
// The first are made of the list that the language has.
export const modifiers = { ...Object.fromEntries(inflated), ...others } as Modifiers;
